"""What a card says of time, of who was told, and of calling for help from outside."""

from dataclasses import replace
from datetime import timedelta

import pytest
from staff_samples import CALL, DANA, NOW, WORDS, alert, board, card, taken

from app.alerts import (
    AlertCause,
    AlertEventKind,
    AlertSource,
    AlertStatus,
    Due,
    Recipient,
)
from app.alerts.notification import NotificationState
from app.oversight import AlertCard, Notice
from app.safety import DangerKind, Level
from ui.staff.look.priority import Priority
from ui.staff.now.card import due_text
from ui.staff.now.card_view import CardView, Viewpoint, cards_of
from ui.staff.now.emergency import EmergencyView
from ui.staff.services import EmergencyCall
from ui.staff.wording.language import Language

HOME = EmergencyCall("112", "4 Willow Lane")
TOLD = (Recipient.PHYSICIAN, Recipient.NURSE)


def view(language: Language, made: AlertCard, call: EmergencyCall | None = None) -> CardView:
    return cards_of(board(made), language, Viewpoint(DANA.id, "Willow House", call))[0]


def facts(language: Language, made: AlertCard) -> dict[str, str]:
    return {n: value.replace("\u00a0", " ") for n, value in view(language, made).facts}


def due_in(seconds: float, kind: AlertEventKind) -> Due:
    return Due(NOW + timedelta(seconds=seconds), kind, NOW)


@pytest.mark.parametrize(
    ("due", "is_taken", "said"),
    [
        (None, False, ""),
        (due_in(12, AlertEventKind.ESCALATED), False, "passed on in 0:12"),
        (due_in(11.2, AlertEventKind.ESCALATED), False, "passed on in 0:12"),
        (due_in(0.1, AlertEventKind.ESCALATED), False, "passed on in 0:01"),
        (due_in(0, AlertEventKind.ESCALATED), False, "due now"),
        (due_in(-40, AlertEventKind.RE_RAISED), False, "due now"),
        (due_in(30, AlertEventKind.RE_RAISED), False, "sounds again in 0:30"),
        (due_in(577, AlertEventKind.RE_RAISED), True, "sounds again in 9:37 unless resolved"),
    ],
)
def test_what_happens_by_itself(
    language: Language, due: Due | None, is_taken: bool, said: str
) -> None:
    made = taken(alert()) if is_taken else alert()
    shown = view(language, replace(card(made), due=due))
    assert due_text(shown, NOW, language) == said
    assert due_text(replace(shown, closed_elsewhere=True), NOW, language) == ""


def waiting_again(**changes: object) -> AlertCard:
    made = replace(taken(alert(waited_s=700), after_s=60), status=AlertStatus.WAITING, **changes)
    return card(made, taken_by="Rosa")


def test_waiting_again_because_nobody_resolved_it(language: Language) -> None:
    made = waiting_again(alarmed_at=NOW - timedelta(seconds=40))
    said = "Rosa took this at 18:31. Not resolved for 10 min, sounding again."
    assert view(language, replace(made, is_overdue=True)).notice == said
    nobody = replace(made, is_overdue=True, taken_by="")
    assert view(language, nobody).notice.startswith("Someone took this at 18:31.")


def test_waiting_again_because_it_is_graver(language: Language) -> None:
    said = "Rosa took this earlier; it has become graver since."
    assert view(language, waiting_again()).notice == said


def test_passed_on(language: Language) -> None:
    made = replace(card(alert(tier=1, alarms=2)), told=TOLD)
    said = "Nobody took it in time. Passed on to physician, nurse."
    assert view(language, made).notice == said
    overdue = replace(waiting_again(tier=1), told=TOLD, is_overdue=True)
    assert view(language, overdue).notice.endswith(f"sounding again. {said}")


def test_sounding_on_without_anybody_else_to_tell(language: Language) -> None:
    assert view(language, card(alert(alarms=4))).notice == (
        "Nobody has taken it. It has sounded 4 times."
    )
    assert view(language, card(taken(alert(alarms=4)))).notice == ""


