"""Safety: every word a resident says and every sentence Lilo says is screened here."""

from app.safety.crisis_dialogue import CrisisDialogue, CrisisScripts, load_crisis_scripts
from app.safety.errors import SafetyDataError
from app.safety.levels import (
    THRESHOLDS,
    DangerKind,
    Level,
    SafetyAction,
    action_for,
    level_for,
    level_named,
)
from app.safety.outgoing import OutgoingScreen, ScreenedSentence, Withheld, load_outgoing_screen
from app.safety.patterns import PatternSet, load_patterns
from app.safety.rules import load_rule_book
from app.safety.screening import Finding, Screened, Screener, Stage
from app.safety.semantics import Calibration, PatternIndex

__all__ = [
    "THRESHOLDS",
    "Calibration",
    "CrisisDialogue",
    "CrisisScripts",
    "DangerKind",
    "Finding",
    "Level",
    "OutgoingScreen",
    "PatternIndex",
    "PatternSet",
    "SafetyAction",
    "SafetyDataError",
    "Screened",
    "ScreenedSentence",
    "Screener",
    "Stage",
    "Withheld",
    "action_for",
    "level_for",
    "level_named",
    "load_crisis_scripts",
    "load_outgoing_screen",
    "load_patterns",
    "load_rule_book",
]
