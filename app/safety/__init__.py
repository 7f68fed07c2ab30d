"""Safety: every word a resident says and every sentence Lilo says is screened here."""

from app.safety.crisis_dialogue import CrisisDialogue, begin_crisis
from app.safety.crisis_scripts import CrisisScripts, load_crisis_scripts
from app.safety.disclosure import (
    Disclosure,
    DisclosureBook,
    DisclosureRepository,
    Occasion,
    load_disclosure_book,
    occasion,
)
from app.safety.errors import SafetyDataError
from app.safety.explaining import lines_to_explain_by
from app.safety.findings import Finding, Stage
from app.safety.fusion import RiskPicture, Weights, load_weights
from app.safety.levels import (
    THRESHOLDS,
    DangerKind,
    Level,
    SafetyAction,
    action_for,
    level_for,
    level_named,
)
from app.safety.neighbours import Neighbour
from app.safety.outgoing import OutgoingScreen, ScreenedSentence, Withheld, load_outgoing_screen
from app.safety.patterns import DangerLine, PatternSet, load_danger_lines, load_patterns
from app.safety.review import (
    Decision,
    Doubt,
    ReviewCase,
    ReviewCaseId,
    ReviewDesk,
    ReviewItem,
    ReviewQueue,
    ReviewRepository,
    TriageVote,
    Verdict,
    doubts_of,
)
from app.safety.rules import RuleBook, load_rule_book
from app.safety.rules_watch import watch_rules
from app.safety.screening import Screened, Screener, raised
from app.safety.semantics import DangerReader, Likeness, Operating, score_of
from app.safety.trajectory import Reading, ReadingRepository, TrendRules, load_trend_rules
from app.safety.triage import Triage, load_triage
from app.safety.triage_voter import TriageVoter
from app.safety.weighing import Weighed, Weigher

__all__ = [
    "THRESHOLDS",
    "CrisisDialogue",
    "CrisisScripts",
    "DangerKind",
    "DangerLine",
    "DangerReader",
    "Decision",
    "Disclosure",
    "DisclosureBook",
    "DisclosureRepository",
    "Doubt",
    "Finding",
    "Level",
    "Likeness",
    "Neighbour",
    "Occasion",
    "Operating",
    "OutgoingScreen",
    "PatternSet",
    "Reading",
    "ReadingRepository",
    "ReviewCase",
    "ReviewCaseId",
    "ReviewDesk",
    "ReviewItem",
    "ReviewQueue",
    "ReviewRepository",
    "RiskPicture",
    "RuleBook",
    "SafetyAction",
    "SafetyDataError",
    "Screened",
    "ScreenedSentence",
    "Screener",
    "Stage",
    "TrendRules",
    "Triage",
    "TriageVote",
    "TriageVoter",
    "Verdict",
    "Weighed",
    "Weigher",
    "Weights",
    "Withheld",
    "action_for",
    "begin_crisis",
    "doubts_of",
    "level_for",
    "level_named",
    "lines_to_explain_by",
    "load_crisis_scripts",
    "load_danger_lines",
    "load_disclosure_book",
    "load_outgoing_screen",
    "load_patterns",
    "load_rule_book",
    "load_trend_rules",
    "load_triage",
    "load_weights",
    "occasion",
    "raised",
    "score_of",
    "watch_rules",
]
