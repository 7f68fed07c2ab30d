"""What stands on an alert's card."""

from dataclasses import replace
from datetime import timedelta

import pytest
from staff_samples import (
    CALL,
    DANA,
    MARGARET,
    NOW,
    WORDS,
    alert,
    board,
    card,
    room_call,
    score,
    taken,
    tile,
)

from app.alerts import AlertCause, AlertSource, AlertStatus
from app.clinical import ScaleId
from app.identity import RiskFactor, RiskKind
from app.ids import StaffId, new_uuid
from app.oversight import AlertCard, ResidentTile
from app.safety import Level
from ui.staff.live.waiting import RoomCallView
from ui.staff.look.priority import Priority
from ui.staff.now.card_facts import signed
from ui.staff.now.card_view import CardView, Viewpoint, cards_of, in_order, keep_open
from ui.staff.wording.language import Language


def view(
    language: Language,
    made: AlertCard,
    me: StaffId | None = None,
    tiles: tuple[ResidentTile, ...] = (),
) -> CardView:
    return cards_of(board(made, tiles=tiles), language, Viewpoint(me))[0]


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def facts(shown: CardView) -> dict[str, str]:
    return {name: plain(value) for name, value in shown.facts}


def told(language: Language, made: AlertCard, me: StaffId | None) -> tuple[str, str]:
    shown = view(language, made, me)
    return shown.caption, shown.notice


@pytest.mark.parametrize(
    ("source", "level", "priority", "badge"),
    [
        (AlertSource.WORDS, Level.IMMEDIATE, Priority.IMMEDIATE, "▲▲ IMMEDIATE"),
        (AlertSource.WORDS, Level.URGENT, Priority.URGENT, "▲ URGENT"),
        (AlertSource.WORDS, Level.ELEVATED, Priority.ELEVATED, "△ ELEVATED"),
        (AlertSource.WORDS, Level.MODERATE, Priority.ELEVATED, "△ ELEVATED"),
        (AlertSource.CALL_BUTTON, Level.URGENT, Priority.CALL, "● CALL"),
    ],
)
def test_symbol_and_word_together(
    language: Language, source: AlertSource, level: Level, priority: Priority, badge: str
) -> None:
    shown = view(language, card(alert(AlertCause(source, level))))
    assert (shown.priority, shown.badge) == (priority, badge)


def test_an_alert_from_words(language: Language) -> None:
    made = alert(answers=("Do you have them with you? Yes",))
    risks = (RiskFactor(RiskKind.PREVIOUS_ATTEMPT, "1998, tablets."),)
    shown = view(language, card(made, scores=(score(18), score(8, ScaleId.UCLA3)), risks=risks))
    assert plain(shown.title) == "Margaret Ellis · Room 12"
    assert shown.quote == "“I’ve been saving them up”"
    assert facts(shown) == {
        "The words": "Says that means are at hand",
        "Examples": "Sounds like: “I’ve put them by”",
        "Told": "staff screens, not shown yet",
    }
    assert shown.why_heading == "Why"
    assert plain(shown.why) == ("Suicide · Lilo is sure · PHQ-9 18 · UCLA-3 8 · Previous attempt")
    assert shown.shown_facts == (("Answers", "Do you have them with you? Yes"),)
    assert shown.risk_notes == "Previous attempt: 1998, tablets."
    assert (shown.caption, shown.raised, shown.is_waiting) == (
        "waiting",
        "raised at 18:41",
        True,
    )
    assert shown.since == NOW - timedelta(seconds=18)


def test_a_change_since_the_time_before(language: Language) -> None:
    shown = view(language, card(alert(), scores=(score(18),)), tiles=(tile((12, 18)),))
    assert plain(shown.why).endswith("PHQ-9 18 (▲6)")


@pytest.mark.parametrize(
    ("score", "said"),
    [
        (0.97, "Lilo is sure"),
        (0.85, "Lilo is sure"),
        (0.84, "Lilo is fairly sure"),
        (0.6, "Lilo is fairly sure"),
        (0.59, "Lilo is not sure"),
    ],
)
def test_how_sure_lilo_is_in_words(language: Language, score: float, said: str) -> None:
    shown = view(language, card(alert(replace(WORDS, score=score))))
    assert f" · {said} · " in shown.why


def test_who_is_there_is_said_of_each_as_they_are(language: Language) -> None:
    rosa = StaffId(new_uuid())
    there = card(replace(taken(alert()), arrived_at=NOW, arrived_by=rosa), taken_by="Dana")
    named = replace(there, there="Rosa")
    assert told(language, named, DANA.id) == ("Rosa is with them", "")
    assert told(language, named, rosa) == ("you are with them", "")
    assert told(language, there, DANA.id) == ("Someone is with them", "")
    assert view(language, named).since == NOW
    assert (view(language, named, DANA.id).can_arrive, view(language, named, rosa).can_arrive) == (
        True,
        False,
    )


