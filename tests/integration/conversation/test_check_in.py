"""Scales in a conversation: offered, agreed to, answered in words; danger goes before answers."""

import re
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from app.alerts import AlertSource, CallButton
from app.check_in import CheckInDesk, load_escalation
from app.check_in.agenda import CheckInRules
from app.check_in.telling import StaffTeller
from app.clinical import ScaleId
from app.clinical.administration import Status, administrations_from
from app.clinical.scale_files import SHARED, load_scales, load_speech
from app.clinical.understanding import Command
from app.conversation import (
    BeginCheckIn,
    CheckInAct,
    CheckInShown,
    CheckInTalk,
    ChooseAnswer,
    ConfirmAnswer,
    CrisisOpened,
    DeclineCheckIn,
    PressInCheckIn,
    Spoken,
    TurnDone,
)
from app.conversation.check_in_words import load_check_in_words
from app.conversation.wording import WordingError
from app.runtime import ThreadLane
from app.safety import Level, OutgoingScreen, ScreenedSentence, Withheld
from tests.integration.conversation.conftest import House, Resources

ASKED = "Go on then, ask us them questions, get it over with."


@pytest.mark.parametrize(
    ("language", "said", "is_wished"),
    [
        ("en", ASKED, True),
        ("en", "Can we do my check-in now?", True),
        ("en", "What was my score last week?", True),
        ("en", "My knee’s acting up again", False),
        ("en", "Ten minutes at least", False),
        ("en", "I’d like to answer the nurse’s questions", True),
        ("en", "They've checked up on me", False),
        ("es", "Tengo una pregunta", False),
        ("es", "Quiero hacer el test de ánimo", True),
        ("es", "Hágame las preguntas de la enfermera", True),
        ("es", "Me duele la rodilla", False),
    ],
)
def test_a_check_in_is_offered_to_who_names_it(
    resources: Path, language: str, said: str, is_wished: bool
) -> None:
    words = load_check_in_words(resources / "i18n" / language / "check_in.yaml")
    assert words.is_wished(said) is is_wished


def test_a_pattern_of_wishes_that_is_none_is_refused(resources: Path, tmp_path: Path) -> None:
    written = (resources / "i18n" / "en" / "check_in.yaml").read_text("utf-8")
    path = tmp_path / "check_in.yaml"
    path.write_text(re.sub("wished: .*", "wished: '('", written), "utf-8")
    with pytest.raises(WordingError, match="the pattern of wishes"):
        load_check_in_words(path)


@pytest.fixture(scope="session")
def rules(resources: Path) -> CheckInRules:
    folder = resources / "scales"
    scales = load_scales(folder)
    return CheckInRules(
        scales,
        load_speech(folder / SHARED / "speech.yaml"),
        load_escalation(folder / SHARED / "escalation.yaml", scales),
        {ScaleId.PHQ2: 30},
        timedelta(days=7),
        timedelta(days=3),
        ScaleId.PHQ2,
    )


@pytest.fixture
def talk(
    house: House, rules: CheckInRules, shipped: Resources, lane: ThreadLane, resources: Path
) -> CheckInTalk:
    """The house's conversation, which also takes scales."""
    parts = house.conversation._parts
    zone = parts.answerer.timezone
    button = CallButton("12", house.journal, house.clock, house.desk, patience_s=0.5)
    desk = CheckInDesk(
        rules,
        house.database.unit,
        house.database.reading,
        lane,
        house.clock,
        StaffTeller(house.desk, button),
        zone,
    )
    made = CheckInTalk(
        desk,
        load_check_in_words(resources / "i18n" / "en" / "check_in.yaml"),
        shipped.outgoing.publishing(rules.scales.wordings()),
        shipped.wording,
        shipped.scripts,
        hours=(6, 21),
    )
    house.conversation._parts = replace(parts, check_ins=made, outgoing=made.outgoing)
    return made


async def touched(house: House, talk: CheckInTalk, *acts: CheckInAct) -> list[object]:
    events: list[object] = []
    for act in acts:
        done: AsyncIterator[object] = talk.act(house.resident, act)
        events = [event async for event in done]
    return events


def shown(events: list[object]) -> CheckInShown:
    return next(event for event in events if isinstance(event, CheckInShown))


def said(events: list[object]) -> str:
    return " ".join(event.sentence.text for event in events if isinstance(event, Spoken))


async def test_an_offer_that_was_not_heard_is_made_again(house: House, talk: CheckInTalk) -> None:
    first = said(list(await house.take(ASKED)))
    for words in ("Pardon?", "What did you say?"):
        assert said(list(await house.take(words))) == first
    assert shown(list(await house.take("Yes"))).question is not None


async def test_who_asks_is_offered_and_who_agrees_is_asked(house: House, talk: CheckInTalk) -> None:
    offered = list(await house.take(ASKED))
    assert "Shall we begin?" in said(offered)
    assert not talk.is_asking(house.resident.id)
    begun = list(await house.take("Yes, go on then."))
    first = shown(begun)
    assert first.question is not None
    assert first.question.text == "Little interest or pleasure in doing things"
    assert "Over the last 2 weeks" in said(begun)
    assert [choice.text.text for choice in first.choices][1] == "Several days"
    onward = list(await house.take("not at all"))
    assert shown(onward).number == 2
    # The lead is not said before each question, and stands on the screen all the same.
    assert "Over the last 2 weeks" not in said(onward)
    assert shown(onward).lead is not None
    over = list(await house.take("No, never."))
    assert shown(over).question is None
    assert "last one" in said(over) or "that is all" in said(over)
    record = next(event.record for event in over if isinstance(event, TurnDone))
    assert (record.agent, record.tier) == ("check_in", "scripted")


