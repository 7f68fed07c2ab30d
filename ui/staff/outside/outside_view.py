"""What stands on the Messages page, derived from the outbox and the targets."""

from dataclasses import dataclass
from datetime import datetime

from app.alerts.notification import Notification, NotificationId, NotificationState
from app.alerts.target_line import TargetHealth
from app.breaker import BreakerState
from ui.staff.wording.language import Language

_HTTP = "http_"


@dataclass(frozen=True, slots=True)
class TargetView:
    """One target: how it is doing, told apart by symbol and word, not by colour alone."""

    name: str
    state: str
    is_failing: bool


@dataclass(frozen=True, slots=True)
class DeadView:
    """A message that was given up, and why."""

    id: NotificationId
    title: str
    detail: str


def target_of(health: TargetHealth, now: datetime, language: Language) -> TargetView:
    """Derive a target's line."""
    words = language.words.messages
    is_failing = health.breaker is not BreakerState.CLOSED
    fault = fault_words(health.last_error, language)
    when = language.when(health.last_error_at, now) if health.last_error_at else ""
    if health.breaker is BreakerState.OPEN:
        state = words.paused.format(fault=fault, when=when)
    elif is_failing:
        state = words.trying
    elif health.last_error:
        state = words.stumbles.format(fault=fault, when=when)
    elif health.last_success_at:
        state = words.works.format(when=language.when(health.last_success_at, now))
    else:
        state = words.untried
    symbol = "✕" if is_failing else "✓" if health.last_success_at else "○"
    return TargetView(f"{symbol} {health.name}", state, is_failing)


def dead_of(message: Notification, now: datetime, language: Language) -> DeadView:
    """Derive the line of a message that was given up."""
    words = language.words.messages
    detail = words.dead_detail.format(
        target=message.target,
        role=language.words.roles[message.recipient],
        when=language.when(message.done_at or message.created_at, now),
        attempts=language.counted(words.attempts, message.attempts),
        fault=fault_words(message.last_error, language),
    )
    return DeadView(message.id, words.dead_line.format(title=message.title), detail)


def family_line(message: Notification, now: datetime, language: Language) -> str:
    """Return the line of a message of a resident to the family; never its words."""
    words = language.words.messages
    said = words.family_states
    state = {
        NotificationState.WAITING: said.waiting,
        NotificationState.SENT: said.sent,
        NotificationState.DEAD: said.dead,
        NotificationState.OBSOLETE: said.obsolete,
    }[message.state]
    return words.family_line.format(
        title=message.title,
        target=message.target,
        state=state,
        when=language.when(message.done_at or message.created_at, now),
    )


def fault_words(fault: str | None, language: Language) -> str:
    """Say in words why a message was not accepted."""
    words = language.words
    if fault is None:
        return words.messages.fault_unknown
    if fault.startswith(_HTTP):
        return words.messages.fault_http.format(fault=fault.removeprefix(_HTTP))
    return words.faults.get(fault) or words.messages.fault_other.format(fault=fault)
