"""The parts of Willow House's store that hold reviews and messages, as lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from app.alerts import Recipient
from app.alerts.notification import Notification, NotificationId, NotificationState
from app.alerts.target_line import TargetHealth
from app.breaker import BreakerState
from app.ids import AlertEventId, AlertId, MessageId, ResidentId, new_uuid
from app.safety import Level
from app.safety.review import Decision, Doubt, ReviewCase, ReviewCaseId, TriageVote


class Reviews:
    """Cases and decisions."""

    def __init__(self) -> None:
        self.cases: dict[ReviewCaseId, ReviewCase] = {}
        self.decisions: list[Decision] = []

    def add(
        self,
        resident_id: ResidentId,
        words: str,
        at: datetime,
        score: float = 0.55,
        doubts: Sequence[Doubt] = (Doubt.BETWEEN_THRESHOLDS,),
        reasons: Sequence[str] = (),
    ) -> ReviewCase:
        case = ReviewCase(
            ReviewCaseId(new_uuid()),
            resident_id,
            MessageId(new_uuid()),
            at,
            words,
            Level.MODERATE,
            score,
            tuple(reasons),
            tuple(doubts),
        )
        self.cases[case.id] = case
        return case

    def case(self, case_id: ReviewCaseId) -> ReviewCase | None:
        return self.cases.get(case_id)

    def _open(self) -> list[ReviewCase]:
        done = {decision.case_id for decision in self.decisions}
        return [case for case in self.cases.values() if case.id not in done]

    def open_cases(self, limit: int) -> Sequence[ReviewCase]:
        return sorted(self._open(), key=lambda case: (-case.score, case.at))[:limit]

    def count_open(self) -> int:
        return len(self._open())

    def decide(self, decision: Decision) -> None:
        self.decisions.append(decision)

    def votes_on(self, case_ids: Sequence[ReviewCaseId]) -> Mapping[ReviewCaseId, TriageVote]:
        return {}

    def count_set_aside(self, since: datetime) -> int:
        return 0

    def decided(self, since: datetime) -> Sequence[tuple[ReviewCase, Decision]]:
        latest = {d.case_id: d for d in self.decisions}
        return [(self.cases[d.case_id], d) for d in latest.values() if d.at >= since]


class Outbox:
    """Messages, and how the targets do."""

    def __init__(self) -> None:
        self.messages: dict[NotificationId, Notification] = {}
        self.targets: list[TargetHealth] = []

    def keep(
        self,
        at: datetime,
        *,
        alert_id: AlertId | None = None,
        target: str = "Pager",
        state: NotificationState = NotificationState.DEAD,
        fault: str | None = "http_503",
    ) -> Notification:
        message = Notification(
            NotificationId(new_uuid()),
            alert_id or AlertId(new_uuid()),
            AlertEventId(new_uuid()),
            target,
            Recipient.NURSE,
            Level.URGENT,
            "Room 12: urgent",
            "Please come.",
            created_at=at,
            give_up_at=at + timedelta(days=1),
            next_at=at,
            state=state,
            attempts=14,
            last_error=fault,
            done_at=None if state is NotificationState.WAITING else at,
        )
        self.messages[message.id] = message
        return message

    def health(self) -> Sequence[TargetHealth]:
        return tuple(self.targets)

    def fail(self, name: str, at: datetime, fault: str = "timeout") -> None:
        self.targets = [TargetHealth(name, BreakerState.OPEN, None, fault, at)]

    def mend(self, at: datetime) -> None:
        self.targets = [
            replace(one, breaker=BreakerState.CLOSED, last_success_at=at, last_error=None)
            for one in self.targets
        ]

    def get(self, message_id: NotificationId) -> Notification | None:
        return self.messages.get(message_id)

    def save(self, message: Notification) -> None:
        self.messages[message.id] = message

    def dead(self, limit: int) -> Sequence[Notification]:
        dead = [m for m in self.messages.values() if m.state is NotificationState.DEAD]
        return dead[::-1][:limit]

    def to_families(self, limit: int) -> Sequence[Notification]:
        own = [m for m in self.messages.values() if m.recipient is Recipient.FAMILY]
        return [m for m in own if m.level is Level.NONE][::-1][:limit]

    def waiting_count(self) -> int:
        return sum(m.state is NotificationState.WAITING for m in self.messages.values())

    def of_alerts(self, alert_ids: Sequence[AlertId]) -> Sequence[Notification]:
        return [m for m in self.messages.values() if m.alert_id in alert_ids]
