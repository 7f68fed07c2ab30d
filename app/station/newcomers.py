"""Who moves in, as staff write it down: checked before it is kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.errors import LiloError
from app.identity import Resident
from app.ids import ResidentId, new_uuid
from app.language_files import LANGUAGES

OLDEST = 130
"""Years; a day of birth longer ago is a slip of the pen."""


class NewcomerError(LiloError):
    """What was written down about somebody who moves in cannot be kept."""

    code = "identity.newcomer"


@dataclass(frozen=True, slots=True)
class NewResident:
    """Somebody who moves in.

    Attributes:
        preferred_name: what they are called; empty for the given name.
        born: None where it is not known.
        language: which Lilo speaks with them, such as "en".
    """

    given_name: str
    family_name: str
    room: str
    preferred_name: str = ""
    wing: str = ""
    born: date | None = None
    language: str = "en"


def resident_of(new: NewResident, known: Sequence[Resident], today: date) -> Resident:
    """Return the resident that is to be kept.

    Args:
        known: everybody on record, those who have moved out as well.

    Raises:
        NewcomerError: a name or the room is missing, the name is on record, or the day of birth or
            the language cannot be.
    """
    given, family, room = _plain(new.given_name), _plain(new.family_name), _plain(new.room)
    if not (given and family and room):
        raise NewcomerError("A given name, a family name and a room are needed.")
    if new.language not in LANGUAGES:
        raise NewcomerError(
            f"Lilo does not speak “{new.language}”.", f"Choose one of: {', '.join(LANGUAGES)}."
        )
    if new.born and not (today.year - OLDEST <= new.born.year and new.born <= today):
        raise NewcomerError("Nobody was born on that day.", "Look at the day of birth again.")
    made = Resident(
        ResidentId(new_uuid()),
        given,
        family,
        _plain(new.preferred_name) or given,
        room,
        _plain(new.wing),
        new.born,
        new.language,
    )
    # Screens and commands are told by full name whose they are.
    if any(one.full_name.casefold() == made.full_name.casefold() for one in known):
        raise NewcomerError(
            f"{made.full_name} is on record already.",
            "Who has come back is taken back on their record; for somebody else of the same name "
            "add a second name or an initial.",
        )
    return made


def _plain(text: str) -> str:
    return " ".join(text.split())
