"""The port that every source of keys implements."""

from dataclasses import dataclass
from typing import Protocol

from storage.facility_files import FacilityPaths
from storage.keys.facility_keys import FacilityKeys


@dataclass(frozen=True, slots=True)
class NoKeys:
    """A source has no keys for this facility.

    Attributes:
        reason: why, in words that IT can act upon.
    """

    reason: str


class KeySource(Protocol):
    """A place where the keys of a facility may be.

    A source that can keep keys makes them for a new facility. For one that holds data already it
    never does: with new keys the data would be lost.
    """

    @property
    def name(self) -> str:
        """What people call it."""

    def keys_for(self, paths: FacilityPaths) -> FacilityKeys | NoKeys:
        """Return the facility's keys, or why there are none here.

        Raises:
            KeyUnavailableError: something is so wrong that no other source should be asked.
        """
