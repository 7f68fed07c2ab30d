"""What stands on an alert's card, derived from the board."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from app.alerts import Alert, AlertEventKind, AlertStatus
from app.ids import AlertId, ResidentId, StaffId
from app.oversight import AlertCard, Board
from app.safety import Level
from ui.staff.live.waiting import RoomCallView
from ui.staff.look.priority import Priority, priority_of
from ui.staff.now.card_facts import Changes, changes_of, facts_of, shown_facts_of, why_of
from ui.staff.now.emergency import EmergencyView, emergency_of
from ui.staff.services import EmergencyCall
from ui.staff.wording.language import Language, one_line


@dataclass(frozen=True, slots=True)
class CardView:
    """One alert, in words for staff.

    Attributes:
        title: resident and room.
        quote: the resident's own words in quotation marks, or that the button was pressed.
        why_heading, why: in one line, what it is about and what is on record.
        shown_facts: what must be seen at once, as pairs of a short name and the words: what the
            resident answered, and who outside could not be told.
        facts: pairs of a short name and what else is known, in the order a nurse asks.
        risk_notes: what is written beside the risk factors, a line each.
        since: when the waiting, or the being looked after, began.
        caption: what has been going on since then.
        raised: when it was raised and how often, and how soon it was answered.
        is_waiting: nobody has it, so somebody must go.
        can_take: whoever looks may say that they go: it waits, or was handed to them.
        can_arrive: they may say that they are with the resident.
        can_release: they may give it back.
        opens: whose record can be opened from here; None where it cannot.
        notice: something to know before all else, or empty.
        due_at: when something happens by itself next; None where that is not known.
        due_words: what happens then, with {left} for the time until then.
        emergency: whom to call and what to say; None where it is not that grave.
        alarms: how often it has sounded anew.
        is_undelivered: no staff screen has shown its present alarm yet.
        closed_elsewhere: another screen resolved it while a note was being written here.
    """

    id: AlertId
    priority: Priority
    level: Level
    badge: str
    title: str
    quote: str
    why_heading: str
    why: str
    shown_facts: tuple[tuple[str, str], ...]
    facts: tuple[tuple[str, str], ...]
    risk_notes: str
    since: datetime
    caption: str
    raised: str
    is_waiting: bool
    notice: str = ""
    closed_elsewhere: bool = False
    due_at: datetime | None = None
    due_words: str = ""
    emergency: EmergencyView | None = None
    alarms: int = 1
    is_undelivered: bool = False
    can_take: bool = False
    can_arrive: bool = False
    can_release: bool = False
    opens: ResidentId | None = None


@dataclass(frozen=True, slots=True)
class Viewpoint:
    """Whose card it is and where it is looked at.

    Attributes:
        me: who is signed in.
        facility: name of the house, for the emergency call.
        call: number and address for the emergency call, or None.
        may_release: they may give back what somebody else has.
        may_open: they may open residents' records.
    """

    me: StaffId | None = None
    facility: str = ""
    call: EmergencyCall | None = None
    may_release: bool = False
    may_open: bool = False


def cards_of(board: Board, language: Language, point: Viewpoint) -> tuple[CardView, ...]:
    """Derive the cards of all open alerts."""
    changes = changes_of(board.tiles)
    return tuple(_card(card, changes, board.at, language, point) for card in board.cards)


def in_order(
    cards: Sequence[CardView], calls: Sequence[RoomCallView]
) -> tuple[CardView | RoomCallView, ...]:
    """Put alerts and kept calls in one order: gravest, then waiting before taken, then longest."""
    ranked: list[tuple[tuple[int, bool, datetime], CardView | RoomCallView]] = [
        ((-card.level, not card.is_waiting, card.since), card) for card in cards
    ]
    ranked += [((-call.level, False, call.since), call) for call in calls]
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
    over = replace(kept, is_waiting=False, can_take=False, can_arrive=False, can_release=False)
    return (replace(over, closed_elsewhere=not is_own), *cards)


def _card(
    card: AlertCard, changes: Changes, now: datetime, language: Language, point: Viewpoint
) -> CardView:
    alert, words = card.alert, language.words
    priority = priority_of(alert.cause)
    is_waiting = alert.status is AlertStatus.WAITING
    is_mine = not is_waiting and point.me is not None and alert.acknowledged_by == point.me
    return CardView(
        alert.id,
        priority,
        alert.cause.level,
        f"{priority.symbols} {words.priorities[priority]}",
        _title(card, language),
        _quote(alert, priority, language),
        language.words.now.why if alert.cause.words else language.words.now.record,
        why_of(card, changes, language),
        shown_facts_of(card, now, language),
        facts_of(card, now, language),
        "\n".join(f"{words.risks[risk.kind]}: {risk.note}" for risk in card.risk_factors),
        alert.raised_at if is_waiting else _looked_after_since(alert),
        _caption(card, language, point.me),
        _raised(card, now, language),
        is_waiting,
        _notice(card, now, language, point.me),
        due_at=card.due.at if card.due else None,
        due_words=_due_words(card, language),
        emergency=emergency_of(card, language, point.facility, point.call),
        alarms=alert.alarms,
        is_undelivered=alert.is_open and alert.delivered_at is None,
        can_take=is_waiting or (is_mine and alert.handed_over_by is not None),
        can_arrive=not is_waiting and (alert.arrived_by is None or alert.arrived_by != point.me),
        can_release=is_mine or (point.may_release and not is_waiting),
        opens=alert.resident_id if point.may_open and card.resident_name else None,
    )


def _looked_after_since(alert: Alert) -> datetime:
    return alert.arrived_at or alert.acknowledged_at or alert.raised_at


def _title(card: AlertCard, language: Language) -> str:
    words = language.words.now
    name = card.resident_name or words.nobody_known
    if not card.room:
        return f"{name} · {words.room_unknown}"
    return words.person.format(name=name, room=card.room)


def _quote(alert: Alert, priority: Priority, language: Language) -> str:
    if said := one_line(alert.cause.words):
        return language.words.now.quote.format(words=said)
    if priority is Priority.DISTRESS:
        return language.words.now.distress
    return language.words.now.call_button.of(alert.times_raised)


def _caption(card: AlertCard, language: Language, me: StaffId | None) -> str:
    words = language.words.now
    if card.alert.status is AlertStatus.WAITING:
        return words.waiting
    if card.alert.arrived_by:
        if me == card.alert.arrived_by:
            return words.you_are_there
        return words.there.format(name=card.there or words.someone)
    if card.alert.handed_over_by:
        giver, taker = card.handed_by or words.someone, card.taken_by or words.someone
        return words.since_handed_over.format(name=giver, to=taker)
    if me and card.alert.acknowledged_by == me:
        return words.since_taken_by_you
    return words.since_taken_by.format(name=card.taken_by or words.someone)


def _notice(card: AlertCard, now: datetime, language: Language, me: StaffId | None) -> str:
    words, alert = language.words.now, card.alert
    if alert.status is not AlertStatus.WAITING:
        is_handed = alert.handed_over_by is not None and me == alert.acknowledged_by
        giver = card.handed_by or words.someone
        return words.handed_to_you.format(name=giver) if is_handed else ""
    parts = []
    if alert.released_by:
        parts.append(words.released.format(name=card.released_by or words.someone))
    if alert.acknowledged_at and card.is_overdue:
        form = words.overdue if card.taken_by else words.overdue_nobody
        minutes = (alert.alarmed_at - alert.acknowledged_at).total_seconds() // 60
        when = language.when(alert.acknowledged_at, now)
        parts.append(form.format(name=card.taken_by, time=when, minutes=round(minutes)))
    elif alert.acknowledged_by:
        form = words.graver if card.taken_by else words.graver_nobody
        parts.append(form.format(name=card.taken_by))
    if alert.tier and card.told:
        roles = ", ".join(language.words.roles[role] for role in card.told)
        parts.append(words.passed_on.format(roles=roles))
    elif alert.alarms > 1 and not (alert.acknowledged_by or alert.released_by):
        parts.append(words.still_waiting.format(times=language.number(alert.alarms)))
    return " ".join(parts)


def _due_words(card: AlertCard, language: Language) -> str:
    words = language.words.now
    if card.due is None:
        return ""
    if card.alert.status is AlertStatus.ACKNOWLEDGED:
        return words.resolve_in
    is_passed_on = card.due.kind is AlertEventKind.ESCALATED
    return words.escalates_in if is_passed_on else words.sounds_in


def _raised(card: AlertCard, now: datetime, language: Language) -> str:
    alert = card.alert
    words, first = language.words.now, language.when(alert.raised_at, now)
    said = words.raised_once.format(time=first)
    if alert.times_raised > 1 and alert.cause.words:
        said = words.raised_times.format(times=alert.times_raised, time=first)
    answered_at = card.first_taken_at or alert.acknowledged_at
    if alert.status is AlertStatus.ACKNOWLEDGED and answered_at:
        waited = language.lasted(answered_at - alert.raised_at)
        said += "\n" + words.answered_after.format(waited=waited)
    return said
