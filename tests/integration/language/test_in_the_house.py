"""One real house: a resident who speaks Spanish, Lilo that begins, and a message to the family.

The house is made once, and the tests go through one day of it in their order.
"""

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime

import pytest
import yaml

from app.bootstrap import Lilo, open_facility, prepare_basics
from app.clinical import ScaleId
from app.conversation import CrisisOpened, Spoken, TurnDone, TurnEvent
from app.conversation.family import TELL_FAMILY, FamilyDraft
from app.conversation.passing_on import TELL_STAFF
from app.conversation.starting_words import StartKind
from app.demo.facility import make_demo_facility
from app.identity import Basis, Consent, ConsentKind, Resident
from app.ids import new_uuid
from storage import FacilityPaths
from tests.fakes.clock import FakeClock

MORNING = datetime(2026, 3, 14, 14, 5, tzinfo=UTC)
"""Five past ten at Willow House, on a Saturday; Margaret's birthday."""

CONFIG = {
    "starting": {"times": ["10:00", "15:00"]},
    "notifications": {
        "targets": [
            {
                "name": "Carol",
                "roles": ["family"],
                "residents": ["Margaret Ellis"],
                "url": "json://127.0.0.1:9/carol",
            }
        ]
    },
}


@pytest.fixture(scope="module")
def clock() -> FakeClock:
    return FakeClock(MORNING)


@pytest.fixture(scope="module")
def lilo(
    models_once: None, tmp_path_factory: pytest.TempPathFactory, clock: FakeClock
) -> Iterator[Lilo]:
    root = tmp_path_factory.mktemp("house") / "facility"
    make_demo_facility(root, clock)
    config = FacilityPaths(root).config / "care.yaml"
    config.write_text(yaml.safe_dump(CONFIG), "utf-8")
    house = open_facility(prepare_basics(root, clock))
    # No models: rules and cues are what another language has anyway.
    house.waking.over = True
    yield house
    house.close()


@pytest.fixture(scope="module")
def margaret(lilo: Lilo) -> Resident:
    return named(lilo, "Margaret")


def named(lilo: Lilo, given_name: str) -> Resident:
    return next(one for one in lilo.residents if one.given_name == given_name)


async def take(lilo: Lilo, resident: Resident, words: str) -> list[TurnEvent]:
    events: AsyncIterator[TurnEvent] = lilo.conversation.take(resident.id, words)
    return [event async for event in events]


def said(events: list[TurnEvent]) -> str:
    return " ".join(event.sentence.text for event in events if isinstance(event, Spoken))


def actions(lilo: Lilo) -> list[str]:
    with lilo.database.reading() as unit:
        return [entry.action for entry in unit.audit.entries()]


async def test_lilo_begins_once_for_whoever_has_something_to_look_forward_to(
    lilo: Lilo, margaret: Resident, clock: FakeClock
) -> None:
    starts = lilo.starts
    await starts.look()
    start = starts.waiting(margaret.id)
    assert start is not None
    assert start.kind is StartKind.OWN_BIRTHDAY
    assert start.title == "Happy birthday, Margaret."
    assert await starts.show(margaret.id, start)
    # Another screen of the same resident found the same.
    assert not await starts.show(margaret.id, start)
    await starts.answer(margaret.id, start, agrees=True)
    with lilo.database.reading() as unit:
        asked = unit.messages.recent(margaret.id, 1)[-1]
    assert asked.text == start.prompt
    assert {"start.offered", "start.agreed"} <= set(actions(lilo))
    await starts.look()
    assert starts.waiting(margaret.id) is None


async def test_after_a_no_nothing_more_is_begun_that_day(lilo: Lilo, clock: FakeClock) -> None:
    ines, starts = named(lilo, "Ines"), lilo.starts
    await starts.look()
    start = starts.waiting(ines.id)
    assert start is not None
    assert await starts.show(ines.id, start)
    await starts.answer(ines.id, start, agrees=False)
    clock.now = MORNING.replace(hour=19)
    await starts.look()
    assert starts.waiting(ines.id) is None
    assert starts.waiting(named(lilo, "Sven").id) is not None
    clock.now = MORNING.replace(hour=23)
    await starts.look()
    assert starts.waiting(named(lilo, "Sven").id) is None
    clock.now = MORNING.replace(hour=19)


