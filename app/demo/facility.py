"""The demo facility: invented people in a real, encrypted facility folder."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from app.bootstrap import Basics, prepare_basics
from app.clock import Clock, system_clock
from app.enrolment import Enrolment, create_facility, load_enrolment
from app.identity import Resident
from resources import RESOURCES

DEMO_PASSPHRASE = "willow house demo"  # noqa: S105 - public on purpose: the people are invented
"""Every demo staff member signs in with it."""

KIOSK_RESIDENT = "Margaret Ellis"


def make_demo_facility(
    root: Path, clock: Clock = system_clock, kiosk_resident: str = KIOSK_RESIDENT
) -> Basics:
    """Make the demo facility in an empty folder and return its basics. Blocking."""
    create_facility(
        root,
        demo_enrolment(),
        lambda _login: DEMO_PASSPHRASE,
        knowledge=RESOURCES / "knowledge",
        demo=True,
        kiosk_resident=kiosk_resident,
        clock=clock,
    )
    return prepare_basics(root, clock)


def demo_enrolment() -> Enrolment:
    """Return the people of the demo facility."""
    return load_enrolment(RESOURCES / "demo" / "facility.yaml")


def by_short_name(residents: Sequence[Resident]) -> Mapping[str, Resident]:
    """Return the residents of an open demo facility by the short names of its files."""
    by_name = {resident.full_name: resident for resident in residents}
    return {row.id: by_name[row.full_name] for row in demo_enrolment().residents}
