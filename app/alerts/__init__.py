"""Alerts: raised, routed, escalated until resolved; and the call button that always works."""

from app.alerts.alert import (
    Alert,
    AlertCause,
    AlertError,
    AlertEvent,
    AlertEventKind,
    AlertRepository,
    AlertSource,
    AlertStatus,
    Outcome,
    alert_from,
    standing_crisis,
)
from app.alerts.call_button import Call, CallButton, Reach, Replayed, replay
from app.alerts.desk import AlertDesk, AlertUnit, OnAlarm
from app.alerts.dispatch import Dispatcher
from app.alerts.escalation import Due, due
from app.alerts.journal import CallJournal, JournalError, JournalledCall
from app.alerts.journal_watch import JournalWatch
from app.alerts.leaving import WordsLeaving
from app.alerts.message import MessageWriter, load_message_words
from app.alerts.notification import (
    Notification,
    NotificationError,
    NotificationId,
    NotificationState,
    OutboxRepository,
)
from app.alerts.outbox import Outbox
from app.alerts.outbox_reader import OutboxReader
from app.alerts.routing import Recipient, Route, RouteError, Routes, routes_of
from app.alerts.target_line import TargetHealth
from app.alerts.targets import Target, TargetError, targets_of
from app.alerts.timekeeper import Timekeeper
from app.breaker import BreakerState

__all__ = [
    "Alert",
    "AlertCause",
    "AlertDesk",
    "AlertError",
    "AlertEvent",
    "AlertEventKind",
    "AlertRepository",
    "AlertSource",
    "AlertStatus",
    "AlertUnit",
    "BreakerState",
    "Call",
    "CallButton",
    "CallJournal",
    "Dispatcher",
    "Due",
    "JournalError",
    "JournalWatch",
    "JournalledCall",
    "MessageWriter",
    "Notification",
    "NotificationError",
    "NotificationId",
    "NotificationState",
    "OnAlarm",
    "Outbox",
    "OutboxReader",
    "OutboxRepository",
    "Outcome",
    "Reach",
    "Recipient",
    "Replayed",
    "Route",
    "RouteError",
    "Routes",
    "Target",
    "TargetError",
    "TargetHealth",
    "Timekeeper",
    "WordsLeaving",
    "alert_from",
    "due",
    "load_message_words",
    "replay",
    "routes_of",
    "standing_crisis",
    "targets_of",
]