async def test_nothing_is_begun_while_an_alert_stands(lilo: Lilo, clock: FakeClock) -> None:
    june, starts = named(lilo, "June"), lilo.starts
    await starts.look()
    start = starts.waiting(june.id)
    assert start is not None
    await take(lilo, june, "I can't breathe, help me")
    clock.advance(minutes=15)
    assert not await starts.show(june.id, start)
    await starts.look()
    assert starts.waiting(june.id) is None


async def test_spanish_is_spoken_from_the_next_word_on(lilo: Lilo, margaret: Resident) -> None:
    await lilo.languages.choose(margaret.id, "es")
    told = said(await take(lilo, margaret, "¿Qué hay hoy?"))
    assert "Hoy es sábado" in told
    with lilo.database.reading() as unit:
        kept = unit.residents.get(margaret.id)
    assert kept is not None
    assert kept.language == "es"
    assert "resident.preferences_changed" in actions(lilo)
    events = await take(lilo, margaret, "¿Es usted una persona o una máquina?")
    assert "programa" in said(events)


async def test_without_consent_nothing_is_offered_to_the_family_and_that_is_said_kindly(
    lilo: Lilo, margaret: Resident
) -> None:
    events = await take(lilo, margaret, "Dígale a mi hija que la quiero mucho")
    assert not any(isinstance(event, FamilyDraft) for event in events)
    (done,) = [event for event in events if isinstance(event, TurnDone)]
    # The staff can have it instead.
    assert done.record.proposed == TELL_STAFF


async def test_scales_without_spanish_words_are_not_offered(lilo: Lilo, margaret: Resident) -> None:
    scales = lilo.check_ins.rules.scales
    assert scales[ScaleId.PHQ9].is_in("es")
    due = await lilo.check_ins.talk_in("es").offer(margaret.id)
    assert due is None or due.scale.is_in("es")


async def test_a_message_goes_out_after_consent_the_card_and_a_yes(
    lilo: Lilo, margaret: Resident
) -> None:
    with lilo.database.unit() as unit:
        (dana, *_) = unit.staff.all()
        unit.consents.add(
            Consent(
                new_uuid(),
                margaret.id,
                ConsentKind.FAMILY_WRITTEN,
                is_given=True,
                basis=Basis.RESIDENT,
                said_by="Margaret Ellis",
                recorded_by=dana.id,
                at=lilo.basics.clock(),
            )
        )
    words = "Dígale a mi hija que la quiero mucho"
    events = await take(lilo, margaret, words)
    (draft,) = [event for event in events if isinstance(event, FamilyDraft)]
    (done,) = [event for event in events if isinstance(event, TurnDone)]
    assert done.record.proposed == TELL_FAMILY
    assert draft.words == words
    with lilo.database.reading() as unit:
        assert unit.outbox.waiting_count() == 0
    kept_back = await take(lilo, margaret, draft.says.keep)
    assert not any(isinstance(event, FamilyDraft) for event in kept_back)
    assert "nada" in said(kept_back).lower() or "no se" in said(kept_back).lower()
    await take(lilo, margaret, words)
    with lilo.database.reading() as unit:
        assert unit.outbox.waiting_count() == 0
    await take(lilo, margaret, draft.says.send)
    with lilo.database.reading() as unit:
        (message,) = unit.outbox.waiting()
    assert (message.target, message.recipient.value) == ("Carol", "family")
    assert words in message.body
    # So it is found when a person is erased.
    assert message.alert_id == margaret.id
    assert "family.message_kept" in actions(lilo)
    (seen,) = await lilo.undelivered.to_families()
    assert seen.id == message.id


async def test_danger_said_in_spanish_is_told_whatever_the_kiosk_speaks(
    lilo: Lilo, margaret: Resident
) -> None:
    sven = named(lilo, "Sven")
    for resident, line in ((margaret, "no puedo respirar"), (sven, "ayúdeme, no puedo respirar")):
        events = await take(lilo, resident, line)
        assert any(isinstance(event, CrisisOpened) for event in events), line
        with lilo.database.reading() as unit:
            assert unit.alerts.open_alerts(resident.id)
