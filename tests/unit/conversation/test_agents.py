"""Agents decide what a reply is made of, from what is truly known and nothing else."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from app.conversation.agents import AGENTS, FRESH_TURNS, agent_for
from app.conversation.feelings import Feeling
from app.conversation.history import Message, Speaker
from app.conversation.intents import Intent, Understood
from app.conversation.reply import Part, Slot
from app.conversation.situation import Situation, Surroundings
from app.conversation.wording import Wording, part_of_day
from app.identity import Resident
from app.ids import DocumentId, MessageId, ResidentId, TurnId, new_uuid
from app.recall import Budget, ContextSnippet, Passage, Recollection, Snippet, StreamName
from app.safety import DangerKind, DangerLine, Screener
from app.safety.folding import Folder
from app.safety.frames import Frames
from app.safety.rules import RuleBook
from app.schedule import ItemKind, ScheduledItem
from app.utterance import utterance_from
from tests.fakes.clock import NOON
from tests.fakes.danger import WordsInCommon
from tests.fakes.embedder import HashEmbedder

Make = Callable[..., Situation]
NOW = datetime(2026, 11, 20, 15, 30, tzinfo=ZoneInfo("America/New_York"))
CAROL = ScheduledItem(
    new_uuid(), ResidentId(new_uuid()), "Carol", "a visit from Carol", time(16),
    frozenset(range(7)), ItemKind.VISIT, "your daughter Carol",
)  # fmt: skip


def story(cosine: float | None = 0.8, title: str = "The bakery", **more: Any) -> Snippet:
    given: dict[str, Any] = {
        "retelling": ("Your father had a bakery.", "Its door was blue."),
        "people": ("her father", "Mrs. Tully"),
        "places": ("the river", "Mill Street"),
    }
    passage = Passage(
        DocumentId(new_uuid()), StreamName.LIFE_STORY, None, title, "Text.", **(given | more)
    )
    return Snippet(passage, 0.1, cosine)


def article(cosine: float | None = 0.8, title: str = "Flu") -> Snippet:
    text = "Flu is a virus. A vaccine helps. Ask a nurse."
    passage = Passage(DocumentId(new_uuid()), StreamName.KNOWLEDGE, None, title, text)
    return Snippet(passage, 0.1, cosine)


def recalled(*snippets: Snippet) -> Recollection:
    return Recollection(tuple(snippets))


def test_every_intent_has_an_agent_of_its_own() -> None:
    assert set(AGENTS) == set(Intent)
    assert len({agent.name for agent in AGENTS.values()}) == 10


def test_what_is_always_true_fills_its_slots(situation: Make, wording: Wording) -> None:
    slots = AGENTS[Intent.GROUND].plan(situation(), wording).request.slots
    assert slots == {
        Slot.NAME: "Peggy",
        Slot.DAY: "Friday",
        Slot.DATE: "the twentieth of November",
        Slot.PART_OF_DAY: "afternoon",
        Slot.FACILITY: "Willow House",
        Slot.ROOM: "12",
    }


def test_staff_plan_and_visitor_fill_slots_when_there_are_any(
    situation: Make, wording: Wording
) -> None:
    around = Surroundings("Willow House", NOW, "Dana", (CAROL,))
    slots = AGENTS[Intent.BRIDGE].plan(situation(surroundings=around), wording).request.slots
    assert slots == {
        Slot.NAME: "Peggy",
        Slot.FACILITY: "Willow House",
        Slot.STAFF: "Dana",
        Slot.VISITOR: "your daughter Carol",
        Slot.PLAN: "a visit from Carol",
        Slot.PLAN_TIME: "four o’clock",
    }


def test_a_story_gives_lines_title_and_the_people_and_places_with_names(
    situation: Make, wording: Wording
) -> None:
    plan = AGENTS[Intent.REMINISCE].plan(situation(recollection=recalled(story())), wording)
    request = plan.request
    assert request.story_lines == ("Your father had a bakery.", "Its door was blue.")
    assert request.slots == {
        Slot.NAME: "Peggy",
        Slot.STORY_TITLE: "The bakery",
        Slot.PERSON: "Mrs. Tully",
        Slot.PLACE: "Mill Street",
    }
    assert request.sources[Slot.STORY_LINE] == "From your story “The bakery”"
    assert plan.sources == ("life_story: The bakery",)


def test_a_story_without_named_people_or_places_names_none(
    situation: Make, wording: Wording
) -> None:
    quiet = story(people=("her father",), places=())
    plan = AGENTS[Intent.REMINISCE].plan(situation(recollection=recalled(quiet)), wording)
    assert {Slot.PERSON, Slot.PLACE} & set(plan.request.slots) == set()


@pytest.mark.parametrize(("cosine", "told"), [(0.26, True), (0.24, False), (None, True)])
def test_a_story_is_told_when_it_is_near_or_was_found_by_its_words(
    situation: Make, wording: Wording, cosine: float | None, *, told: bool
) -> None:
    plan = AGENTS[Intent.REMINISCE].plan(situation(recollection=recalled(story(cosine))), wording)
    assert bool(plan.request.story_lines) is told


def test_the_nearest_story_is_told(situation: Make, wording: Wording) -> None:
    recollection = recalled(story(0.3, "The sea"), story(0.9, "The bakery"), story(None, "Cats"))
    plan = AGENTS[Intent.REMINISCE].plan(situation(recollection=recollection), wording)
    assert plan.request.slots[Slot.STORY_TITLE] == "The bakery"


def test_an_agent_that_tells_no_stories_gets_none(situation: Make, wording: Wording) -> None:
    plan = AGENTS[Intent.GROUND].plan(situation(recollection=recalled(story())), wording)
    assert plan.request.story_lines == ()
    assert plan.sources == ()


def test_a_question_is_answered_by_two_sentences_of_an_article(
    situation: Make, wording: Wording
) -> None:
    plan = AGENTS[Intent.GENERAL].plan(situation(recollection=recalled(article())), wording)
    assert plan.request.slots[Slot.KNOWLEDGE] == "Flu is a virus. A vaccine helps."
    assert plan.request.slots[Slot.KNOWLEDGE_TITLE] == "Flu"
    assert plan.request.parts == (Part.KNOWN, Part.ASK)
    assert plan.request.branch == ""
    assert plan.sources == ("knowledge: Flu",)


@pytest.mark.parametrize("cosines", [(), (0.41,), (None, 0.41)])
def test_without_an_article_that_answers_lilo_says_it_does_not_know(
    situation: Make, wording: Wording, cosines: tuple[float | None, ...]
) -> None:
    recollection = recalled(*(article(cosine) for cosine in cosines))
    plan = AGENTS[Intent.GENERAL].plan(situation(recollection=recollection), wording)
    assert plan.request.branch == "unknown"
    assert Slot.KNOWLEDGE not in plan.request.slots
    assert plan.sources == ()


def test_without_any_vectors_the_first_choice_of_the_keywords_answers(
    situation: Make, wording: Wording
) -> None:
    recollection = recalled(article(None, "Flu"), article(None, "Cats"))
    asked = situation("What is flu?", recollection=recollection)
    plan = AGENTS[Intent.GENERAL].plan(asked, wording)
    assert plan.request.slots[Slot.KNOWLEDGE_TITLE] == "Flu"
    told = situation("Good morning.", recollection=recollection)
    assert AGENTS[Intent.GENERAL].plan(told, wording).request.branch == "unknown"


def test_the_nearest_article_answers(situation: Make, wording: Wording) -> None:
    recollection = recalled(article(0.5, "Cats"), article(0.8, "Flu"))
    plan = AGENTS[Intent.GENERAL].plan(situation(recollection=recollection), wording)
    assert plan.request.slots[Slot.KNOWLEDGE_TITLE] == "Flu"


@pytest.mark.parametrize(("alerted", "branch"), [(True, "known_alerted"), (False, "")])
def test_lilo_says_that_staff_were_told_only_when_they_were(
    situation: Make, wording: Wording, branch: str, *, alerted: bool
) -> None:
    request = AGENTS[Intent.CRISIS].plan(situation(alerted=alerted), wording).request
    assert request.branch == branch
    assert (Part.KNOWN in request.parts) is alerted


def message(resident: Resident, speaker: Speaker, text: str, *fragments: str) -> Message:
    return Message(
        MessageId(new_uuid()), TurnId(new_uuid()), resident.id, speaker, text, NOON, fragments
    )


def test_what_lilo_said_in_the_last_ten_replies_is_not_to_come_again(
    situation: Make, wording: Wording, resident: Resident
) -> None:
    recent = [
        message(resident, Speaker.LILO, f"Reply {n}. Ask {n}?", f"soothe/ask/{n}")
        for n in range(FRESH_TURNS + 2)
    ]
    recent.append(message(resident, Speaker.RESIDENT, "My own words.", "x"))
    request = AGENTS[Intent.SOOTHE].plan(situation(recent=recent), wording).request
    assert request.used_fragments == {f"soothe/ask/{n}" for n in range(2, 12)}
    assert "Reply 2." in request.used_sentences
    assert "Ask 11?" in request.used_sentences
    assert "Reply 1." not in request.used_sentences
    assert "My own words." not in request.used_sentences


def test_every_agent_uses_only_what_it_declares(situation: Make, wording: Wording) -> None:
    around = Surroundings("Willow House", NOW, "Dana", (CAROL,))
    full = situation(recollection=recalled(story(), article()), surroundings=around)
    for intent, agent in AGENTS.items():
        plan = agent.plan(full, wording)
        assert plan.request.agent == agent.name
        assert Slot.NAME in plan.request.slots
        used = {source.split(":")[0] for source in plan.sources}
        assert used <= {stream.value for stream in agent.streams}, intent


@pytest.mark.parametrize(
    ("hour", "minute", "part"),
    [
        (4, 59, "night"),
        (5, 0, "morning"),
        (11, 59, "morning"),
        (12, 0, "afternoon"),
        (16, 59, "afternoon"),
        (17, 0, "evening"),
        (21, 59, "evening"),
        (22, 0, "night"),
        (0, 0, "night"),
    ],
)
def test_the_parts_of_a_day(hour: int, minute: int, part: str) -> None:
    assert part_of_day(NOW.replace(hour=hour, minute=minute)) == part


def test_the_intent_decides_who_answers(situation: Make) -> None:
    clear = situation(understood=Understood(Intent.REFLECT, (), 0.6), feeling=Feeling.SAD)
    assert agent_for(clear).name == "reflect"


def test_without_a_model_the_standing_intent_answers(situation: Make) -> None:
    unclear = situation(understood=Understood(Intent.GENERAL), feeling=Feeling.SAD)
    assert agent_for(unclear).name == "general"


@pytest.fixture
def heard(situation: Make) -> Callable[..., Situation]:
    """Make a situation with a vector, in which no intent was near enough."""
    line = DangerLine(text="the gas", kind=DangerKind.SUICIDE, level="urgent", group="g")
    screener = Screener(RuleBook([], Folder({}), Frames({}), None))
    screener.learn(HashEmbedder(), WordsInCommon([line]))

    def make(said: str, **replaced: Any) -> Situation:
        unclear = situation(understood=Understood(Intent.GENERAL), **replaced)
        return replace(unclear, screened=screener.screen(utterance_from(said)))

    return make


@pytest.mark.parametrize(
    "feeling", [Feeling.SAD, Feeling.LONELY, Feeling.WORRIED, Feeling.CROSS, Feeling.TIRED]
)
def test_where_no_intent_is_clear_a_feeling_comes_before_a_story(
    heard: Make, feeling: Feeling
) -> None:
    unclear = heard("the bakery", feeling=feeling, recollection=recalled(story(0.9)))
    assert agent_for(unclear).name == "soothe"


@pytest.mark.parametrize("feeling", [Feeling.NEUTRAL, Feeling.HAPPY, Feeling.WISTFUL])
def test_a_story_comes_before_a_question_of_fact(heard: Make, feeling: Feeling) -> None:
    unclear = heard("the bakery?", feeling=feeling, recollection=recalled(story(0.5)))
    assert agent_for(unclear).name == "reminisce"


@pytest.mark.parametrize("cosine", [0.4, None])
@pytest.mark.parametrize(("said", "agent"), [("and you?", "general"), ("and so", "connect")])
def test_what_is_none_of_these_is_a_question_or_small_talk(
    heard: Make, cosine: float | None, said: str, agent: str
) -> None:
    assert agent_for(heard(said, recollection=recalled(story(cosine)))).name == agent


def test_a_model_is_told_where_each_came_from_and_the_beginning_of_the_last_session(
    situation: Make, wording: Wording
) -> None:
    words = Budget(4, 2, lambda text: len(text.split()))
    found = (article(),)
    recollection = Recollection(
        found, context=(ContextSnippet("It helps.", found[0]),), budget=words
    )
    said = "You spoke of bees. Your son keeps them in Ohio."
    brief = (
        AGENTS[Intent.CONNECT]
        .plan(situation(recollection=recollection, last_session=("Tuesday", said)), wording)
        .request.brief
    )
    assert brief is not None
    assert [(each.origin, each.text) for each in brief.recalled] == [
        ("Flu", "It helps."),
        ("Tuesday", "You spoke of bees."),
    ]
