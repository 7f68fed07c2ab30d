"""Custody of personal records: how long they are kept, and giving, holding and erasing them."""

from app.custody.decisions import (
    Decision,
    DecisionKind,
    Standing,
    standing_of,
)
from app.custody.desk import CustodyDesk, CustodyError, Erased
from app.custody.keeper import CustodyKeeper
from app.custody.records import CustodyUnit, CustodyUnits, PersonalRecords
from app.custody.retaining import RETENTION_KINDS, Retention, RetentionKind

__all__ = [
    "RETENTION_KINDS",
    "CustodyDesk",
    "CustodyError",
    "CustodyKeeper",
    "CustodyUnit",
    "CustodyUnits",
    "Decision",
    "DecisionKind",
    "Erased",
    "PersonalRecords",
    "Retention",
    "RetentionKind",
    "Standing",
    "standing_of",
]
