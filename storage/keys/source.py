"""The port that every source of keys implements."""

from collections.abc import Mapping
from dataclasses import dataclass, field
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


@dataclass(frozen=True, slots=True)
class NewKeys:
    """Keys that are to take the place of others.

    Attributes:
        state: what the source needs to keep them, such as the salt of a passphrase; no secret.
    """

    keys: FacilityKeys
    state: Mapping[str, str] = field(default_factory=dict)


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

    def new_keys(self, paths: FacilityPaths, old: FacilityKeys) -> NewKeys:
        """Return a new database key, with the audit key as it was. Nothing is kept yet.

        Raises:
            KeyUnavailableError: there is none to be had.
        """

    def keep(self, paths: FacilityPaths, new: NewKeys) -> bool:
        """Keep new keys in place of the old; to do it twice is harmless.

        Returns:
            False where that is not Lilo's to do.
        """
