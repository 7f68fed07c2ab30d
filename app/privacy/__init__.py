"""Privacy: what may be written down where."""

from app.privacy.holds import HeldError, HoldBook, refuse_if_held
from app.privacy.leaving import Judged, Leaving, judge
from app.privacy.log_redaction import keep_listed, start_logging
from app.privacy.redaction import Redactor, redactor_for

__all__ = [
    "HeldError",
    "HoldBook",
    "Judged",
    "Leaving",
    "Redactor",
    "judge",
    "keep_listed",
    "redactor_for",
    "refuse_if_held",
    "start_logging",
]
