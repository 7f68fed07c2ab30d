"""Every method that staff can call, for every role: let through by the table, or refused."""

import inspect
from collections.abc import Callable, Coroutine, Iterator
from dataclasses import fields, replace
from pathlib import Path
from typing import Any, get_type_hints

import pytest

from app.alerts import Outcome
from app.audit import AuditAction
from app.identity import (
    Basis,
    ConsentKind,
    NewStaff,
    Preferences,
    RefusedError,
    RiskFactor,
    RiskKind,
    Role,
    SessionOverError,
    may,
    permission_of,
)
from app.ids import new_uuid
from app.safety.review import Verdict
from app.station import Liking, NewResident, Profile, WindowChoice
from tests.fakes.station_house import StationHouse
from ui.staff.services import ResidentServices, StaffServices

FREE = {
    "StationAlerts.delivered",
    "StationAlerts.on_change",
    "StationBoard.read",
    "StationReminders.standing",
}
"""A screen acts, or what is shown depends on who looks; see their own tests."""

VALUES: dict[str, Any] = {
    "outcome": Outcome.HELPED,
    "verdict": Verdict.UNSURE,
    "role": Role.NURSE,
    "kind": ConsentKind.MEMORY,
    "basis": Basis.RESIDENT,
    "is_given": True,
    "is_active": True,
    "who": NewStaff("", "", "", Role.NURSE),
    "new": NewResident("", "", ""),
    "choice": WindowChoice("light", 1.0, "en"),
    "path": Path("nowhere.txt"),
    "doubts": (),
    "risk": RiskFactor(RiskKind.ISOLATION, "told at tea"),
    "read": Profile("Margaret", "12", ""),
    "wanted": Profile("Margaret", "12", ""),
    "reason": "She cannot be woken",
    "held": True,
    "image": None,
    "pictures": None,
}

GATES_OWN = {
    "Gate.admit",
    "Gate.allows",
    "Gate.glass_of",
    "Gate.note_use",
    "Gate.opened",
    "Gate.refuse",
}
"""What services ask of the gate, and what it tells: by them nobody gets anything."""

UNRECORDED = {
    "People.staff": "staff, their roles and screens; nothing of a resident",
    "StationAudit.verify": "says whether the chain holds, and nothing of anybody",
    "StationCustody.expire": "counts of what went; each deleting has an entry, and nothing is old",
    "StationFigures.activity": "counts; names nobody",
    "StationFigures.said": "counts; names nobody",
    "StationFigures.shifts": "counts; names nobody",
    "StationHandingOver.colleagues": "staff, and who is signed in; nothing of a resident",
    "StationKnowledge.documents": "the house's documents; nothing of a resident",
    "StationMessages.dead_letters": "nothing goes out here, and nothing is there to read",
    "StationMessages.to_families": "nothing goes out here, and nothing is there to read",
    "StationMessages.waiting_count": "a number",
    "StationReminders.notices": "part of the board of Now, which carers look at all day",
    "StationResidents.all": "names and rooms, as on the board of Now",
    "StationStories.photos": "nothing is shown without consent; see test_stories_written.py",
    "StationScores.residents": "names and rooms, as on the board of Now",
    "StationSystem.read": "the state of the house; days and models, no words",
    "StationWindow.read": "how the window looks; nothing of a resident",
}
"""What leaves no entry when it is read, and why. The board itself is the same: docs/security.md."""


def _methods(house: StationHouse) -> Iterator[tuple[str, Callable[..., Any]]]:
    for service in house.services:
        kind = type(service)
        for name, _ in inspect.getmembers(kind, inspect.isfunction):
            if not name.startswith("_"):
                yield f"{kind.__name__}.{name}", getattr(service, name)


LIKING = Liking.of(Preferences(), "en")


def _arguments(method: Callable[..., Any]) -> dict[str, Any]:
    hints = get_type_hints(inspect.unwrap(method))
    given: dict[str, Any] = {}
    for name, parameter in list(inspect.signature(method).parameters.items())[1:]:
        if parameter.default is not inspect.Parameter.empty:
            continue
        if hints[name] is Liking:
            given[name] = LIKING if name == "read" else replace(LIKING, text_scale=1.5)
        elif name in VALUES:
            given[name] = VALUES[name]
        else:
            given[name] = "" if hints[name] is str else new_uuid()
    return given


