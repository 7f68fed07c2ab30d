"""Alerts: raised, acknowledged, resolved; and the call button that always works."""

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
)
from app.alerts.call_button import Call, CallButton, Reach, replay
from app.alerts.desk import AlertDesk, AlertUnit
from app.alerts.journal import CallJournal, JournalError, JournalledCall

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
    "Call",
    "CallButton",
    "CallJournal",
    "JournalError",
    "JournalledCall",
    "Outcome",
    "Reach",
    "alert_from",
    "replay",
]
