"""The Messages page, and what other pages say while messages do not go out."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from staff_house import CountingChime, Desk, DiskError, House
from test_sign_in import press

from app.alerts.notification import NotificationState
from app.alerts.target_line import TargetHealth
from app.audit import AuditAction
from app.breaker import BreakerState
from app.station import StationMessages
from ui.shared.spawner import QueuedSpawner
from ui.staff.pages import Page
from ui.staff.window import StaffWindow


@pytest.fixture
def messages(desk: Desk, house: House) -> Desk:
    """Two messages were given up; the pager does not answer; Dana looks."""
    house.outbox.keep(house.now, target="Doctor’s phone", fault="bad_address")
    house.outbox.keep(house.now, target="Pager")
    house.outbox.keep(house.now, target="Pager", state=NotificationState.WAITING)
    house.outbox.fail("Pager", house.now)
    desk.sign_in()
    press(desk, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    return desk


def test_what_was_given_up_and_why(messages: Desk) -> None:
    seen = messages.texts()
    for line in (
        "Room 12: urgent",
        "to Pager (nurse), given up 18:42 after 14 attempts: it answered with error 503",
        "to Doctor’s phone (nurse), given up 18:42 after 14 attempts: its address in the",
        "1 message waits to be sent.",
    ):
        assert line in seen
    assert messages.part("page5").accessibleName() == "Messages 2"
    told = messages.part("sendAgain").accessibleName()
    assert told.startswith("Send again. Room 12: urgent. to Pager")


def test_enter_sends_nothing_that_nobody_chose(messages: Desk, house: House) -> None:
    press(messages, Qt.Key.Key_Return)
    assert len(house.outbox.dead(9)) == 2
    press(messages, Qt.Key.Key_Tab)
    press(messages, Qt.Key.Key_Return)
    assert len(house.outbox.dead(9)) == 1


def test_send_again(messages: Desk, house: House) -> None:
    messages.part("sendAgain").click()
    messages.settle()
    dead = house.outbox.dead(9)
    assert [message.target for message in dead] == ["Doctor’s phone"]
    assert messages.part("notice").text() == "It will be sent again."
    last = house.entries_kept[-1]
    dana = house.staff.by_login("dana")
    assert (last.action, last.actor) == (AuditAction.NOTIFICATION_RETRIED, str(dana.id))
    assert len(messages.parts("sendAgain")) == 1


def test_what_could_not_be_sent_again_stays(messages: Desk, house: House) -> None:
    house.lane.fault = DiskError("The disk is full.")
    messages.part("sendAgain").click()
    messages.settle()
    assert "It could not be sent again. The disk is full." in messages.texts()
    house.lane.fault = None
    assert len(messages.parts("sendAgain")) == 2


def test_a_target_that_does_not_answer_is_said_everywhere(messages: Desk, house: House) -> None:
    assert messages.part("targetName").text() == "✕ Pager"
    assert "does not answer: it did not answer in time, 18:42." in (
        messages.part("targetState").text()
    )
    assert "Messages do not go out" in messages.texts()
    messages.window.show_page(Page.NOW)
    messages.settle()
    warning = "Messages outside the building do not go out: Pager. Call people yourself"
    assert warning in messages.part("notice").text()
    house.outbox.mend(house.now)
    messages.window._on_second()
    assert not messages.parts("notice")
    assert "Messages do not go out" not in messages.texts()


@pytest.mark.parametrize(
    ("breaker", "error", "succeeded", "name", "state"),
    [
        (BreakerState.CLOSED, None, False, "○ Mail", "nothing sent yet since this program"),
        (BreakerState.CLOSED, None, True, "✓ Mail", "accepts messages; last one 18:42"),
        (BreakerState.CLOSED, "odd", True, "✓ Mail", "last fault: it failed (odd), 18:42"),
        (BreakerState.HALF_OPEN, "odd", False, "✕ Mail", "the next message is a trial"),
    ],
)
def test_how_a_target_does(
    messages: Desk,
    house: House,
    breaker: BreakerState,
    error: str | None,
    succeeded: bool,
    name: str,
    state: str,
) -> None:
    at = house.now
    health = TargetHealth("Mail", breaker, at if succeeded else None, error, at if error else None)
    house.outbox.targets = [health]
    messages.window._on_second()
    assert messages.part("targetName").text() == name
    assert state in messages.part("targetState").text()


def test_without_targets_it_is_said_that_nothing_leaves_the_building(
    desk: Desk, house: House
) -> None:
    desk.sign_in()
    desk.window.show_page(Page.MESSAGES)
    desk.settle()
    assert "No targets are configured: nothing leaves the building." in desk.texts()
    assert "No messages were given up." in desk.texts()


def test_without_an_outbox_nothing_was_given_up(
    house: House, chime: CountingChime, spawner: QueuedSpawner, desk: Desk
) -> None:
    desk.window.attach(
        replace(house.services, messages=StationMessages(house.gate, None, tuple, house.visits))
    )
    desk.settle()
    desk.sign_in()
    desk.window.show_page(Page.MESSAGES)
    desk.settle()
    assert isinstance(desk.window, StaffWindow)
    assert "No messages were given up." in desk.texts()


def test_what_cannot_be_read_is_not_called_empty(messages: Desk, house: House) -> None:
    messages.window._models.outside.dead = None
    house.lane.fault = DiskError("The disk is full.")
    messages.window._models.outside.refresh()
    messages.settle()
    assert "The messages could not be read. The disk is full." in messages.texts()
    assert "No messages were given up." not in messages.texts()


def test_nothing_is_kept_while_locked(messages: Desk) -> None:
    messages.window.lock()
    messages.settle()
    assert messages.window._models.outside.dead is None
    assert "Room 12: urgent" not in messages.texts(hidden=True)
