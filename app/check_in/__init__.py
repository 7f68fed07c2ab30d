"""Check-ins: taking scales with residents, telling staff what is grave, and what came of it."""

from app.check_in.desk import CheckInDesk
from app.check_in.escalation import Escalation, load_escalation
from app.check_in.score_book import ResidentRecord, ScoreBook
from app.check_in.standing import Ended, Offer, Question, Remark, StaleAnswerError, Standing

__all__ = [
    "CheckInDesk",
    "Ended",
    "Escalation",
    "Offer",
    "Question",
    "Remark",
    "ResidentRecord",
    "ScoreBook",
    "StaleAnswerError",
    "Standing",
    "load_escalation",
]
