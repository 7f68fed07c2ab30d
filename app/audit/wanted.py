"""Which entries of the audit log somebody looks for."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entries are looked for; what is empty or None counts for all.

    Attributes:
        person: id of who acted.
        about: id of whom or what it was about.
        since, until: from the one moment to before the other.
    """

    person: str = ""
    about: str = ""
    action: str = ""
    since: datetime | None = None
    until: datetime | None = None
