"""Oversight: what the staff window shows, read from everything else."""

from app.oversight.audit_trail import AuditTrail, Trail, TrailRow
from app.oversight.board import (
    AlertCard,
    Board,
    BoardReader,
    ResidentTile,
    RoomCall,
    WatchItem,
)
from app.oversight.notices import Notice, NoticeRepository, NoticeUnit
from app.oversight.progress import AlertProgress, Progress, Whereabouts
from app.oversight.reasons import Reason, told_apart
from app.oversight.reviews import DecidedCase, ReviewReader, Reviews
from app.oversight.shift import ACTIONABLE_TARGET, SHIFT, ShiftFigures, Tally
from app.oversight.silence import SilenceBook, SilenceNote
from app.oversight.speech import SpeechFigures, SpeechReader

__all__ = [
    "ACTIONABLE_TARGET",
    "SHIFT",
    "AlertCard",
    "AlertProgress",
    "AuditTrail",
    "Board",
    "BoardReader",
    "DecidedCase",
    "Notice",
    "NoticeRepository",
    "NoticeUnit",
    "Progress",
    "Reason",
    "ResidentTile",
    "ReviewReader",
    "Reviews",
    "RoomCall",
    "ShiftFigures",
    "SilenceBook",
    "SilenceNote",
    "SpeechFigures",
    "SpeechReader",
    "Tally",
    "Trail",
    "TrailRow",
    "WatchItem",
    "Whereabouts",
    "told_apart",
]
