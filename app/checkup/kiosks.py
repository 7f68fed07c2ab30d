"""Whether a machine is a kiosk, and still as it was set up."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.checkup.finding import Finding, Health

PART = "kiosk"
MANY_RESTARTS = 5


@dataclass(frozen=True, slots=True)
class KioskSeen:
    """A machine with the kiosk's unit.

    Attributes:
        is_set_up: `lilo kiosk-setup` was run.
        drifted: what is not any more as it set it up, by path.
        missing: commands that it needs.
        has_keys: the facility's keys are credentials of the machine.
        state: of the unit, as systemd calls it; empty where nobody can be asked.
        restarts: of the unit since the machine started.
    """

    is_set_up: bool
    drifted: Sequence[str]
    missing: Sequence[str]
    has_keys: bool
    state: str
    restarts: int


def judge_kiosk(seen: KioskSeen) -> Iterator[Finding]:
    """Judge it."""
    if not seen.is_set_up:
        yield Finding(
            PART,
            Health.LACKING,
            "This machine is not set up as a kiosk: Lilo does not start by itself.",
            "sudo lilo kiosk-setup --dry-run",
        )
        return
    found = [*_wrong(seen), *_of_unit(seen.state, seen.restarts)]
    yield from found or [Finding(PART, Health.GOOD, _told(seen))]


def _wrong(seen: KioskSeen) -> Iterator[Finding]:
    if seen.missing:
        names = " ".join(seen.missing)
        yield Finding(PART, Health.BAD, f"Missing: {names}.", f"apt install {names.lower()}")
    if seen.drifted:
        yield Finding(
            PART,
            Health.LACKING,
            f"{len(seen.drifted)} files are not as set up: {', '.join(seen.drifted[:3])}.",
            "sudo lilo kiosk-setup, with the options of the first time",
        )
    if not seen.has_keys:
        yield Finding(
            PART,
            Health.BAD,
            "The kiosk is handed no keys, so it cannot open the facility by itself.",
            "sudo /usr/lib/lilo/make-keys, then sudo lilo kiosk-setup",
        )


def judge_unit(state: str, restarts: int) -> Iterator[Finding]:
    """Judge as much as whoever is not root can see: that the kiosk runs.

    Args:
        state, restarts: as in `KioskSeen`.
    """
    if state in {"active", "activating", "reloading"}:
        told = f"{state}, {restarts} restarts; how it was set up is for root: sudo lilo doctor"
        yield from [*_of_unit(state, restarts)] or [Finding(PART, Health.GOOD, told)]
    elif state == "failed":
        yield from _of_unit(state, restarts)
    else:
        yield Finding(
            PART,
            Health.LACKING,
            "The kiosk does not run.",
            "sudo lilo doctor says how it was set up; to set it up: sudo lilo kiosk-setup",
        )


def _of_unit(state: str, restarts: int) -> Iterator[Finding]:
    if state == "failed":
        yield Finding(PART, Health.BAD, "Its unit has failed.", "journalctl -u lilo-kiosk -b")
    if restarts > MANY_RESTARTS:
        yield Finding(
            PART,
            Health.LACKING,
            f"It was started again {restarts} times since the machine started.",
            "journalctl -u lilo-kiosk -b, and send a support file: lilo doctor --export",
        )


def _told(seen: KioskSeen) -> str:
    return f"set up, {seen.state}, {seen.restarts} restarts" if seen.state else "set up"