def test_who_was_told(language: Language) -> None:
    made = replace(
        card(alert(delivered_at=NOW)),
        told=TOLD,
        notices=(
            Notice("Pager", Recipient.NURSE, NotificationState.SENT, NOW),
            Notice("Phone", Recipient.PHYSICIAN, NotificationState.DEAD, NOW),
        ),
    )
    assert facts(language, made)["Told"].splitlines() == [
        "staff screens, shown 18:42 · meant for physician, nurse",
        "Pager (nurse): sent 18:42",
    ]
    # Who could not be told is seen without unfolding anything.
    assert view(language, made).shown_facts == (("Told", "Phone (physician): given up 18:42"),)


def test_what_was_merged_into_it(language: Language) -> None:
    other = AlertCause(AlertSource.WORDS, Level.URGENT, DangerKind.VIOLENCE, "He hit me", ("Hit",))
    made = card(alert(other_causes=(other, replace(CALL, level=Level.IMMEDIATE))))
    assert facts(language, made)["Also"].splitlines() == [
        "“He hit me” · Urgent · Violence · Hit",
        "Immediate · Call button",
    ]


def test_each_stage_has_its_line(language: Language) -> None:
    reasons = (
        "Says means are at hand",
        "PHQ-9 18 on 18 Nov, item 9: several days",
        "Sounds like: “I’ve put them by”",
        "Refused talk, food or care (3 within 24 h)",
        "Names a day",
    )
    shown = facts(language, card(alert(replace(WORDS, reasons=reasons))))
    assert shown["The words"] == "Says means are at hand · Names a day"
    assert shown["Examples"] == "Sounds like: “I’ve put them by”"
    assert shown["Scores"] == "PHQ-9 18 on 18 Nov, item 9: several days"
    assert shown["Lately"] == "Refused talk, food or care (3 within 24 h)"


def test_an_emergency_call(language: Language) -> None:
    assert view(language, card(alert()), HOME).emergency == EmergencyView(
        "112",
        "Say: “This is Willow House, 4 Willow Lane. We need help in room 12: suicide, "
        "‘I’ve been saving them up’.”",
        "",
    )


def test_an_emergency_call_from_a_house_without_an_address(language: Language) -> None:
    made = card(alert(replace(CALL, level=Level.IMMEDIATE)), room="")
    shown = view(language, made, EmergencyCall("911")).emergency
    assert shown == EmergencyView(
        "911",
        "Say: “This is Willow House. We need help in a room that I will find out: "
        "a resident calls for help.”",
        "The facility’s address is not set; say where you are.",
    )


def test_a_long_story_is_cut_for_the_dispatcher(language: Language) -> None:
    shown = view(language, card(alert(replace(WORDS, words="pain " * 100))), HOME).emergency
    assert shown
    assert len(shown.say) < 260


@pytest.mark.parametrize(
    ("made", "call"),
    [(card(alert(replace(WORDS, level=Level.URGENT))), HOME), (card(alert()), None)],
)
def test_no_emergency_call(language: Language, made: AlertCard, call: EmergencyCall | None) -> None:
    assert view(language, made, call).emergency is None


def test_a_call_in_distress_is_as_grave_as_it_gets(language: Language) -> None:
    shown = view(language, card(alert(replace(CALL, level=Level.IMMEDIATE))))
    assert (shown.priority, shown.badge) == (Priority.DISTRESS, "▲▲● CALL")
    assert shown.quote == "Call button, held or pressed again and again"


def test_whoever_is_not_on_record_is_shown_all_the_same(language: Language) -> None:
    title = view(language, card(alert(), name="", room="")).title
    assert title == "Someone not known by name · room not known"


def test_an_alarm_is_undelivered_until_a_screen_has_shown_it(language: Language) -> None:
    assert view(language, card(alert())).is_undelivered
    assert not view(language, card(alert(delivered_at=NOW))).is_undelivered
