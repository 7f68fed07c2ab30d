"""A legal hold: while it stands, nothing of the person is deleted, by anybody.

Every unit of work that deletes asks, in the transaction that would delete.
"""

from typing import Protocol

from app.errors import LiloError
from app.ids import ResidentId


class HeldError(LiloError):
    """A legal hold keeps what was to be deleted."""

    code = "custody.held"


class HoldBook(Protocol):
    """Who is under a legal hold."""

    def is_held(self, resident_id: ResidentId) -> bool:
        """Whether a hold stands for this person."""


def refuse_if_held(holds: HoldBook, resident_id: ResidentId) -> None:
    """Let through where no hold stands.

    Raises:
        HeldError: one stands; nothing was changed.
    """
    if holds.is_held(resident_id):
        raise HeldError(
            "A legal hold keeps everything of this person; nothing was deleted.",
            "Whoever handles records can lift it: lilo privacy hold --lift",
        )
