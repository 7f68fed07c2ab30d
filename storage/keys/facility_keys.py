"""The two keys of a facility."""

import secrets
from dataclasses import dataclass, field
from typing import Self

_BYTES = 32


@dataclass(frozen=True, slots=True)
class FacilityKeys:
    """What opens the database and what seals the audit log; never shown, never logged."""

    database: bytes = field(repr=False)
    audit: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.database) != _BYTES or len(self.audit) != _BYTES:
            raise ValueError(f"A key has {_BYTES} bytes.")

    @classmethod
    def random(cls) -> Self:
        """Make new keys."""
        return cls(secrets.token_bytes(_BYTES), secrets.token_bytes(_BYTES))

    def with_new_database_key(self) -> Self:
        """Make a new database key and keep the audit key."""
        return type(self)(secrets.token_bytes(_BYTES), self.audit)

    @classmethod
    def from_hex(cls, text: str) -> Self:
        """Read what `to_hex` wrote.

        Raises:
            ValueError: it is something else.
        """
        both = bytes.fromhex(text)
        return cls(both[:_BYTES], both[_BYTES:])

    def to_hex(self) -> str:
        """Write both keys as one secret, so that neither can be kept without the other."""
        return (self.database + self.audit).hex()
