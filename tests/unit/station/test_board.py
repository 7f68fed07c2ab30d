"""The board for whoever looks at it."""

import asyncio
from typing import Any, cast

import pytest

from app.identity import SessionOverError, StaffSession
from app.oversight import Board
from app.oversight.shift import shift_figures
from app.station import StationBoard
from tests.fakes.clock import FakeClock

SESSION = cast(StaffSession, object())


class Reader:
    """Reads an empty board, and tells when it has been asked."""

    def __init__(self) -> None:
        self.asked = asyncio.Event()
        now = FakeClock()()
        self.board = Board(now, (), (), (), (), shift_figures([], now, {}))

    async def read(self) -> Board:
        self.asked.set()
        return self.board


class Gate:
    """Answers only once the board is being read."""

    def __init__(self, reader: Reader, answer: bool | Exception) -> None:
        self._reader = reader
        self._answer = answer

    async def allows(self, *_: object) -> bool:
        await asyncio.wait_for(self._reader.asked.wait(), 10)
        if isinstance(self._answer, Exception):
            raise self._answer
        return self._answer


def board_of(answer: bool | Exception) -> StationBoard:
    reader = Reader()
    return StationBoard(cast(Any, Gate(reader, answer)), cast(Any, reader))


@pytest.mark.parametrize("may_see", [True, False])
async def test_reading_does_not_wait_for_the_question_who_looks(may_see: bool) -> None:
    board = await board_of(may_see).read(SESSION)
    assert board.is_veiled is not may_see


async def test_nothing_is_shown_where_the_session_is_over() -> None:
    with pytest.raises(SessionOverError):
        await board_of(SessionOverError("It is over.")).read(SESSION)


async def test_without_a_session_it_is_veiled() -> None:
    assert (await board_of(True).read(None)).is_veiled
