"""Making a machine a kiosk, and undoing it: what is wanted, compared with what is there."""

from app.kiosk_setup.changes import Plan, Record, Step, planned, undone
from app.kiosk_setup.errors import KioskSetupError, OnlyRootError
from app.kiosk_setup.places import ABSENT, Place, Wish
from app.kiosk_setup.wishes import KioskWish, Rotation, wishes_of

__all__ = [
    "ABSENT",
    "KioskSetupError",
    "KioskWish",
    "OnlyRootError",
    "Place",
    "Plan",
    "Record",
    "Rotation",
    "Step",
    "Wish",
    "planned",
    "undone",
    "wishes_of",
]
