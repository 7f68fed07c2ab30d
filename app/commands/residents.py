"""Finding a resident by the name given on the command line."""

from app.bootstrap import Lilo
from app.errors import LiloError
from app.identity import Resident, find_by_name


class UnknownResidentError(LiloError):
    """Nobody, or more than one person, goes by that name."""

    code = "command.unknown_resident"


def resident_named(lilo: Lilo, name: str) -> Resident:
    """Return the resident of that name.

    Raises:
        UnknownResidentError: nobody, or more than one person, goes by it.
    """
    found = find_by_name(lilo.residents, name)
    if len(found) == 1:
        return found[0]
    if not found:
        raise UnknownResidentError(
            f"No resident of {lilo.basics.settings.facility.name} is called “{name}”.",
            "Check the spelling, or give the full name.",
        )
    raise UnknownResidentError(
        f"{len(found)} residents are called “{name}”.", "Give the full name."
    )