def test_nothing_that_staff_use_is_without_a_permission(house: StationHouse) -> None:
    bare = {name for name, method in _methods(house) if permission_of(method) is None}
    assert bare == FREE | GATES_OWN


@pytest.mark.parametrize("role", list(Role))
async def test_each_role_may_what_the_table_says(house: StationHouse, role: Role) -> None:
    walked = 0
    for name, method in _methods(house):
        permission = permission_of(method)
        if permission is None:
            continue
        walked += 1
        before, session = house.count(), house.session(role)
        arguments = _arguments(method)
        first = [arguments.pop(key) for key in list(arguments) if _is_positional(method, key)]
        refused = await _refusal(method(session, *first, **arguments))
        actions = house.actions(before)
        if not may(role, permission):
            assert refused is not None, f"{name} let {role} through"
            assert not isinstance(refused, SessionOverError)
            assert actions == [AuditAction.REFUSED], name
        elif refused is not None:
            # By the table they may; it was the resident's consent that was missing.
            assert name == "StationConversations.open"
    assert walked >= 47


async def _refusal(work: Coroutine[Any, Any, object]) -> RefusedError | None:
    """Return how it was refused; what fails for other reasons was let through first.

    There is no such alert, person or document, and the storage says so in its own words.
    """
    try:
        await work
    except RefusedError as error:
        return error
    except Exception:
        return None
    return None


def _is_positional(method: Callable[..., Any], name: str) -> bool:
    kind = inspect.signature(method).parameters[name].kind
    return kind is not inspect.Parameter.KEYWORD_ONLY


async def test_whatever_returns_what_is_known_of_a_resident_leaves_an_entry(
    house: StationHouse,
) -> None:
    unrecorded = set()
    for name, method in _methods(house):
        permission = permission_of(method)
        if permission is None:
            continue
        role = next(role for role in Role if may(role, permission))
        session, before = house.session(role), house.count()
        arguments = _arguments(method)
        if "resident_id" in arguments:
            arguments["resident_id"] = house.margaret.id
        first = [arguments.pop(key) for key in list(arguments) if _is_positional(method, key)]
        try:
            found = await method(session, *first, **arguments)
        except Exception:  # noqa: S112 - nothing was returned, and so nothing seen
            continue
        if found is not None and not house.actions(before):
            unrecorded.add(name)
    assert unrecorded == UNRECORDED.keys()


async def test_what_is_read_again_and_again_is_noted_once_a_session(house: StationHouse) -> None:
    station, margaret = house.lilo.station, house.margaret.id
    reads = {
        AuditAction.REVIEW_READ: station.reviews.read,
        AuditAction.CLINICAL_READ: station.scores.due,
        AuditAction.RESIDENT_OPENED: lambda session: station.consents.of(session, margaret),
    }
    for action, read in reads.items():
        for _ in range(2):
            session, before = house.session(Role.NURSE), house.count()
            await read(session)
            await read(session)
            assert house.actions(before) == [action]
    session, before = house.session(Role.NURSE), house.count()
    counted = await station.reviews.read(session, only_counts=True)
    assert (counted.items, counted.decided, house.count()) == ((), (), before)


def test_the_staff_window_gets_no_other_services(house: StationHouse) -> None:
    allowed = {type(service) for service in house.services}
    plain = {
        "facility_name",
        "timezone",
        "clock",
        "sign_in",
        "gate",
        "station",
        "emergency",
        "lock_after_s",
        "bundle_trouble",
        "residents",
    }
    for owner, left_out in ((StaffServices, plain), (ResidentServices, set())):
        hints = get_type_hints(owner)
        for field in fields(owner):
            if field.name not in left_out:
                named = set(getattr(hints[field.name], "__args__", (hints[field.name],)))
                assert named - {type(None)} <= allowed, field.name
