"""Making a large house: a demo facility whose invented people have lived there for years."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from random import Random

import yaml

from app.alerts import AlertEvent
from app.clinical import Score
from app.clinical.administration import AdministrationEvent
from app.clinical.scale_files import load_scales
from app.clock import Clock, system_clock
from app.demo.facility import DEMO_PASSPHRASE, KIOSK_RESIDENT, demo_enrolment
from app.demo.years.check_ins import check_ins
from app.demo.years.deeds import deeds
from app.demo.years.filling import Filling, Told
from app.demo.years.history import (
    House,
    Turn,
    alerts,
    conversations,
    disclosures,
    memories,
    reminders,
    reviews,
    sessions,
    usage,
)
from app.demo.years.invented import large_house, load_invented
from app.demo.years.size import HouseSize
from app.enrolment import create_facility, house_settings
from app.identity import Role
from app.ids import MessageId, ResidentId
from app.safety.review import Decision, ReviewCase
from resources import RESOURCES
from storage import Database, DemoKeySource, FacilityKeys, FacilityPaths, UnitOfWork
from storage.bulk import BulkWriter

_SEED = 20_261_127
_ENTRIES_AT_ONCE = 20_000
_IN_CARE = frozenset({Role.NURSE, Role.CARE_ASSISTANT, Role.PHYSICIAN, Role.SOCIAL_WORKER})
_KEPT = ("conversations", "reviews", "alerts", "disclosures", "messages_outside", "generation")
_Cited = list[tuple[MessageId, ResidentId, datetime]]


def make_large_facility(
    root: Path, size: HouseSize, told: Told, clock: Clock = system_clock
) -> None:
    """Make a demo facility of that size in an empty folder. Blocking; minutes for a large one.

    Retention is off in it: by default conversations of more than 90 days would be deleted in the
    first night.

    Raises:
        EnrolmentError: the folder is not empty.
        StorageError: the disk does not take it.
    """
    chance = Random(_SEED)  # noqa: S311 - chance, not a secret
    invented = load_invented(RESOURCES / "demo" / "invented.yaml")
    people = large_house(demo_enrolment(), invented, size, chance)
    create_facility(
        root,
        people,
        lambda _login: DEMO_PASSPHRASE,
        knowledge=RESOURCES / "knowledge",
        demo=True,
        kiosk_resident=KIOSK_RESIDENT,
        clock=clock,
    )
    paths = FacilityPaths(root)
    _keep_everything(paths.config / "facility.yaml")
    keys, now = DemoKeySource().keys_for(paths), clock()
    if not isinstance(keys, FacilityKeys):
        raise TypeError("a demo facility has its key beside its data")
    with Database.open(paths.database, keys) as database:
        with database.reading() as unit:
            residents = [one.id for one in unit.residents.all()]
            nurses = [one.id for one in unit.staff.all() if one.role in _IN_CARE]
        begins = now - timedelta(days=365 * size.years)
        house = House(residents, nurses, invented, begins, now)
        filling = Filling(database, told)
        _talk(filling, house, size, chance)
        _measure(filling, house, size, chance)
        _live(filling, house, size, chance)
        with database.reading() as unit:
            missing = max(0, size.audit - unit.audit.count())
        _note(filling, house, missing, chance)


def _talk(filling: Filling, house: House, size: HouseSize, chance: Random) -> None:
    cited: _Cited = []

    def add(writer: BulkWriter, turns: list[Turn]) -> None:
        writer.messages(message for said, reply, _ in turns for message in (said, reply))
        notes = [note for _, _, note in turns if note is not None]
        writer.observations(notes)
        cited.extend((note.message_id, note.resident_id, note.at) for note in notes)

    filling.fill("turns", conversations(house, size.messages, chance), size.messages // 2, add)
    filling.fill_in_turn(
        "alerts",
        alerts(house, size.alerts, size.open_alerts, chance),
        size.alerts,
        _keep_alert,
    )
    judged = cited[-size.cases :]
    cases = reviews(house, judged, size.open_cases)
    filling.fill_in_turn("cases", cases, len(judged), _keep_case)
    if cited:
        told = memories(house, size.memories, cited[0][0], chance)
        filling.fill_in_turn(
            "memories", told, size.memories, lambda unit, one: unit.memories.save(one)
        )


def _keep_alert(unit: UnitOfWork, events: Sequence[AlertEvent]) -> None:
    for event in events:
        unit.alerts.append(event)


def _keep_case(unit: UnitOfWork, judged: tuple[ReviewCase, Decision | None]) -> None:
    case, decision = judged
    unit.reviews.add_case(case)
    if decision is not None:
        unit.reviews.decide(decision)


def _measure(filling: Filling, house: House, size: HouseSize, chance: Random) -> None:
    def add(writer: BulkWriter, taken: list[tuple[Sequence[AdministrationEvent], Score]]) -> None:
        writer.check_ins(event for events, _ in taken for event in events)
        writer.scores(score for _, score in taken)

    scales = load_scales(RESOURCES / "scales")
    zone = house_settings(demo_enrolment().facility).zone
    filling.fill("check-ins", check_ins(house, scales, size.scores, zone, chance), size.scores, add)


def _live(filling: Filling, house: House, size: HouseSize, chance: Random) -> None:
    with filling.database.reading() as unit:
        plans = [item for who in house.residents for item in unit.schedule.of(who)]
    filling.fill("usage", usage(house, size.usage, chance), size.usage, BulkWriter.usage)
    said = disclosures(house, size.disclosures, chance)
    filling.fill("disclosures", said, size.disclosures, BulkWriter.disclosures)
    reminded = reminders(house, plans, size.reminders, chance)
    filling.fill("reminders", reminded, size.reminders, BulkWriter.reminders)
    sat = sessions(house, size.sessions, chance)
    filling.fill("sessions", sat, size.sessions, BulkWriter.sessions)


def _note(filling: Filling, house: House, count: int, chance: Random) -> None:
    coming, done = deeds(house, count, chance), 0
    while done < count:
        with filling.database.unit() as unit:
            done += unit.audit.append_all(islice(coming, _ENTRIES_AT_ONCE))
        filling.told("audit entries", done, count)


def _keep_everything(settings: Path) -> None:
    raw = yaml.safe_load(settings.read_text("utf-8"))
    raw["privacy"] = {"retention": dict.fromkeys(_KEPT)}
    settings.write_text(yaml.safe_dump(raw, allow_unicode=True, sort_keys=False), "utf-8")
