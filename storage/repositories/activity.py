"""Counts over messages and alerts, by their indexes and without anybody's name."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.alerts.alert import AlertEventKind
from app.conversation.history import Speaker
from app.oversight.activity import DangerRaised
from app.safety import DangerKind, Level
from storage.tables import AlertEventRow, AlertHeadRow, MessageRow, ResidentRow


class SqlActivityRepository:
    """Implements `app.oversight.activity.ActivityRepository`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def turns_between(self, since: datetime, until: datetime) -> Sequence[int]:
        """Return how many turns each resident took who took any; `until` is not included."""
        # One stretch of the index per resident, however many messages there are.
        turns = (
            select(func.count())
            .where(MessageRow.resident_id == ResidentRow.id)
            .where(MessageRow.speaker == Speaker.RESIDENT.value)
            .where(MessageRow.at >= since, MessageRow.at < until)
            .scalar_subquery()
        )
        rows = self._session.execute(select(ResidentRow.id, turns))
        return [count for _, count in rows if count]

    def dangers_since(self, moment: datetime) -> Sequence[DangerRaised]:
        """Return what was raised about dangers at or after the moment."""
        rows = self._session.execute(
            select(
                AlertHeadRow.alert_id,
                AlertHeadRow.raised_at,
                AlertEventRow.kind,
                AlertEventRow.danger,
                AlertEventRow.level,
            )
            .join(AlertEventRow, AlertEventRow.alert_id == AlertHeadRow.alert_id)
            # Both, so that the index of open and resolved ones is used.
            .where(AlertHeadRow.is_open.in_([True, False]), AlertHeadRow.raised_at >= moment)
            .order_by(AlertHeadRow.alert_id, AlertEventRow.sequence)
        )
        found = []
        for _, events in groupby(rows, key=lambda row: row.alert_id):
            steps = list(events)
            causes = [step for step in steps if step.danger is not None]
            if causes:
                gravest = max(causes, key=lambda step: step.level)
                level = max(step.level for step in steps if step.level is not None)
                tier = sum(step.kind == AlertEventKind.ESCALATED.value for step in steps)
                found.append(
                    DangerRaised(gravest.raised_at, DangerKind(gravest.danger), Level(level), tier)
                )
        return found
