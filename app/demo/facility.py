"""The demo facility: invented people in a real, encrypted facility folder."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import time, timedelta
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import yaml

from app.audit import AuditAction, AuditDraft
from app.bootstrap import RESOURCES, Basics, prepare_basics
from app.clinical import ScaleId, Score
from app.clock import Clock, system_clock
from app.identity import (
    Credential,
    FamilyMember,
    Resident,
    RiskFactor,
    RiskKind,
    Role,
    StaffMember,
    passphrase_hash,
)
from app.ids import DocumentId, ResidentId, StaffId, new_uuid
from app.recall import Passage, Sensitivity, StreamName, load_articles
from app.schedule import ItemKind, ScheduledItem
from storage import Database, DemoKeySource, FacilityPaths, resolve_keys

DEMO_PASSPHRASE = "willow house demo"  # noqa: S105 - public on purpose: the people are invented
"""Every demo staff member signs in with it."""

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True, slots=True)
class DemoPeople:
    """Who is who in the demo, by the short names of its files."""

    residents: Mapping[str, Resident]
    staff: Mapping[str, StaffMember]


def make_demo_facility(
    root: Path, clock: Clock = system_clock, kiosk_resident: str = "Margaret Ellis"
) -> Basics:
    """Make the demo facility in an empty folder and return its basics. Blocking."""
    data = demo_data()
    facility = data["facility"]
    paths = FacilityPaths(root)
    paths.prepare()
    room = next(r["room"] for r in data["residents"] if _full_name(r) == kiosk_resident)
    config = {
        "facility": {
            "name": facility["name"],
            "timezone": facility["timezone"],
            "emergency_number": facility["emergency_number"],
            "demo": True,
        },
        "kiosk": {"resident": kiosk_resident, "room": room},
    }
    (paths.config / "facility.yaml").write_text(yaml.safe_dump(config), "utf-8")
    found = resolve_keys(paths, [DemoKeySource()])
    with Database.open(paths.database, found.keys) as database:
        _fill(database, data, clock)
    return prepare_basics(root, clock)


def demo_data() -> dict[str, Any]:
    """Return the demo facility as its file has it."""
    loaded: dict[str, Any] = yaml.safe_load((RESOURCES / "demo" / "facility.yaml").read_text())
    return loaded


def demo_people(residents: Sequence[Resident], staff: Sequence[StaffMember]) -> DemoPeople:
    """Match the people of an open demo facility to the short names of its files."""
    by_name = {resident.full_name: resident for resident in residents}
    return DemoPeople(
        {row["id"]: by_name[_full_name(row)] for row in demo_data()["residents"]},
        {member.login: member for member in staff},
    )


def _fill(database: Database, data: Mapping[str, Any], clock: Clock) -> None:
    now = clock()
    with database.unit() as unit:
        # Hashing takes a third of a second by design; the demo's staff share one passphrase.
        kept = passphrase_hash(DEMO_PASSPHRASE)
        for row in data["staff"]:
            member = _staff_member(row)
            unit.staff.add(member, Credential(member.id, kept))
            unit.audit.append(AuditDraft(AuditAction.STAFF_ADDED, "lilo", str(member.id)), now)
        for row in data["residents"]:
            resident = _resident(row)
            unit.residents.add(resident)
            unit.audit.append(AuditDraft(AuditAction.RESIDENT_ADDED, "lilo", str(resident.id)), now)
            unit.passages.add(list(_life_story(row, resident.id)))
            for item in _schedule(row, resident.id):
                unit.schedule.add(item)
            for score in sorted(_scores(row, resident.id, clock), key=lambda s: s.taken_on):
                unit.scores.add(score)
        articles = load_articles(RESOURCES / "knowledge")
        unit.passages.add(articles)
        unit.audit.append(
            AuditDraft(AuditAction.KNOWLEDGE_ADDED, "lilo", details={"passages": len(articles)}),
            now,
        )


def _full_name(row: Mapping[str, Any]) -> str:
    return f"{row['given_name']} {row['family_name']}"


def _staff_member(row: Mapping[str, Any]) -> StaffMember:
    return StaffMember(
        StaffId(new_uuid()),
        row["id"],
        row["given_name"],
        row["family_name"],
        Role(row["role"]),
        row["title"],
        row["wing"],
        bool(row["on_shift"]),
    )


def _resident(row: Mapping[str, Any]) -> Resident:
    return Resident(
        ResidentId(new_uuid()),
        row["given_name"],
        row["family_name"],
        row["preferred_name"],
        str(row["room"]),
        row["wing"],
        row["born"],
        row["language"],
        row["background"].strip(),
        tuple(FamilyMember(f["name"], f["relation"], f["phrase"]) for f in row.get("family", [])),
        tuple(RiskFactor(RiskKind(f["factor"]), f["note"]) for f in row.get("risk_factors", [])),
    )


def _life_story(row: Mapping[str, Any], resident_id: ResidentId) -> Iterator[Passage]:
    for entry in row["life_story"]:
        yield Passage(
            DocumentId(uuid5(NAMESPACE_URL, f"lilo:story:{resident_id}:{entry['title']}")),
            StreamName.LIFE_STORY,
            resident_id,
            entry["title"],
            " ".join(entry["text"].split()),
            tuple(entry["retelling"]),
            Sensitivity(entry["sensitivity"]),
            tuple(entry["people"]),
            tuple(entry["places"]),
            {"when": str(entry["when"]), "mood": entry["mood"]},
        )


def _schedule(row: Mapping[str, Any], resident_id: ResidentId) -> Iterator[ScheduledItem]:
    for entry in row["schedule"]:
        days = entry["days"]
        numbers = range(7) if days == "daily" else (WEEKDAYS.index(day) for day in days)
        yield ScheduledItem(
            new_uuid(),
            resident_id,
            entry["title"],
            entry["spoken"],
            time.fromisoformat(entry["at"]),
            frozenset(numbers),
            ItemKind(entry["kind"]),
            entry.get("with", "") or "",
        )


def _scores(row: Mapping[str, Any], resident_id: ResidentId, clock: Clock) -> Iterator[Score]:
    for entry in row["scores"]:
        taken = (clock() - timedelta(days=entry["days_ago"])).date()
        yield Score(
            new_uuid(),
            resident_id,
            ScaleId(entry["scale"]),
            taken,
            entry["total"],
            tuple(entry["items"]),
        )
