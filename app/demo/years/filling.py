"""Putting very many records into a database, in units of thousands."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

from storage import Database, UnitOfWork
from storage.bulk import BulkWriter

Told = Callable[[str, int, int], None]
"""Told what is being written, how many are there, and how many there will be."""

_Record = TypeVar("_Record")
_AT_ONCE = 20_000
_AT_ONCE_IN_TURN = 250


@dataclass(frozen=True, slots=True)
class Filling:
    """Writes records, and tells how far it is."""

    database: Database
    told: Told

    def fill(
        self,
        what: str,
        records: Iterable[_Record],
        count: int,
        add: Callable[[BulkWriter, list[_Record]], None],
    ) -> None:
        """Add records, thousands at once."""
        coming, done = iter(records), 0
        while batch := list(islice(coming, _AT_ONCE)):
            with self.database.filling() as writer:
                add(writer, batch)
            done += len(batch)
            self.told(what, done, count)

    def fill_in_turn(
        self,
        what: str,
        records: Iterable[_Record],
        count: int,
        keep: Callable[[UnitOfWork, _Record], None],
    ) -> None:
        """Keep records of which a later one may read an earlier one."""
        coming, done = iter(records), 0
        while batch := list(islice(coming, _AT_ONCE_IN_TURN)):
            with self.database.unit() as unit:
                for record in batch:
                    keep(unit, record)
            done += len(batch)
            self.told(what, done, count)
