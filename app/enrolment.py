"""Making a facility: its folder, its keys, and the people in it."""

import os
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import yaml
from pydantic import ValidationError

from app.audit import AuditAction, AuditDraft
from app.clinical import Score
from app.clock import Clock, system_clock
from app.enrolment_file import (
    Enrolment,
    EnrolmentError,
    HouseRow,
    ResidentRow,
    StaffRow,
    load_enrolment,
)
from app.identity import (
    Credential,
    FamilyMember,
    Resident,
    RiskFactor,
    StaffMember,
    passphrase_hash,
    seal_recovery_code,
)
from app.ids import ResidentId, StaffId, new_uuid
from app.recall import Passage, load_articles
from app.schedule import ScheduledItem
from app.settings import FacilitySettings
from app.story import StoryDraft
from storage import (
    AskPassphrase,
    Database,
    DemoKeySource,
    FacilityPaths,
    UnitOfWork,
    resolve_keys,
    standard_sources,
)

__all__ = ["Enrolment", "EnrolmentError", "create_facility", "load_enrolment"]


def house_settings(house: HouseRow) -> FacilitySettings:
    """Return the settings of a house.

    Raises:
        EnrolmentError: something about it cannot be used.
    """
    # Who calls for help from outside reads it from the card of an alert.
    address = ", ".join(part for part in (house.address, house.city) if part)
    try:
        return FacilitySettings(
            name=house.name,
            address=address,
            timezone=house.timezone,
            emergency_number=house.emergency_number,
        )
    except ValidationError as error:
        raise EnrolmentError(f"The facility itself is not described well: {error}") from error


def create_facility(
    root: Path,
    enrolment: Enrolment,
    passphrase_for: Callable[[str], str],
    ask: AskPassphrase | None = None,
    *,
    knowledge: Path,
    demo: bool = False,
    typed_by_others: bool = False,
    kiosk_resident: str = "",
    clock: Clock = system_clock,
) -> str:
    """Make a facility in an empty or new folder, and return its recovery code. Blocking.

    Args:
        root: the facility's folder.
        enrolment: who lives and works there.
        passphrase_for: gives the first passphrase of a staff member by login.
        ask: asks a person for the facility's passphrase where there is no keyring.
        knowledge: folder of the articles to begin with.
        typed_by_others: staff did not choose these passphrases themselves, and must when they
            first sign in.
        demo: keep the keys beside the data and throw them away with it.
        kiosk_resident: full name of whose room the kiosk stands in.
        clock: gives the present.

    Raises:
        EnrolmentError: the folder is not empty, or nobody has that name.
        StorageError: keys or database cannot be made.
    """
    if root.exists() and any(root.iterdir()):
        raise EnrolmentError(f"The folder {root} is not empty.", "Give a new folder.")
    by_name = {row.full_name: row for row in enrolment.residents}
    if kiosk_resident and kiosk_resident not in by_name:
        raise EnrolmentError(f"No resident is called “{kiosk_resident}”.")
    # Refused now rather than at the first start.
    house = house_settings(enrolment.facility)
    paths = FacilityPaths(root)
    paths.prepare()
    sources = (DemoKeySource(),) if demo else standard_sources(os.environ, ask)
    keys = resolve_keys(paths, sources).keys
    with Database.open(paths.database, keys) as database, database.unit() as unit:
        _enrol(unit, enrolment, passphrase_for, knowledge, clock, must_change=typed_by_others)
        code = seal_recovery_code(unit, "lilo", clock())
    config = {
        "facility": {
            "name": house.name,
            "address": house.address,
            "timezone": house.timezone,
            "emergency_number": house.emergency_number,
            "demo": demo,
        },
        "kiosk": {
            "resident": kiosk_resident,
            "room": by_name[kiosk_resident].room if kiosk_resident else "",
        },
    }
    # Written last: a folder without it is no facility yet.
    (paths.config / "facility.yaml").write_text(
        yaml.safe_dump(config, allow_unicode=True, sort_keys=False), "utf-8"
    )
    return code


def _enrol(
    unit: UnitOfWork,
    enrolment: Enrolment,
    passphrase_for: Callable[[str], str],
    knowledge: Path,
    clock: Clock,
    *,
    must_change: bool,
) -> None:
    now = clock()
    for row in enrolment.staff:
        member = _staff_member(row)
        kept = passphrase_hash(passphrase_for(member.login))
        unit.staff.add(member, Credential(member.id, kept, must_change=must_change))
        unit.audit.append(AuditDraft(AuditAction.STAFF_ADDED, "lilo", str(member.id)), now)
    for person in enrolment.residents:
        resident = _resident(person)
        unit.residents.add(resident)
        unit.audit.append(AuditDraft(AuditAction.RESIDENT_ADDED, "lilo", str(resident.id)), now)
        unit.passages.add(list(_life_story(person, resident.id)))
        for item in _plan(person, resident.id):
            unit.schedule.add(item)
        for score in sorted(_scores(person, resident.id, clock), key=lambda s: s.taken_on):
            unit.scores.add(score)
    articles = load_articles(knowledge)
    unit.passages.add(articles)
    draft = AuditDraft(AuditAction.KNOWLEDGE_ADDED, "lilo", details={"passages": len(articles)})
    unit.audit.append(draft, now)


def _staff_member(row: StaffRow) -> StaffMember:
    return StaffMember(
        StaffId(new_uuid()),
        row.id,
        row.given_name,
        row.family_name,
        row.role,
        row.title,
        row.wing,
        row.on_shift,
    )


def _resident(row: ResidentRow) -> Resident:
    return Resident(
        ResidentId(new_uuid()),
        row.given_name,
        row.family_name,
        row.preferred_name,
        row.room,
        row.wing,
        row.born,
        row.language,
        row.background.strip(),
        tuple(FamilyMember(f.name, f.relation, f.phrase) for f in row.family),
        tuple(RiskFactor(f.factor, f.note) for f in row.risk_factors),
        row.mobility,
    )


def _life_story(row: ResidentRow, resident_id: ResidentId) -> Iterator[Passage]:
    for entry in row.life_story:
        draft = StoryDraft(
            entry.title,
            entry.text,
            entry.when,
            entry.people,
            entry.places,
            entry.mood,
            entry.sensitivity,
            entry.retelling,
        )
        yield draft.passage_of(resident_id, row.born)


def _plan(row: ResidentRow, resident_id: ResidentId) -> Iterator[ScheduledItem]:
    for entry in row.schedule:
        yield ScheduledItem(
            new_uuid(),
            resident_id,
            entry.title,
            entry.spoken,
            entry.at,
            entry.weekdays,
            entry.kind,
            entry.visitor or "",
        )


def _scores(row: ResidentRow, resident_id: ResidentId, clock: Clock) -> Iterator[Score]:
    for entry in row.scores:
        taken = (clock() - timedelta(days=entry.days_ago)).date()
        yield Score(new_uuid(), resident_id, entry.scale, taken, entry.total, entry.items)
