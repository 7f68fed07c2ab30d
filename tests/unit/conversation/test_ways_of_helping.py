"""What each agent does beside choosing what it knows: steps, senses, doors, drafts, choices."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from app.conversation.agents import AGENTS, Plan, agent_for
from app.conversation.agents.activate import STEPS, Activate
from app.conversation.agents.ground import SENSES
from app.conversation.agents.reminisce import DOORS
from app.conversation.family import FamilyWay
from app.conversation.feelings import Feeling
from app.conversation.following import Answer, Asked
from app.conversation.history import Message, Speaker
from app.conversation.intents import Intent, Understood
from app.conversation.occasions import Occasion
from app.conversation.passing_on import TELL_STAFF, wish_in
from app.conversation.reply import Part, Slot
from app.conversation.situation import Situation
from app.conversation.wording import Wording
from app.identity import Mobility
from app.ids import MessageId, TurnId, new_uuid
from app.safety import DangerKind
from models.generation import load_library
from models.generation.curated.composer import compose
from models.generation.curated.library import AgentLines
from tests.fakes.clock import NOON

Make = Callable[..., Situation]
LEGS = re.compile(
    r"\b(?:toes?|foot|feet|heels?|knees?|legs?|walk|stand|fetch|go over)\b", re.IGNORECASE
)


@pytest.fixture(scope="module")
def library(resources: Path) -> Mapping[str, AgentLines]:
    return load_library(resources / "replies")


def lilo(situation: Situation, *fragments: str, agent: str = "", **trace: object) -> Message:
    ids = MessageId(new_uuid()), TurnId(new_uuid()), situation.resident.id
    return Message(*ids, Speaker.LILO, "So?", NOON, fragments, {"agent": agent, **trace})


def planned(situation: Situation, wording: Wording) -> Plan:
    return agent_for(situation).plan(situation, wording)


def of(intent: Intent) -> dict[str, object]:
    return {"understood": Understood(intent, (), 0.9)}


def test_the_senses_come_one_after_the_other_and_begin_again(
    situation: Make, wording: Wording, library: Mapping[str, AgentLines]
) -> None:
    turn = situation(**of(Intent.GROUND))
    for sense in (*SENSES, SENSES[0]):
        request = planned(turn, wording).request
        assert request.asks == sense
        asked = compose(request, library["ground"])[-1]
        assert asked.fragments[0].startswith(f"ground/ask/{sense}/")
        turn = replace(turn, recent=(*turn.recent, lilo(turn, *asked.fragments)))


@pytest.mark.parametrize(
    ("hour", "feeling", "branch"),
    [(8, Feeling.CONFUSED, "morning"), (8, Feeling.NEUTRAL, ""), (15, Feeling.CONFUSED, "")],
)
def test_a_confused_morning_gets_its_bearings_at_once(
    situation: Make,
    wording: Wording,
    library: Mapping[str, AgentLines],
    hour: int,
    feeling: Feeling,
    branch: str,
) -> None:
    turn = situation(feeling=feeling, **of(Intent.GROUND))
    now = turn.surroundings.now.replace(hour=hour)
    turn = replace(turn, surroundings=replace(turn.surroundings, now=now, staff="Dana"))
    request = planned(turn, wording).request
    assert request.branch == branch
    if branch:
        told = " ".join(draft.text for draft in compose(request, library["ground"]))
        assert "Friday" in told
        assert "Willow House" in told


def test_reminiscence_knocks_at_every_door_by_turns(situation: Make, wording: Wording) -> None:
    turn = situation(**of(Intent.REMINISCE))
    for door in (*DOORS, DOORS[0]):
        assert planned(turn, wording).request.asks == door
        turn = replace(turn, recent=(*turn.recent, lilo(turn, f"reminisce/ask/{door}/0")))


def test_steps_grow_after_a_yes_and_stay_small_otherwise(situation: Make, wording: Wording) -> None:
    turn = situation(**of(Intent.ACTIVATE))
    assert planned(turn, wording).request.asks == "chair_small"
    took = replace(turn, answer=Answer.YES, recent=(lilo(turn, "activate/ask/chair_small/1"),))
    request = planned(took, wording).request
    assert (request.asks, request.branch) == ("chair_some", "go_on")
    last = replace(turn, answer=Answer.YES, recent=(lilo(turn, "activate/ask/chair_more/1"),))
    assert planned(last, wording).request.asks == "chair_more"
    assert planned(replace(took, answer=None), wording).request.asks == "chair_small"


def test_somebody_in_bed_gets_steps_for_lying(situation: Make, wording: Wording) -> None:
    turn = situation(in_bed=True, **of(Intent.ACTIVATE))
    assert planned(turn, wording).request.asks == "bed_small"


@pytest.mark.parametrize(
    ("mobility", "place"),
    [
        (Mobility.UNKNOWN, "chair"),
        (Mobility.FRAME, "chair"),
        (Mobility.WHEELCHAIR, "wheelchair"),
        (Mobility.BED, "bed"),
        (Mobility.WALKS, "afoot"),
    ],
)
def test_steps_fit_how_somebody_gets_about(
    situation: Make,
    wording: Wording,
    library: Mapping[str, AgentLines],
    mobility: Mobility,
    place: str,
) -> None:
    turn = situation(**of(Intent.ACTIVATE))
    turn = replace(turn, resident=replace(turn.resident, mobility=mobility))
    asks = planned(turn, wording).request.asks
    assert asks == f"{place}_small"
    assert {f"{place}_{step}" for step in STEPS} <= set(library["activate"].questions)
    # What was just said comes before what is on record.
    assert planned(replace(turn, in_bed=True), wording).request.asks == "bed_small"


def test_getting_up_is_proposed_by_day_and_only_where_nothing_worries(
    situation: Make, wording: Wording
) -> None:
    turn = situation(**of(Intent.ACTIVATE))
    turn = replace(turn, resident=replace(turn.resident, mobility=Mobility.WALKS))
    for hour, place in ((7, "chair"), (8, "afoot"), (19, "afoot"), (20, "chair"), (2, "chair")):
        at = turn.surroundings.now.replace(hour=hour)
        then = replace(turn, surroundings=replace(turn.surroundings, now=at))
        assert Activate().plan(then, wording).request.asks == f"{place}_small", hour
    worried = replace(turn, screened=situation("I want to kill myself").screened)
    assert Activate().plan(worried, wording).request.asks == "chair_small"


def test_what_may_be_asked_of_anybody_and_of_who_does_not_move_the_legs_needs_no_legs(
    library: Mapping[str, AgentLines],
) -> None:
    lines = library["activate"]
    lists = {"ask": lines.ask} | {
        name: each
        for name, each in lines.questions.items()
        if name.startswith(("wheelchair", "bed"))
    }
    assert len(lists) == 1 + 2 * len(STEPS)
    for name, fragments in lists.items():
        for fragment in fragments:
            assert not LEGS.search(fragment.text), (name, fragment.text)


def test_a_wish_is_offered_to_be_passed_on_before_anything_is_done(
    situation: Make, wording: Wording, library: Mapping[str, AgentLines]
) -> None:
    turn = situation("Tell my daughter I am well", can_pass_on=True, **of(Intent.BRIDGE))
    plan = planned(turn, wording)
    assert plan.proposed == TELL_STAFF
    drafts = [draft.text for draft in compose(plan.request, library["bridge"])]
    assert plan.request.branch == "draft"
    assert drafts[-1].endswith("?")
    assert plan.request.brief is not None
    assert plan.request.brief.only_authored


def test_without_a_way_to_staff_nothing_is_offered(situation: Make, wording: Wording) -> None:
    plan = planned(situation("Tell my daughter I am well", **of(Intent.BRIDGE)), wording)
    assert (plan.proposed, plan.request.branch) == ("", "")


@pytest.mark.parametrize(("done", "branch"), [(True, "passed_on"), (False, "not_passed_on")])
def test_lilo_says_that_a_wish_was_passed_on_only_when_it_was(
    situation: Make, wording: Wording, branch: str, *, done: bool
) -> None:
    turn = situation("yes", answer=Answer.YES, passed_on=done, **of(Intent.BRIDGE))
    request = planned(turn, wording).request
    assert (request.branch, request.parts) == (branch, (Part.KNOWN,))


def test_a_no_is_taken_as_it_is(
    situation: Make, wording: Wording, library: Mapping[str, AgentLines]
) -> None:
    asked = Asked(Intent.BRIDGE, (), TELL_STAFF)
    turn = situation("no", answer=Answer.NO, asked=asked, **of(Intent.BRIDGE))
    request = planned(turn, wording).request
    assert (request.agent, request.branch) == ("connect", "declined")
    assert all("?" not in draft.text for draft in compose(request, library["connect"]))


@pytest.mark.parametrize(
    ("hour", "branch"),
    [(8, "morning"), (14, "afternoon"), (19, "evening"), (23, "night")],
)
def test_a_greeting_goes_by_the_time_of_day(
    situation: Make, wording: Wording, library: Mapping[str, AgentLines], hour: int, branch: str
) -> None:
    turn = situation("Hello", occasion=Occasion.GREETING)
    now = turn.surroundings.now.replace(hour=hour)
    turn = replace(turn, surroundings=replace(turn.surroundings, now=now))
    request = planned(turn, wording).request
    assert (request.branch, request.asks) == (f"greeting_{branch}", "greeting")
    assert len(compose(request, library["connect"])) == 2


@pytest.mark.parametrize("agent", ["soothe", "reminisce", "reflect", "activate", "bridge"])
def test_what_was_said_last_time_is_asked_after(
    situation: Make, wording: Wording, library: Mapping[str, AgentLines], agent: str
) -> None:
    turn = situation("Hello", occasion=Occasion.GREETING)
    turn = replace(turn, last_time=lilo(turn, agent=agent))
    request = planned(turn, wording).request
    asked = compose(request, library["connect"])[-1]
    assert asked.fragments[0].startswith(f"connect/ask/after_{agent}/")


@pytest.mark.parametrize(("hour", "branch"), [(10, "goodbye"), (21, "goodbye_night")])
def test_a_goodbye_asks_nothing(
    situation: Make, wording: Wording, library: Mapping[str, AgentLines], hour: int, branch: str
) -> None:
    turn = situation("Goodbye", occasion=Occasion.GOODBYE)
    now = turn.surroundings.now.replace(hour=hour)
    turn = replace(turn, surroundings=replace(turn.surroundings, now=now))
    request = planned(turn, wording).request
    assert request.branch == branch
    assert all("?" not in draft.text for draft in compose(request, library["connect"]))


def test_how_somebody_is_can_go_to_staff_in_their_words(
    situation: Make, wording: Wording, library: Mapping[str, AgentLines]
) -> None:
    turn = situation("My knee is stiff again today", can_pass_on=True, **of(Intent.ASSESS))
    plan = planned(turn, wording)
    assert (plan.proposed, plan.request.branch) == (TELL_STAFF, "told")
    assert compose(plan.request, library["assess"])[-1].text.endswith("?")
    after = situation("yes", answer=Answer.YES, passed_on=True, **of(Intent.ASSESS))
    assert agent_for(after) is AGENTS[Intent.BRIDGE]


@pytest.mark.parametrize(
    ("said", "can_pass_on"),
    [("About a three", True), ("How did I do last time?", True), ("My knee is stiff today", False)],
)
def test_what_tells_nothing_is_not_offered_to_staff(
    situation: Make, wording: Wording, said: str, can_pass_on: bool
) -> None:
    turn = situation(said, can_pass_on=can_pass_on, **of(Intent.ASSESS))
    assert planned(turn, wording).proposed == ""


@pytest.mark.parametrize("alerted", [True, False])
@pytest.mark.parametrize("folder", ["replies", "replies/es"])
def test_a_check_asks_what_belongs_to_the_danger(
    situation: Make, wording: Wording, resources: Path, folder: str, alerted: bool
) -> None:
    lines = load_library(resources / folder)["safety"]
    assert set(lines.questions) == {kind.value for kind in DangerKind}
    turn = situation("My chest hurts", alerted=alerted, **of(Intent.CRISIS))
    assert turn.screened.kind is DangerKind.MEDICAL_EMERGENCY
    asked = compose(planned(turn, wording).request, lines)[-1]
    assert asked.fragments[0].startswith("safety/ask/medical_emergency/")


def test_what_staff_can_do_is_not_answered_with_missing_somebody(
    situation: Make, wording: Wording
) -> None:
    lonely = {"feeling": Feeling.LONELY, "can_pass_on": True, **of(Intent.BRIDGE)}
    blanket = situation("Ask somebody for a blanket", **lonely)
    assert planned(blanket, wording).request.feeling is Feeling.NEUTRAL
    family = situation("Tell my son I miss him", family=FamilyWay.NO_CONSENT, **lonely)
    assert planned(family, wording).request.feeling is Feeling.LONELY


UNCLEAR = Understood(Intent.GENERAL, between=(Intent.REMINISCE, Intent.BRIDGE, Intent.CONNECT))


def test_what_is_unclear_is_asked_about_with_three_choices(
    situation: Make, wording: Wording, library: Mapping[str, AgentLines]
) -> None:
    turn = situation("the thing with the thing", understood=UNCLEAR)
    plan = AGENTS[Intent.GENERAL].plan(turn, wording)
    assert plan.offered == UNCLEAR.between
    assert plan.request.slots[Slot.CHOICES] == (
        "a talk about old times, to reach somebody or a chat"
    )
    drafts = compose(plan.request, library["general"])
    assert [draft.text.count("?") for draft in drafts] == [0, 1]


def test_nobody_is_asked_twice_running_what_they_mean(situation: Make, wording: Wording) -> None:
    turn = situation("the thing", understood=UNCLEAR)
    again = replace(turn, recent=(lilo(turn, "general/ask/unclear/0", offered=["CONNECT"]),))
    assert AGENTS[Intent.GENERAL].plan(again, wording).offered == ()


def test_every_question_under_a_name_has_a_line_without_slots_but_the_choices(
    library: Mapping[str, AgentLines],
) -> None:
    for lines in library.values():
        for name, fragments in lines.questions.items():
            if (lines.ask[0].id.split("/")[0], name) != ("general", "unclear"):
                assert any(not fragment.slots for fragment in fragments), name


def test_a_wish_is_what_was_said_before_lilos_question(situation: Make) -> None:
    turn = situation()
    ids = MessageId(new_uuid()), TurnId(new_uuid()), turn.resident.id
    wish = Message(*ids, Speaker.RESIDENT, "Ring my son", NOON)
    assert wish_in([wish, lilo(turn)]) is wish
    assert wish_in([replace(wish, text=""), lilo(turn)]) is None
    assert wish_in([lilo(turn)]) is None
