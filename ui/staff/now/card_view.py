"""What stands on an alert's card, derived from the board."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from app.alerts import Alert, AlertStatus
from app.clinical import ScaleId
from app.ids import AlertId, ResidentId, StaffId
from app.oversight import AlertCard, Board, ResidentTile
from app.safety import Level
from ui.staff.live.waiting import CALL_LEVEL, RoomCallView
from ui.staff.look.priority import Priority, priority_of
from ui.staff.wording.language import Language, one_line

_BETWEEN = " · "
_Changes = Mapping[tuple[ResidentId, ScaleId], int]


@dataclass(frozen=True, slots=True)
class CardView:
    """One alert, in words for staff.

    Attributes:
        title: resident and room.
        quote: the resident's own words in quotation marks, or that the button was pressed.
        facts: pairs of a short name and what is known, in the order a nurse asks.
        risk_notes: what is written beside the risk factors, a line each.
        since: when the waiting, or the being looked after, began.
        caption: what has been going on since then.
        raised: when it was raised and how often, and how soon it was answered.
        is_waiting: nobody has it, so somebody must go.
        notice: something to know before all else, or empty.
        closed_elsewhere: another screen resolved it while a note was being written here.
    """

    id: AlertId
    priority: Priority
    level: Level
    badge: str
    title: str
    quote: str
    facts: tuple[tuple[str, str], ...]
    risk_notes: str
    since: datetime
    caption: str
    raised: str
    is_waiting: bool
    notice: str = ""
    closed_elsewhere: bool = False


def cards_of(board: Board, language: Language, me: StaffId | None) -> tuple[CardView, ...]:
    """Derive the cards of all open alerts."""
    changes = _changes(board.tiles)
    return tuple(_card(card, changes, board.at, language, me) for card in board.cards)


def in_order(
    cards: Sequence[CardView], calls: Sequence[RoomCallView]
) -> tuple[CardView | RoomCallView, ...]:
    """Put alerts and kept calls in one order: gravest, then waiting before taken, then longest."""
    ranked: list[tuple[tuple[int, bool, datetime], CardView | RoomCallView]] = [
        ((-card.level, not card.is_waiting, card.since), card) for card in cards
    ]
    ranked += [((-CALL_LEVEL, False, call.since), call) for call in calls]
    return tuple(entry for _, entry in sorted(ranked, key=lambda pair: pair[0]))


def keep_open(
    cards: Sequence[CardView], kept: CardView | None, *, is_own: bool
) -> tuple[CardView, ...]:
    """Keep the card that is being worked on, even if its alert has been resolved meanwhile.

    Args:
        is_own: this screen's own resolution is on its way, so nobody else need be named.
    """
    if kept is None or any(card.id == kept.id for card in cards):
        return tuple(cards)
    return (replace(kept, is_waiting=False, closed_elsewhere=not is_own), *cards)


def _card(
    card: AlertCard, changes: _Changes, now: datetime, language: Language, me: StaffId | None
) -> CardView:
    alert, words = card.alert, language.words
    priority = priority_of(alert.cause)
    is_waiting = alert.status is AlertStatus.WAITING
    return CardView(
        alert.id,
        priority,
        alert.cause.level,
        f"{priority.symbols} {words.priorities[priority]}",
        words.now.person.format(name=card.resident_name, room=card.room),
        _quote(alert, language),
        tuple(_facts(card, changes, language)),
        "\n".join(f"{words.risks[risk.kind]}: {risk.note}" for risk in card.risk_factors),
        alert.raised_at if is_waiting else alert.acknowledged_at or alert.raised_at,
        _caption(card, language, me),
        _raised(alert, now, language),
        is_waiting,
        _notice(card, language),
    )


def _quote(alert: Alert, language: Language) -> str:
    if said := one_line(alert.cause.words):
        return language.words.now.quote.format(words=said)
    return language.words.now.call_button.of(alert.times_raised)


def _caption(card: AlertCard, language: Language, me: StaffId | None) -> str:
    words = language.words.now
    if card.alert.status is AlertStatus.WAITING:
        return words.waiting
    if me and card.alert.acknowledged_by == me:
        return words.since_taken_by_you
    return words.since_taken_by.format(name=card.taken_by or words.someone)


def _notice(card: AlertCard, language: Language) -> str:
    if card.alert.status is not AlertStatus.WAITING or not card.alert.acknowledged_by:
        return ""
    words = language.words.now
    return words.graver.format(name=card.taken_by) if card.taken_by else words.graver_nobody


def _facts(card: AlertCard, changes: _Changes, language: Language) -> list[tuple[str, str]]:
    words, alert = language.words.now, card.alert
    facts = []
    if alert.cause.words:
        facts.append((words.why, _why(alert, language)))
    facts.append((words.record, _record(card, changes, language)))
    if alert.answers:
        facts.append((words.answers, "\n".join(one_line(answer) for answer in alert.answers)))
    return facts


def _why(alert: Alert, language: Language) -> str:
    cause = alert.cause
    kind = [language.words.kinds[cause.kind]] if cause.kind else []
    score = language.words.now.score.format(score=f"{cause.score:.2f}")
    return _BETWEEN.join([*kind, *map(one_line, cause.reasons), score])


def _record(card: AlertCard, changes: _Changes, language: Language) -> str:
    words = language.words
    parts = []
    for score in card.latest_scores:
        change = changes.get((score.resident_id, score.scale), 0)
        form = words.now.scale_changed if change else words.now.scale
        parts.append(form.format(scale=score.scale.label, total=score.total, change=signed(change)))
    parts += [words.risks[risk.kind] for risk in card.risk_factors]
    return _BETWEEN.join(parts) or words.now.nothing_recorded


def _raised(alert: Alert, now: datetime, language: Language) -> str:
    words, first = language.words.now, language.when(alert.raised_at, now)
    said = words.raised_once.format(time=first)
    if alert.times_raised > 1 and alert.cause.words:
        said = words.raised_times.format(times=alert.times_raised, time=first)
    if alert.status is AlertStatus.ACKNOWLEDGED and alert.acknowledged_at:
        waited = language.lasted(alert.acknowledged_at - alert.raised_at)
        said += "\n" + words.answered_after.format(waited=waited)
    return said


def _changes(tiles: Sequence[ResidentTile]) -> _Changes:
    return {
        (tile.latest.resident_id, tile.latest.scale): tile.trend[-1] - tile.trend[-2]
        for tile in tiles
        if tile.latest and len(tile.trend) > 1
    }


def signed(change: int) -> str:
    """Return a change with the arrow of its direction, such as "▲6"."""
    return f"{'▲' if change > 0 else '▼'}{abs(change)}" if change else ""
