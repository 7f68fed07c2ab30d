"""The clock. Reminders, alerts and signatures hang on it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.checkup.finding import Finding, Health

PART = "clock"
_OFF_BY = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class ClockSeen:
    """The clock of this machine.

    Attributes:
        now: what it shows, aware.
        not_before: a moment that is past for sure; None where none is known.
        is_kept: somebody sets it over the network; None where that cannot be told.
        has_battery: it goes on while the machine is off; None where that cannot be told.
        system_offset, house_offset: between the local times and UTC; the house's is None where no
            facility was named.
    """

    now: datetime
    not_before: datetime | None
    is_kept: bool | None
    has_battery: bool | None
    system_offset: timedelta
    house_offset: timedelta | None


def judge_clock(seen: ClockSeen) -> Iterator[Finding]:
    """Judge it."""
    if seen.not_before is not None and seen.now < seen.not_before - _OFF_BY:
        yield Finding(
            PART,
            Health.BAD,
            f"It shows {seen.now:%Y-%m-%d %H:%M} UTC, but it was "
            f"{seen.not_before:%Y-%m-%d %H:%M} already.",
            "Set it: timedatectl set-time. If it was wrong before: lilo bundle accept-clock.",
        )
        return
    yield Finding(PART, Health.GOOD, f"{seen.now:%Y-%m-%d %H:%M} UTC")
    if seen.has_battery is False:
        yield Finding(
            PART,
            Health.LACKING,
            "It stops while the machine is off.",
            "Let a time server of the house set it, or put in a battery.",
        )
    if seen.is_kept is False:
        yield Finding(
            PART,
            Health.LACKING,
            "Nobody sets it over the network; such clocks drift by seconds a day.",
            "Name a time server in /etc/systemd/timesyncd.conf, or compare it each month.",
        )
    if seen.house_offset is not None and seen.house_offset != seen.system_offset:
        yield Finding(
            PART,
            Health.LACKING,
            "The machine's time zone is not the facility's. Lilo goes by the facility's.",
            "If the facility's is right: timedatectl set-timezone, as in `facility.timezone`.",
        )
