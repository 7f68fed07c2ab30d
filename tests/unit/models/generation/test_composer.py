"""Putting authored lines together: few sentences, nothing unfilled, nothing said twice."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from uuid import UUID

import pytest

from app.conversation.feelings import Feeling
from app.conversation.reply import Draft, Part, ReplyError, ReplyRequest, Slot
from app.ids import TurnId
from models.generation import CuratedReplyGenerator
from models.generation.curated.composer import compose
from models.generation.curated.library import AgentLines, Fragment

RequestFor = Callable[..., ReplyRequest]
NUMBER = iter(range(1_000))


def line(text: str, *slots: Slot) -> Fragment:
    return Fragment(f"test/{next(NUMBER)}", text, frozenset(slots))


HEARD = line("I hear you.")
SAD = line("That is sad.")
STORY = line("{story_line}", Slot.STORY_LINE)
WEATHER = line("It is {day}.", Slot.DAY)
ASK = line("Would you tell me more?")

LINES = AgentLines(
    {"any": (HEARD,), "sad": (SAD,)},
    (STORY, WEATHER),
    (ASK,),
    {"unknown": (line("I do not know that."),), "known_alerted": ()},
)


def said(request: ReplyRequest, lines: AgentLines = LINES) -> list[str]:
    return [draft.text for draft in compose(request, lines)]


def test_a_reply_acknowledges_tells_and_asks_in_that_order(request_for: RequestFor) -> None:
    request = request_for(slots={Slot.DAY: "Friday"})
    assert said(request) == ["I hear you.", "It is Friday.", "Would you tell me more?"]


def test_only_the_parts_asked_for_are_said(request_for: RequestFor) -> None:
    assert said(request_for(parts=(Part.ASK,))) == ["Would you tell me more?"]
    assert said(request_for(parts=())) == []


def test_a_feeling_gets_its_own_line_and_any_other_the_common_one(
    request_for: RequestFor,
) -> None:
    ack = (Part.ACKNOWLEDGE,)
    assert said(request_for(parts=ack, feeling=Feeling.SAD)) == ["That is sad."]
    assert said(request_for(parts=ack, feeling=Feeling.CROSS)) == ["I hear you."]


def test_a_line_whose_slots_are_not_filled_is_left_out(request_for: RequestFor) -> None:
    assert said(request_for(parts=(Part.KNOWN,))) == []


def test_a_branch_takes_the_place_of_what_is_known(request_for: RequestFor) -> None:
    known = {"parts": (Part.KNOWN,), "slots": {Slot.DAY: "Friday"}}
    assert said(request_for(branch="unknown", **known)) == ["I do not know that."]
    assert said(request_for(branch="known_alerted", **known)) == ["It is Friday."]
    assert said(request_for(branch="nosuch", **known)) == ["It is Friday."]


def test_where_all_of_a_branch_was_said_lately_something_is_said_all_the_same(
    request_for: RequestFor,
) -> None:
    used = frozenset({"I do not know that."})
    request = request_for(parts=(Part.KNOWN,), branch="unknown", used_sentences=used)
    assert said(request) == ["I hear you."]


def test_what_is_preferred_comes_before_what_is_not(request_for: RequestFor) -> None:
    for _ in range(30):
        request = request_for(
            parts=(Part.KNOWN,),
            slots={Slot.DAY: "Friday"},
            story_lines=("You had a boat.",),
            prefer=(Slot.STORY_LINE,),
        )
        assert said(request) == ["You had a boat."]


def test_the_next_story_line_is_told_where_the_first_was_told_lately(
    request_for: RequestFor,
) -> None:
    request = request_for(
        parts=(Part.KNOWN,),
        story_lines=("You had a boat.", "It was blue."),
        used_sentences=frozenset({"You had a boat."}),
        used_fragments=frozenset({STORY.id}),
    )
    assert said(request) == ["It was blue."]
    all_told = replace(request, used_sentences=frozenset({"You had a boat.", "It was blue."}))
    assert said(all_told) == []


def test_a_fragment_or_sentence_said_lately_is_not_said_again(request_for: RequestFor) -> None:
    ask = (Part.ASK,)
    assert said(request_for(parts=ask, used_fragments=frozenset({ASK.id}))) == []
    assert said(request_for(parts=ask, used_sentences=frozenset({ASK.text}))) == []


def test_a_sentence_begins_with_a_capital_whatever_fills_it(request_for: RequestFor) -> None:
    lines = replace_known(line("{plan} comes next.", Slot.PLAN))
    request = request_for(parts=(Part.KNOWN,), slots={Slot.PLAN: "tea with Dorothy"})
    assert said(request, lines) == ["Tea with Dorothy comes next."]


def test_braces_in_what_is_known_are_only_text(request_for: RequestFor) -> None:
    lines = replace_known(line("Next is {plan}.", Slot.PLAN))
    request = request_for(parts=(Part.KNOWN,), slots={Slot.PLAN: "{name} {0} {x!r}"})
    assert said(request, lines) == ["Next is {name} {0} {x!r}."]


def test_a_name_is_said_once_in_a_reply(request_for: RequestFor) -> None:
    lines = AgentLines(
        {"any": (line("I hear you, {name}.", Slot.NAME),)},
        (line("You told me, {name}.", Slot.NAME),),
        (line("Shall we, {name}?", Slot.NAME), ASK),
        {},
    )
    request = request_for(slots={Slot.NAME: "Peggy"})
    assert said(request, lines) == ["I hear you, Peggy.", "Would you tell me more?"]


def test_there_are_never_more_than_three_sentences(request_for: RequestFor) -> None:
    lines = replace_known(line("One thing. Another thing.", Slot.DAY))
    request = request_for(slots={Slot.DAY: "Friday"})
    assert said(request, lines) == ["I hear you.", "One thing.", "Another thing."]
    longer = replace_known(line("One. Two. Three.", Slot.DAY))
    assert said(request, longer) == ["I hear you.", "Would you tell me more?"]


def test_the_same_request_gives_the_same_reply_and_another_turn_may_differ(
    request_for: RequestFor,
) -> None:
    many = AgentLines({"any": tuple(line(f"Line {n}.") for n in range(20))}, (STORY,), (ASK,), {})
    one = request_for(turn_id=TurnId(UUID(int=1)))
    assert said(one, many) == said(one, many)
    turns = [request_for(turn_id=TurnId(UUID(int=n))) for n in range(40)]
    assert len({said(turn, many)[0] for turn in turns}) > 5


def test_what_is_said_names_its_source_and_fragment(request_for: RequestFor) -> None:
    fragment = line("It says: {knowledge}", Slot.KNOWLEDGE)
    request = request_for(
        parts=(Part.KNOWN, Part.ASK),
        slots={Slot.KNOWLEDGE: "Flu is a virus."},
        sources={Slot.KNOWLEDGE: "From our guide “Flu”"},
    )
    first, second = compose(request, replace_known(fragment))
    assert first == Draft(
        "It says: Flu is a virus.", "From our guide “Flu”", (fragment.id,), quoted=True
    )
    assert second == Draft("Would you tell me more?", "", (ASK.id,), quoted=False)


@pytest.mark.parametrize("slot", [Slot.STORY_LINE, Slot.STORY_TITLE, Slot.PERSON, Slot.PLACE])
def test_whatever_is_told_of_a_story_names_the_story(request_for: RequestFor, slot: Slot) -> None:
    lines = replace_known(line(f"So, {{{slot.value}}}.", slot))
    request = request_for(
        parts=(Part.KNOWN,),
        slots={slot: "Mill Street"},
        story_lines=("Mill Street",),
        sources={slot: "From your story “The bakery”"},
    )
    (draft,) = compose(request, lines)
    assert (draft.text, draft.source) == ("So, Mill Street.", "From your story “The bakery”")


async def test_the_generator_gives_what_was_composed(request_for: RequestFor) -> None:
    generator = CuratedReplyGenerator({"soothe": LINES})
    request = request_for(slots={Slot.DAY: "Friday"})
    drafts = [draft async for draft in generator.generate(request)]
    assert drafts == compose(request, LINES)
    assert generator.tier == "curated"


async def test_an_agent_nobody_wrote_for_is_said(request_for: RequestFor) -> None:
    generator = CuratedReplyGenerator({"soothe": LINES})
    with pytest.raises(ReplyError, match="no authored replies for the agent 'juggle'"):
        await anext(generator.generate(request_for("juggle")))


def replace_known(fragment: Fragment) -> AgentLines:
    return replace(LINES, known=(fragment,))


def test_what_ships_can_answer_when_nothing_at_all_is_known(
    request_for: RequestFor, library: Mapping[str, AgentLines]
) -> None:
    for agent, lines in library.items():
        for feeling in Feeling:
            texts = said(request_for(agent, feeling=feeling), lines)
            assert 2 <= len(texts) <= 3, (agent, feeling, texts)
