"""Putting very many records into a database, in units of thousands."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

from storage import Database, UnitOfWork

Told = Callable[[str, int, int], None]
"""Told what is being written, how many are there, and how many there will be."""

_Record = TypeVar("_Record")
Keep = Callable[[UnitOfWork, _Record], None]


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
        keep: Keep[_Record],
        at_once: int = 10_000,
    ) -> None:
        """Keep records that do not read one another."""
        coming, done = iter(records), 0
        while batch := list(islice(coming, at_once)):
            with self.database.gathering() as unit:
                for record in batch:
                    keep(unit, record)
            done += len(batch)
            self.told(what, done, count)

    def fill_in_turn(
        self,
        what: str,
        records: Iterable[_Record],
        count: int,
        keep: Keep[_Record],
        at_once: int = 250,
    ) -> None:
        """Keep records of which a later one may read an earlier one."""
        coming, done = iter(records), 0
        while batch := list(islice(coming, at_once)):
            with self.database.unit() as unit:
                for record in batch:
                    keep(unit, record)
            done += len(batch)
            self.told(what, done, count)
