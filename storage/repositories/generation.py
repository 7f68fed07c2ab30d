"""Usage, stop orders and dead letters on their tables."""

from collections.abc import Collection, Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID

from sqlalchemy import Text, delete, func, select, type_coerce
from sqlalchemy.orm import Session

from app.generation.usage import DeadLetter, Spent, StopOrder, Usage, UsageLine
from app.ids import MessageId, ResidentId
from storage.tables import DeadLetterRow, GenerationStopRow, GenerationUsageRow

_TOKENS = func.coalesce(func.sum(GenerationUsageRow.tokens_in + GenerationUsageRow.tokens_out), 0)
_WEEK = timedelta(days=7)
_HOUR = timedelta(hours=1)
_HOURS_KNOWN = 10
"""Hours with use before "usual" means anything."""


class SqlGenerationRepository:
    """Implements `app.generation.usage.GenerationRepository`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add_usage(self, usage: Usage) -> None:
        """Keep what a generation cost."""
        self._session.add(
            GenerationUsageRow(
                turn_id=usage.turn_id,
                resident_id=usage.resident_id,
                at=usage.at,
                purpose=usage.purpose,
                tier=usage.tier,
                model=usage.model,
                prompt=usage.prompt,
                tokens_in=usage.tokens_in,
                tokens_out=usage.tokens_out,
                tokens_cached=usage.tokens_cached,
                seconds=usage.seconds,
                ended=usage.ended,
            )
        )
        self._session.flush()

    def spent(self, resident_id: ResidentId | None, now: datetime, midnight: datetime) -> Spent:
        """Return what has been spent."""
        hour_ago, at = now - _HOUR, GenerationUsageRow.at
        of_resident = select(_TOKENS).where(
            GenerationUsageRow.resident_id == resident_id, at >= hour_ago
        )
        hour = self._session.scalar(of_resident) if resident_id is not None else 0
        day = self._session.scalar(select(_TOKENS).where(at >= midnight.astimezone(UTC)))
        house = self._session.scalar(select(_TOKENS).where(at >= hour_ago))
        return Spent(hour or 0, day or 0, self._usual_hour(hour_ago), house or 0)

    def report(self, since: datetime, zone_offset_s: int) -> Sequence[UsageLine]:
        """Return usage per day, resident and model, newest day first."""
        row = GenerationUsageRow
        rows = self._session.scalars(select(row).where(row.at >= since.astimezone(UTC)))
        lines: dict[tuple[object, ...], UsageLine] = {}
        for used in rows:
            day = (used.at + timedelta(seconds=zone_offset_s)).date()
            key = (day, used.resident_id, used.model)
            owner = ResidentId(used.resident_id) if used.resident_id else None
            line = lines.get(key) or UsageLine(day, owner, used.model, 0, 0, 0, 0.0)
            lines[key] = UsageLine(
                day,
                owner,
                used.model,
                line.generations + 1,
                line.tokens_in + used.tokens_in,
                line.tokens_out + used.tokens_out,
                line.seconds + used.seconds,
            )
        return sorted(lines.values(), key=lambda line: line.day, reverse=True)

    def add_stop(self, order: StopOrder) -> None:
        """Keep a stop order, or its end."""
        self._session.add(
            GenerationStopRow(at=order.at, by=order.by, stopped=order.stopped, reason=order.reason)
        )
        self._session.flush()

    def last_stop(self) -> StopOrder | None:
        """Return the latest order, or None."""
        newest = select(GenerationStopRow).order_by(GenerationStopRow.sequence.desc()).limit(1)
        row = self._session.scalars(newest).first()
        return StopOrder(row.at, row.by, row.stopped, row.reason) if row else None

    def add_dead_letter(self, letter: DeadLetter) -> None:
        """Keep what a program did not get."""
        self._session.add(
            DeadLetterRow(
                at=letter.at,
                purpose=letter.purpose,
                schema_name=letter.schema_name,
                model=letter.model,
                attempts=[dict(attempt) for attempt in letter.attempts],
                resident_id=letter.resident_id,
                messages=[str(one) for one in letter.messages],
            )
        )
        self._session.flush()

    def dead_letters(self, limit: int) -> Sequence[DeadLetter]:
        """Return the newest first."""
        newest = select(DeadLetterRow).order_by(DeadLetterRow.sequence.desc()).limit(limit)
        return [
            DeadLetter(
                row.at,
                row.purpose,
                row.schema_name,
                row.model,
                tuple(row.attempts),
                ResidentId(row.resident_id) if row.resident_id else None,
                tuple(MessageId(UUID(one)) for one in row.messages),
            )
            for row in self._session.scalars(newest)
        ]

    def remove_dead_letters(
        self, resident_id: ResidentId, about: Collection[MessageId] | None = None
    ) -> None:
        """Remove a resident's letters about messages, and those of which that is not known."""
        row = DeadLetterRow
        kept = self._session.execute(
            select(row.sequence, row.messages).where(row.resident_id == resident_id)
        )
        named = None if about is None else {str(one) for one in about}
        gone = [
            sequence
            for sequence, messages in kept
            if named is None or not messages or not named.isdisjoint(messages)
        ]
        self._session.execute(delete(row).where(row.sequence.in_(gone)))

    def _usual_hour(self, before: datetime) -> float:
        """Return what an hour with any use took on average in the week before; 0 when unknown."""
        at = GenerationUsageRow.at
        # Moments are kept as ISO text: the first thirteen signs name the hour.
        hours = func.count(func.distinct(func.substr(type_coerce(at, Text), 1, 13)))
        used = select(_TOKENS, hours).where(at >= before - _WEEK, at < before)
        tokens, different = self._session.execute(used).one()
        return tokens / different if different >= _HOURS_KNOWN else 0.0