async def test_who_would_rather_not_is_left_alone(house: House, talk: CheckInTalk) -> None:
    await house.take(ASKED)
    declined = list(await house.take("No, not now."))
    assert not talk.is_asking(house.resident.id)
    assert await talk.offer(house.resident.id) is None
    assert said(declined)


async def test_other_words_than_yes_or_no_are_other_words(house: House, talk: CheckInTalk) -> None:
    await house.take(ASKED)
    await house.take("Tell me about the boat with a sail on the river")
    await house.take("Yes please")
    assert not talk.is_asking(house.resident.id)


async def test_a_spoken_answer_that_is_not_sure_is_read_back(
    house: House, talk: CheckInTalk
) -> None:
    await touched(house, talk, BeginCheckIn())
    back = list(await house.take("not really"))
    assert "Not at all" in said(back)
    assert shown(back).read_back == 0
    taken = list(await house.take("yes"))
    assert shown(taken).number == 2


async def test_words_of_danger_go_before_any_answer(house: House, talk: CheckInTalk) -> None:
    await touched(house, talk, BeginCheckIn())
    crisis = list(await house.take("I want to kill myself tonight"))
    assert any(isinstance(event, CrisisOpened) for event in crisis)
    assert not any(isinstance(event, CheckInShown) for event in crisis)
    assert not talk.is_asking(house.resident.id)
    with house.database.reading() as unit:
        (alert,) = unit.alerts.open_alerts(house.resident.id)
        (taken,) = administrations_from(unit.administrations.of(house.resident.id))
    assert (alert.cause.source, alert.cause.level) == (AlertSource.WORDS, Level.IMMEDIATE)
    assert (taken.status, taken.given) == (Status.STOPPED, {})


async def to_item_9(house: House, talk: CheckInTalk, answer: int) -> list[object]:
    await touched(house, talk, BeginCheckIn())
    acts = [ChooseAnswer(str(item), 1) for item in range(1, 9)]
    return await touched(house, talk, *acts, ChooseAnswer("9", answer))


async def test_item_9_asks_the_screener_word_for_word(house: House, talk: CheckInTalk) -> None:
    opened = await to_item_9(house, talk, 1)
    assert "Have you wished you were dead" in said(opened)
    # Its questions can be answered in words, though an alert stands already.
    onward = list(await house.take("yes"))
    assert "killing yourself" in said(onward)
    await house.take("no")
    over = list(await house.take("no"))
    assert shown(over).question is None
    assert "I have told the nurses" in said(over)


async def test_whoever_is_in_danger_is_stayed_with_and_not_asked_again(
    house: House, talk: CheckInTalk
) -> None:
    await to_item_9(house, talk, 3)
    over = await touched(
        house,
        talk,
        ChooseAnswer("1", 1),
        ChooseAnswer("2", 1),
        ChooseAnswer("3", 1),
        ChooseAnswer("4", 1),
        ChooseAnswer("5", 0),
        ChooseAnswer("6", 0),
    )
    crisis = next(event for event in over if isinstance(event, CrisisOpened))
    assert crisis.dialogue.question is None
    assert "I have told the nurses" in crisis.dialogue.lines[0]
    with house.database.reading() as unit:
        (alert,) = unit.alerts.open_alerts(house.resident.id)
    assert (alert.id, alert.cause.level) == (crisis.alert_id, Level.IMMEDIATE)
    # And stays, until staff have resolved it.
    after = list(await house.take("my hands are cold"))
    assert any(isinstance(event, CrisisOpened) for event in after)


async def test_a_screener_broken_off_is_stayed_with_as_well(
    house: House, talk: CheckInTalk
) -> None:
    await to_item_9(house, talk, 3)
    stopped = await touched(house, talk, PressInCheckIn(Command.STOP))
    assert any(isinstance(event, CrisisOpened) for event in stopped)


async def test_everything_that_can_be_touched(house: House, talk: CheckInTalk) -> None:
    again = await touched(house, talk, BeginCheckIn(), PressInCheckIn(Command.REPEAT))
    assert "Nearly every day" in said(again)
    await house.take("sometimes")
    refused = await touched(house, talk, ConfirmAnswer(is_right=False))
    assert shown(refused).number == 1
    stopped = await touched(house, talk, PressInCheckIn(Command.STOP))
    assert shown(stopped).question is None
    declined = await touched(house, talk, DeclineCheckIn())
    assert shown(declined).question is None


async def test_nothing_is_offered_at_night(house: House, talk: CheckInTalk) -> None:
    assert await talk.offer(house.resident.id) is not None
    talk.hours = (9, 10)
    assert await talk.offer(house.resident.id) is None


def test_only_published_sentences_have_a_gate_of_their_own(
    shipped: Resources, rules: CheckInRules
) -> None:
    gate: OutgoingScreen = shipped.outgoing.publishing(rules.scales.wordings())
    item = rules.scales[ScaleId.PHQ9].items[8].text.en
    assert isinstance(gate.quote(item), ScreenedSentence)
    assert isinstance(gate.screen(item), Withheld)
    assert isinstance(gate.quote(item + " "), Withheld)
    assert isinstance(shipped.outgoing.quote(item), Withheld)
    for scale in rules.scales.values():
        for words in scale.wordings():
            assert isinstance(gate.quote(words), ScreenedSentence)
