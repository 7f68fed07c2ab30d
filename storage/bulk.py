"""Writing very many records of the large tables at once, past the mapper: for filling a house."""

import json
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import TypeVar

from sqlalchemy import Connection

from app.clinical import Score
from app.clinical.administration import AdministrationEvent
from app.conversation.history import Message, Observation
from app.generation.usage import Usage
from app.identity.sessions import SessionRecord
from app.safety.disclosure import Disclosure
from app.schedule.reminders import ReminderEvent
from storage.bulk_passages import BulkPassages

_Record = TypeVar("_Record")
_Values = tuple[object, ...]
_NOTHING = "[]"


class BulkWriter:
    """Adds records inside a transaction, in the order given; triggers and references hold.

    Attributes:
        passages: adds what can be recalled.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.passages = BulkPassages(connection)

    def messages(self, messages: Iterable[Message]) -> None:
        """Keep what was said."""
        columns = "id, turn_id, resident_id, speaker, text, at, fragments, trace"
        self._add("messages", columns, messages, _message)

    def observations(self, observations: Iterable[Observation]) -> None:
        """Keep which turns were not quiet."""
        columns = "message_id, resident_id, at, level, score, words"
        self._add("observations", columns, observations, _observation)

    def check_ins(self, events: Iterable[AdministrationEvent]) -> None:
        """Keep what was asked and answered."""
        columns = (
            "id, administration_id, resident_id, scale, step, at, item, value, how, confidence, "
            "was_read_back, details"
        )
        self._add("administration_events", columns, events, _event)

    def scores(self, scores: Iterable[Score]) -> None:
        """Keep results."""
        columns = "id, resident_id, scale, taken_on, total, items"
        self._add("scores", columns, scores, _score)

    def usage(self, lines: Iterable[Usage]) -> None:
        """Keep what a language model took."""
        columns = (
            "turn_id, resident_id, at, purpose, tier, model, prompt, tokens_in, tokens_out, "
            "tokens_cached, seconds, ended"
        )
        self._add("generation_usage", columns, lines, _usage)

    def disclosures(self, disclosures: Iterable[Disclosure]) -> None:
        """Keep when Lilo said that it is a program."""
        columns = "id, resident_id, at, occasion, profile"
        self._add("disclosures", columns, disclosures, _disclosure)

    def reminders(self, events: Iterable[ReminderEvent]) -> None:
        """Keep what became of reminders."""
        columns = "item_id, resident_id, due_at, kind, at, by, until"
        self._add("reminder_events", columns, events, _reminder)

    def sessions(self, records: Iterable[SessionRecord]) -> None:
        """Keep who sat at which screen."""
        columns = "id, staff_id, station, proof, started_at, seen_at, ended_at, ended_by"
        self._add("staff_sessions", columns, records, _session)

    def _add(
        self,
        table: str,
        columns: str,
        records: Iterable[_Record],
        values_of: Callable[[_Record], _Values],
    ) -> None:
        quoted = ", ".join(f'"{name}"' for name in columns.split(", "))
        places = ", ".join("?" for _ in columns.split(", "))
        # Names of this module alone; the values are bound.
        statement = f"INSERT INTO {table} ({quoted}) VALUES ({places})"  # noqa: S608
        if rows := list(map(values_of, records)):
            self._connection.exec_driver_sql(statement, rows)


def _at(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def _message(one: Message) -> _Values:
    return (
        one.id.bytes,
        one.turn_id.bytes,
        one.resident_id.bytes,
        one.speaker.value,
        one.text,
        _at(one.at),
        json.dumps(one.fragments) if one.fragments else _NOTHING,
        json.dumps(one.trace),
    )


def _observation(one: Observation) -> _Values:
    return (
        one.message_id.bytes,
        one.resident_id.bytes,
        _at(one.at),
        one.level.value,
        one.score,
        one.words,
    )


def _event(one: AdministrationEvent) -> _Values:
    return (
        one.id.bytes,
        one.administration_id.bytes,
        one.resident_id.bytes,
        str(one.scale),
        one.step.value,
        _at(one.at),
        one.item,
        one.value,
        one.how.value if one.how else None,
        one.confidence,
        one.was_read_back,
        json.dumps(one.details) if one.details else "{}",
    )


def _score(one: Score) -> _Values:
    return (
        one.id.bytes,
        one.resident_id.bytes,
        str(one.scale),
        one.taken_on.isoformat(),
        one.total,
        json.dumps(one.items),
    )


def _usage(one: Usage) -> _Values:
    return (
        one.turn_id.bytes if one.turn_id else None,
        one.resident_id.bytes if one.resident_id else None,
        _at(one.at),
        one.purpose,
        one.tier,
        one.model,
        one.prompt,
        one.tokens_in,
        one.tokens_out,
        one.tokens_cached,
        one.seconds,
        one.ended,
    )


def _disclosure(one: Disclosure) -> _Values:
    return (one.id.bytes, one.resident_id.bytes, _at(one.at), one.occasion.value, one.profile)


def _reminder(one: ReminderEvent) -> _Values:
    return (
        one.key.item_id.bytes,
        one.resident_id.bytes,
        _at(one.key.due_at),
        one.step.value,
        _at(one.at),
        one.by,
        _at(one.until) if one.until else None,
    )


def _session(one: SessionRecord) -> _Values:
    return (
        one.id.bytes,
        one.staff_id.bytes,
        one.station,
        one.proof.value,
        _at(one.started_at),
        _at(one.seen_at),
        _at(one.ended_at) if one.ended_at else None,
        one.ended_by,
    )
