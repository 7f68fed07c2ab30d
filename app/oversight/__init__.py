"""Oversight: what the staff window shows, read from everything else."""

from app.oversight.audit_trail import AuditTrail, Trail, TrailRow
from app.oversight.board import (
    AlertCard,
    Board,
    BoardReader,
    ResidentTile,
    RoomCall,
    ShiftFigures,
    WatchItem,
)
from app.oversight.progress import AlertProgress, Progress

__all__ = [
    "AlertCard",
    "AlertProgress",
    "AuditTrail",
    "Board",
    "BoardReader",
    "Progress",
    "ResidentTile",
    "RoomCall",
    "ShiftFigures",
    "Trail",
    "TrailRow",
    "WatchItem",
]
