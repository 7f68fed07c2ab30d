"""What is kept of a turn once it is over."""

from app.conversation.answering import Course
from app.conversation.chronicle import Exchange
from app.conversation.events import TurnRecord
from app.conversation.history import Message, Speaker
from app.conversation.perception import Perceived
from app.conversation.records import Kept
from app.conversation.speaking import Speech
from app.identity import Resident
from app.ids import AlertId, TurnId
from app.utterance import Utterance


def exchange_of(
    kept: Kept, resident: Resident, turn_id: TurnId, record: TurnRecord, utterance: Utterance
) -> Exchange:
    """Return what was said in a turn, for the chronicle of the day."""
    said = Message(kept.message_id, turn_id, resident.id, Speaker.RESIDENT, utterance.text, kept.at)
    return Exchange(said, " ".join(record.reply), record.level)


def record_of(
    perceived: Perceived,
    speech: Speech,
    course: Course,
    alert_id: AlertId | None,
    total_ms: float,
) -> TurnRecord:
    """Return what is kept of a turn: what was found, who answered, and how long it took."""
    screened, understood = perceived.screened, perceived.understood
    steps = {"recall": course.recall_ms, "reply": course.reply_ms, "total": total_ms}
    return TurnRecord(
        tuple(speech.sentences),
        screened.level,
        screened.action,
        screened.kind,
        screened.flags,
        understood.primary.value,
        tuple(intent.value for intent in understood.secondary),
        course.agent,
        course.tier,
        tuple(course.sources),
        alert_id,
        {**perceived.timings_ms, **steps},
        tuple(speech.disclosure),
        course.recall,
        tuple(f"{tried.tier}: {tried.outcome} ({tried.ms:.0f} ms)" for tried in course.attempts),
        course.prompt,
        answer=perceived.answer.value if perceived.answer else "",
        offered=tuple(intent.value for intent in course.offered),
        proposed=course.proposed,
        strategy=course.strategy,
        dropped=tuple(course.dropped),
        steps=tuple(course.steps),
        origins=tuple(speech.origins),
    )
