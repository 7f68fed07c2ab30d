"""Chores: all work that comes by the clock, in one place."""

from app.chores.chore import Chore, ChoreLog, Daily
from app.chores.round import ChoreRound

__all__ = ["Chore", "ChoreLog", "ChoreRound", "Daily"]