def test_what_was_handed_over_is_taken_by_whoever_has_it(language: Language) -> None:
    rosa = StaffId(new_uuid())
    made = card(replace(taken(alert()), handed_over_by=rosa), taken_by="Dana")
    handed = replace(made, handed_by="Rosa")
    caption = "since Rosa took it; handed to Dana"
    notice = "Rosa handed this to you. Say that you go, so that others know."
    assert told(language, handed, DANA.id) == (caption, notice)
    assert told(language, handed, rosa) == (caption, "")
    assert view(language, handed, DANA.id).can_take
    assert not view(language, handed, rosa).can_take


def test_what_was_given_back_says_by_whom(language: Language) -> None:
    made = replace(card(alert(alarms=2, released_by=DANA.id)), released_by="Dana")
    assert view(language, made).notice == "Dana gave this back."


@pytest.mark.parametrize(
    ("point", "can_release"),
    [
        (Viewpoint(DANA.id), True),
        (Viewpoint(StaffId(new_uuid())), False),
        (Viewpoint(StaffId(new_uuid()), may_release=True), True),
    ],
)
def test_who_may_give_it_back(language: Language, point: Viewpoint, can_release: bool) -> None:
    (mine,) = cards_of(board(card(taken(alert()))), language, point)
    assert mine.can_release is can_release
    (waiting,) = cards_of(board(card(alert())), language, point)
    assert not waiting.can_release


def test_a_record_opens_only_where_somebody_is_known_and_may(language: Language) -> None:
    point = Viewpoint(DANA.id, may_open=True)
    (known, nobody) = cards_of(board(card(alert()), card(alert(), name="")), language, point)
    assert (known.opens, nobody.opens) == (alert().resident_id, None)
    assert view(language, card(alert()), DANA.id).opens is None


def test_a_call(language: Language) -> None:
    assert view(language, card(alert(CALL))).quote == "Call button, pressed once"
    shown = view(language, card(alert(CALL, times_raised=3)))
    assert shown.quote == "Call button, pressed 3 times"
    assert (shown.why_heading, shown.why) == ("Record", "No scores or risk factors recorded")
    assert facts(shown) == {
        "Told": "staff screens, not shown yet",
    }


def test_raised_again(language: Language) -> None:
    shown = view(language, card(alert(times_raised=3)))
    assert shown.raised == "raised 3 times, first at 18:41"


@pytest.mark.parametrize(
    ("me", "taken_by", "caption"),
    [
        (DANA.id, "Dana", "since you took it"),
        (StaffId(new_uuid()), "Dana", "since Dana took it"),
        (None, "", "since Someone took it"),
    ],
)
def test_who_has_it(language: Language, me: StaffId | None, taken_by: str, caption: str) -> None:
    made = taken(alert(waited_s=60), after_s=41)
    shown = view(language, card(made, taken_by=taken_by), me)
    assert (shown.caption, shown.is_waiting) == (caption, False)
    assert shown.since == made.acknowledged_at
    assert shown.raised == "raised at 18:41\nanswered after 0:41"


@pytest.mark.parametrize(
    ("taken_by", "notice"),
    [
        ("Rosa", "Rosa took this earlier; it has become graver since."),
        ("", "Someone took this earlier; it has become graver since."),
    ],
)
def test_graver_since(language: Language, taken_by: str, notice: str) -> None:
    made = replace(taken(alert()), status=AlertStatus.WAITING)
    shown = view(language, card(made, taken_by=taken_by), DANA.id)
    assert (shown.notice, shown.caption, shown.is_waiting) == (notice, "waiting", True)


def test_order(language: Language) -> None:
    urgent = AlertCause(AlertSource.WORDS, Level.URGENT, words="u")
    elevated = AlertCause(AlertSource.WORDS, Level.ELEVATED, words="e")
    rows = [
        card(alert(elevated, 500), name="elevated"),
        card(taken(alert(urgent, 400)), name="taken"),
        card(alert(urgent, 10), name="urgent"),
        card(alert(CALL, 100), name="call"),
        card(taken(alert(WORDS, 300)), name="grave, taken"),
        card(alert(WORDS, 5), name="grave"),
    ]
    call = room_call("3", 50)
    cards = cards_of(board(*rows), language, Viewpoint())
    ordered = in_order(cards, [RoomCallView(call.room, call.at)])
    names = [e.title.split(" · ")[0] if isinstance(e, CardView) else e.room for e in ordered]
    assert names == ["grave", "grave, taken", "call", "3", "urgent", "taken", "elevated"]


def test_the_card_being_worked_on_stays(language: Language) -> None:
    kept, other = cards_of(board(card(taken(alert())), card(alert())), language, Viewpoint(DANA.id))
    assert keep_open([kept, other], kept, is_own=False) == (kept, other)
    assert keep_open([other], None, is_own=False) == (other,)
    assert keep_open([other], kept, is_own=False)[0].closed_elsewhere
    assert not keep_open([other], kept, is_own=True)[0].closed_elsewhere


def test_changes_are_shown_with_their_direction() -> None:
    assert [signed(change) for change in (6, 0, -2)] == ["▲6", "", "▼2"]


def test_the_same_alert_gives_the_same_view(language: Language) -> None:
    made = card(alert(), scores=(score(18),))
    later = replace(board(made), at=NOW + timedelta(seconds=40))
    assert cards_of(board(made), language, Viewpoint()) == cards_of(later, language, Viewpoint())
    assert made.alert.resident_id == MARGARET
