"""The board, with as much of it as whoever looks may see."""

import asyncio
from dataclasses import dataclass, replace

from app.identity import Gate, Permission, StaffSession
from app.oversight import AlertCard, Board, BoardReader


@dataclass(frozen=True, slots=True)
class StationBoard:
    """Reads the board for somebody, or for whoever passes a locked screen.

    It has no permission of its own: that somebody waits, and in which room, is for everybody.
    """

    gate: Gate
    reader: BoardReader

    async def read(self, session: StaffSession | None) -> Board:
        """Return the board; without names and words for those who may not see them.

        Raises:
            SessionOverError: the session has ended.
        """
        if session is None:
            return veiled(await self.reader.read())
        # Both are begun before either has come: an alert must not wait for the question who looks.
        may_see, board = await asyncio.gather(
            self.gate.allows(session, Permission.SEE_BOARD), self.reader.read()
        )
        return board if may_see else veiled(board)


def veiled(board: Board) -> Board:
    """Return a board that says that somebody waits, where, and how gravely, and nothing else."""
    return replace(
        board, cards=tuple(map(_veiled_card, board.cards)), watch=(), tiles=(), is_veiled=True
    )


def _veiled_card(card: AlertCard) -> AlertCard:
    cause = replace(card.alert.cause, words="", reasons=())
    alert = replace(card.alert, cause=cause, other_causes=(), answers=(), note="")
    return AlertCard(alert, "", card.room, (), (), due=card.due, is_overdue=card.is_overdue)
