"""Presence: who is in front of a screen, and who lives here."""

from app.presence.doorkeeper import (
    Doorkeeper,
    Face,
    PinBlockedError,
    PinError,
    PortraitError,
)
from app.presence.doors import Door, DoorRepository, Residence, ResidenceLog
from app.presence.picture_pin import LENGTH, PICTURES
from app.presence.place import CrisisPlace, Place, PlaceBook, PlaceRepository
from app.presence.quiet import Quiet, QuietRules, quiet_after
from app.presence.roll import Roll, RollCall

__all__ = [
    "LENGTH",
    "PICTURES",
    "CrisisPlace",
    "Door",
    "DoorRepository",
    "Doorkeeper",
    "Face",
    "PinBlockedError",
    "PinError",
    "Place",
    "PlaceBook",
    "PlaceRepository",
    "PortraitError",
    "Quiet",
    "QuietRules",
    "Residence",
    "ResidenceLog",
    "Roll",
    "RollCall",
    "quiet_after",
]
