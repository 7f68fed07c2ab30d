"""Settings: what a facility should have decided before anybody relies on Lilo."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.checkup.finding import Finding, Health

PART = "configuration"


@dataclass(frozen=True, slots=True)
class ConfigurationSeen:
    """What was decided.

    Attributes:
        has_room: the kiosk knows its room.
        is_shared: several residents share the screen.
        has_resident: the kiosk belongs to somebody.
        resident_lives_here: somebody of that name does.
        has_leave_code: staff can leave a kiosk that fills its screen.
        staff: how many people can sign in.
        administrators: how many of them may change that.
        has_address: the card of the gravest alerts can say where the house is.
        zone: the facility's time zone.
        has_way_out: somebody outside the window is told of alerts.
        is_demo: nobody real lives here.
        is_kiosk_alone: this machine starts to the kiosk and to nothing else, so that no staff
            window can be open on it; and facilities are not shared between machines.
    """

    has_room: bool
    is_shared: bool
    has_resident: bool
    resident_lives_here: bool
    has_leave_code: bool
    staff: int
    administrators: int
    has_address: bool
    zone: str
    has_way_out: bool
    is_demo: bool = False
    is_kiosk_alone: bool = False

    @property
    def is_unheard(self) -> bool:
        """Whether an alert would reach nobody."""
        return self.is_kiosk_alone and not self.has_way_out and not self.is_demo


def judge_configuration(seen: ConfigurationSeen) -> Iterator[Finding]:
    """Give what is wrong or left open, and one good line where nothing is."""
    found = [*_wrong(seen), *([] if seen.is_demo else _left_open(seen))]
    if not found:
        found = [Finding(PART, Health.GOOD, f"{seen.staff} staff can sign in, {seen.zone}")]
    yield from found


def _wrong(seen: ConfigurationSeen) -> Iterator[Finding]:
    if seen.has_resident and not seen.resident_lives_here:
        yield Finding(
            PART,
            Health.BAD,
            "The kiosk is set to a resident who does not live here.",
            "Correct `kiosk.resident` in config/facility.yaml: full name as in the people file.",
        )
    if not seen.staff:
        yield Finding(
            PART,
            Health.BAD,
            "Nobody of staff can sign in, so nobody can take an alert.",
            "lilo facility staff add",
        )
    elif not seen.administrators:
        yield Finding(
            PART,
            Health.BAD,
            "There is no administrator, so staff cannot be changed.",
            "Use the recovery code: lilo facility staff --help",
        )

    if seen.is_unheard:
        yield Finding(
            PART,
            Health.BAD,
            "An alert would reach nobody: this machine shows the kiosk alone, so no staff window "
            "can be open on it, and no target for messages is named.",
            "Name targets in config/notifications.yaml, and let them out: sudo lilo kiosk-setup "
            "--allow-network ADDRESS. Or run Lilo where staff have a session of their own.",
        )


def _left_open(seen: ConfigurationSeen) -> Iterator[Finding]:
    lacking = (
        (
            not seen.has_room and not seen.is_shared,
            "`kiosk.room` is empty: a call from a broken kiosk does not say where from.",
            "Set it in config/facility.yaml.",
        ),
        (
            not seen.has_resident and not seen.is_shared,
            "`kiosk.resident` is empty: nobody lives in this kiosk's room.",
            "Set it, or `presence.shared` where several residents share the screen.",
        ),
        (
            not seen.has_leave_code,
            "Staff have no code to leave a kiosk that fills its screen.",
            "lilo facility leave-code",
        ),
        (
            not seen.has_address,
            "The card of the gravest alerts does not say where this house is.",
            "Set `facility.address`.",
        ),
        (
            seen.zone == "UTC",
            "The time zone is UTC: reminders and nights are an hour or more off in most houses.",
            "Set `facility.timezone`, such as America/New_York.",
        ),
        (
            not seen.has_way_out and not seen.is_unheard,
            "Alerts are seen and heard at the staff window only.",
            "If nobody sits there at night, name targets in config/notifications.yaml.",
        ),
    )
    for is_so, says, remedy in lacking:
        if is_so:
            yield Finding(PART, Health.LACKING, says, remedy)
