"""The Now page, driven by keys and mouse."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from staff_house import CountingChime, Desk, DiskError, House
from test_sign_in import press, write

from app.alerts import AlertStatus, Outcome
from app.identity import Resident
from app.runtime import JobTimeoutError
from app.safety import DangerKind, Level
from ui.shared.spawner import QueuedSpawner
from ui.staff.now.card import AlertCardWidget
from ui.staff.pages import Page
from ui.staff.window import StaffWindow

ENTER = Qt.Key.Key_Return
WORDS = "I’ve been saving them up, the little white ones."


def cards(desk: Desk) -> list[AlertCardWidget]:
    found = [c for c in desk.window.findChildren(AlertCardWidget) if c.isVisible()]
    return sorted(found, key=lambda card: card.y())


def click(desk: Desk, part: QWidget) -> None:
    QTest.mouseClick(part, Qt.MouseButton.LeftButton)
    desk.settle()


def within(card: QWidget, name: str) -> Any:
    found = [p for p in card.findChildren(object, name) if p.isVisible()]
    return found[0] if found else None


@pytest.fixture
def danger(desk: Desk, house: House, who: dict[str, Resident]) -> Desk:
    """Margaret in danger for 18 seconds, June calling for 1:40, and Dana has just signed in."""
    desk.do(house.call(who["June"]))
    house.later(seconds=82)
    desk.do(
        house.say(
            who["Margaret"], WORDS, Level.IMMEDIATE, DangerKind.SUICIDE, ("Says means are at hand",)
        )
    )
    house.later(seconds=18)
    desk.sign_in()
    return desk


def test_a_card_tells_what_a_nurse_must_know(danger: Desk, house: House) -> None:
    alert = next(a for a in house.alerts.open_alerts() if a.cause.words)
    danger.do(house.desk.answer(alert.id, "Do you have them with you?", "Yes"))
    first = cards(danger)[0]
    assert "Says means are at hand" not in danger.texts()
    press(danger, Qt.Key.Key_W)
    seen = "\n".join(x.text() for x in first.findChildren(type(first.badge)) if x.isVisible())
    seen = seen.replace("\u00a0", " ")
    for line in (
        "▲▲ IMMEDIATE",
        "0:18",
        "waiting",
        "Margaret Ellis · Room 12",
        f"“{WORDS}”",
        "Says means are at hand",
        "Do you have them with you? Yes",
        "raised at 18:43",
    ):
        assert line in seen
    whole = within(first, "whyLine").text().replace("\u00a0", " ")
    assert whole == "Suicide · Lilo is sure · PHQ-9 18 (▲6) · Recent loss · Previous attempt"
    press(danger, Qt.Key.Key_W)
    assert "Says means are at hand" not in danger.texts()


def test_gravest_first(danger: Desk) -> None:
    assert [card.badge.text() for card in cards(danger)] == ["▲▲ IMMEDIATE", "● CALL"]


def test_time_ticks(danger: Desk, house: House, qtbot: QtBot) -> None:
    house.later(seconds=7)
    qtbot.waitUntil(lambda: within(cards(danger)[0], "waiting").text() == "0:25", timeout=20_000)


def test_enter_takes_the_first(danger: Desk, house: House, who: dict[str, Resident]) -> None:
    press(danger, ENTER)
    taken = {a.resident_id: a.status for a in house.alerts.open_alerts()}
    assert taken[who["Margaret"].id] is AlertStatus.ACKNOWLEDGED
    assert taken[who["June"].id] is AlertStatus.WAITING
    assert "since you took it" in danger.texts()


def test_enter_again_only_selects_the_next(
    danger: Desk, house: House, who: dict[str, Resident]
) -> None:
    press(danger, ENTER)
    press(danger, ENTER)
    waiting = [a for a in house.alerts.open_alerts() if a.status is AlertStatus.WAITING]
    assert len(waiting) == 1
    press(danger, ENTER)
    assert all(a.status is AlertStatus.ACKNOWLEDGED for a in house.alerts.open_alerts())


def test_the_mouse_takes_the_card_it_points_at(
    danger: Desk, house: House, who: dict[str, Resident]
) -> None:
    click(danger, within(cards(danger)[1], "going"))
    taken = [a for a in house.alerts.open_alerts() if a.status is AlertStatus.ACKNOWLEDGED]
    assert [a.resident_id for a in taken] == [who["June"].id]


def test_arrows_select(danger: Desk, house: House, who: dict[str, Resident]) -> None:
    press(danger, Qt.Key.Key_Down)
    press(danger, ENTER)
    taken = [a for a in house.alerts.open_alerts() if a.status is AlertStatus.ACKNOWLEDGED]
    assert [a.resident_id for a in taken] == [who["June"].id]


def test_a_graver_alert_does_not_slip_under_the_finger(
    danger: Desk, house: House, who: dict[str, Resident]
) -> None:
    press(danger, Qt.Key.Key_Down)
    danger.do(house.say(who["Sven"], "Fire!", Level.IMMEDIATE, DangerKind.FIRE_SURROUNDINGS))
    press(danger, ENTER)
    taken = [a for a in house.alerts.open_alerts() if a.status is AlertStatus.ACKNOWLEDGED]
    assert [a.resident_id for a in taken] == [who["June"].id]


def test_when_the_selected_card_goes_enter_takes_nobody_else(
    danger: Desk, house: House, who: dict[str, Resident]
) -> None:
    alert = next(a for a in house.alerts.open_alerts() if a.cause.words)
    rosa = house.staff.by_login("rosa")
    danger.do(house.desk.resolve(alert.id, rosa.id, Outcome.HELPED))
    assert len(cards(danger)) == 1
    press(danger, ENTER)
    assert house.alerts.open_alerts()[0].status is AlertStatus.WAITING
    press(danger, ENTER)
    assert house.alerts.open_alerts()[0].status is AlertStatus.ACKNOWLEDGED


def test_a_key_held_down_takes_one(danger: Desk, house: House) -> None:
    for repeated in (False, True, True):
        event = QKeyEvent(
            QEvent.Type.KeyPress, ENTER, Qt.KeyboardModifier.NoModifier, "\r", repeated
        )
        QApplication.sendEvent(QApplication.focusWidget(), event)
        danger.settle()
    assert len([a for a in house.alerts.open_alerts() if a.acknowledged_by]) == 1


def note_and_outcome(danger: Desk, note: str) -> None:
    press(danger, Qt.Key.Key_N)
    write(danger, note)
    press(danger, ENTER)
    press(danger, Qt.Key.Key_1)


def test_r_does_nothing_on_an_alert_nobody_has(danger: Desk) -> None:
    press(danger, Qt.Key.Key_R)
    assert not danger.parts("resolvePanel")


def test_escape_leaves_it_as_it_was(danger: Desk, house: House) -> None:
    press(danger, ENTER)
    press(danger, Qt.Key.Key_R)
    press(danger, Qt.Key.Key_Escape)
    assert not danger.parts("resolvePanel")
    assert not house.alerts.resolved_since(house.now)
    press(danger, Qt.Key.Key_R)
    assert danger.part("resolvePanel")


def test_refreshing_keeps_a_half_typed_note_and_the_focus(
    danger: Desk, house: House, who: dict[str, Resident]
) -> None:
    press(danger, ENTER)
    press(danger, Qt.Key.Key_R)
    note = danger.part("note", QLineEdit)
    note.setFocus()
    write(danger, "She is sit")
    before = cards(danger)
    danger.do(house.say(who["Sven"], "Fire!", Level.IMMEDIATE, DangerKind.FIRE_SURROUNDINGS))
    danger.do(house.call(who["Ines"]))
    assert danger.part("note") is note
    assert note.hasFocus()
    write(danger, "ting down")
    assert note.text() == "She is sitting down"
    assert set(before) <= set(cards(danger))


def test_a_note_is_not_lost_when_somebody_else_resolves(danger: Desk, house: House) -> None:
    press(danger, ENTER)
    press(danger, Qt.Key.Key_R)
    danger.part("note").setFocus()
    write(danger, "Sat with her")
    alert = next(a for a in house.alerts.open_alerts() if a.cause.words)
    danger.do(house.desk.resolve(alert.id, house.staff.by_login("rosa").id, Outcome.HELPED))
    assert "resolved on another screen" in danger.texts()
    assert danger.part("note").text() == "Sat with her"
    press(danger, Qt.Key.Key_Escape)
    assert len(cards(danger)) == 1


def test_two_take_one_and_one_has_it(danger: Desk, house: House, who: dict[str, Resident]) -> None:
    alert = next(a for a in house.alerts.open_alerts() if a.cause.words)
    # Rosa was first, on a screen whose change has not arrived here.
    listeners, house.desk._listeners = house.desk._listeners, []
    danger.do(house.desk.acknowledge(alert.id, house.staff.by_login("rosa").id))
    house.desk._listeners = listeners
    press(danger, ENTER)
    assert "already has this one" in danger.part("notice").text()
    assert "since Rosa took it" in danger.texts()


def test_an_alert_that_became_graver_says_who_took_it_earlier(
    danger: Desk, house: House, who: dict[str, Resident]
) -> None:
    danger.do(house.say(who["Ines"], "Down the sink", Level.ELEVATED, DangerKind.GIVING_UP_CARE))
    alert = house.alerts.open_alerts(who["Ines"].id)[0]
    danger.do(house.desk.acknowledge(alert.id, house.staff.by_login("rosa").id))
    danger.do(house.say(who["Ines"], "All of them", Level.URGENT, DangerKind.GIVING_UP_CARE))
    assert "Rosa took this earlier; it has become graver since." in danger.texts()


def test_what_could_not_be_recorded_is_said(danger: Desk, house: House) -> None:
    house.lane.fault = DiskError("The disk is full.")
    press(danger, ENTER)
    said = danger.part("notice").text()
    assert "The disk is full. Go to the resident all the same" in said
    house.lane.fault = None
    press(danger, ENTER)
    assert not danger.parts("notice")
    assert "since you took it" in danger.texts()


def test_a_resolution_that_was_not_recorded_keeps_the_note(danger: Desk, house: House) -> None:
    press(danger, ENTER)
    press(danger, Qt.Key.Key_R)
    note_and_outcome(danger, "Sat with her")
    house.lane.fault = DiskError("The disk is full.")
    press(danger, ENTER)
    assert "Your note is kept here" in danger.part("notice").text()
    assert danger.part("note").text() == "Sat with her"
    house.lane.fault = None
    press(danger, ENTER)
    assert house.alerts.resolved_since(house.now)[0].note == "Sat with her"


def test_what_was_late_is_not_called_unrecorded(
    danger: Desk, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_time = {name: getattr(house.desk, name) for name in ("acknowledge", "resolve")}

    def late(name: str) -> Callable[..., Awaitable[None]]:
        async def done(*asked: object, **more: object) -> None:
            await in_time[name](*asked, **more)
            raise JobTimeoutError("Work in 'database' took longer than 10 s.")

        return done

    for name in in_time:
        monkeypatch.setattr(house.desk, name, late(name))
    # Nobody hears of the change but by reading the board again.
    monkeypatch.setattr(house.desk, "_listeners", [])
    press(danger, ENTER)
    assert "not known yet whether this was recorded" in danger.texts()
    assert "took longer" not in danger.texts()
    assert "since you took it" in danger.texts()
    press(danger, Qt.Key.Key_R)
    press(danger, Qt.Key.Key_1)
    assert "not known yet whether the outcome was recorded" in danger.texts()
    assert danger.window._models.now.cards[0].closed_elsewhere


def test_nobody_waits(desk: Desk) -> None:
    desk.sign_in()
    assert "Nobody is waiting." in desk.texts()
    assert "appears here at once" in desk.texts()


def test_the_board_says_when_it_may_be_out_of_date(danger: Desk, house: House) -> None:
    house.lane.fault = DiskError("The storage took too long to answer.", "Call IT.")
    danger.window.refresh()
    danger.settle()
    said = danger.part("banner").text()
    assert said.startswith("This board may be out of date. Last read 18:43.")
    assert "The storage took too long to answer. Call IT." in said
    assert "Storage does not answer" in danger.texts()
    house.lane.fault = None
    danger.window.refresh()
    danger.settle()
    assert not danger.parts("banner")
    assert "Storage answers" in danger.texts()


def test_watch_list_residents_and_shift(
    danger: Desk, house: House, who: dict[str, Resident]
) -> None:
    house.watch(who["Arthur"], "It gets so quiet after supper.")
    danger.window.refresh()
    danger.settle()
    seen = danger.texts().replace("\u00a0", " ")
    assert danger.part("watched").text().replace("\u00a0", " ") == "Arthur Pell · Room 2"
    assert "“It gets so quiet after supper.”" in seen
    model = danger.part("residents").model()
    assert model.rowCount() == 6
    spoken = model.index(5, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "Margaret Ellis" in spoken
    assert "PHQ-9 18, up 6" in spoken
    for line in ("2", "alerts", "none resolved yet", "none answered yet"):
        assert line in seen.splitlines()


def test_a_long_message_can_be_read_whole(
    desk: Desk, house: House, who: dict[str, Resident]
) -> None:
    words = "I do not know. " * 600 + "I took them all."
    desk.do(house.say(who["Sven"], words, Level.IMMEDIATE, DangerKind.SUICIDE))
    desk.sign_in()
    card = cards(desk)[0]
    assert "I took them all." not in within(card, "quote").text()
    click(desk, within(card, "showAll"))
    assert within(card, "quote").text().endswith("I took them all.”")


@pytest.mark.parametrize(
    "words", ["<b>bold</b> & <img src=x>", "שלום לכולם", "🙂🙂", "a\x00b\x1b[31m\u202eevil", "x"]
)
def test_any_words_are_shown_as_plain_text(
    desk: Desk, house: House, who: dict[str, Resident], words: str
) -> None:
    desk.do(house.say(who["Sven"], words, Level.URGENT, DangerKind.SUICIDE))
    desk.sign_in()
    shown = within(cards(desk)[0], "quote")
    assert shown.textFormat() is Qt.TextFormat.PlainText
    assert not set(shown.text()) & set("\x00\x1b\u202e")
    desk.window.grab()


def test_500_alerts_still_open(desk: Desk, house: House) -> None:
    async def many() -> None:
        for at in range(500):
            resident = house.add_resident("R", str(at), str(at))
            await house.say(resident, f"words {at}", Level.URGENT, DangerKind.SUICIDE)

    desk.do(many())
    desk.sign_in()
    assert len(cards(desk)) == 30
    assert desk.part("page0").accessibleName() == "Now 500"
    click(desk, desk.part("more"))
    assert len(cards(desk)) == 60
    assert "440" in desk.part("more").text()


def test_room_calls_are_shown_and_can_be_silenced(
    danger: Desk, house: House, chime: CountingChime
) -> None:
    house.keep_call("3")
    danger.window.refresh()
    danger.settle()
    call = danger.part("roomCall")
    assert call.accessibleName() == "● CALL. Room 3"
    click(danger, within(call, "silence"))
    assert within(call, "silence").text() == "Silenced here"
    assert danger.part("roomCall")


def test_reads_never_overlap_and_the_last_change_is_shown(
    danger: Desk, house: House, who: dict[str, Resident], spawner: QueuedSpawner
) -> None:
    before = house.lane.reads
    for _ in range(20):
        danger.window.refresh()
    assert spawner.waiting.count("BoardFeed._read") == 1
    danger.settle()
    assert house.lane.reads - before <= 3


def test_waiting_is_seen_from_another_page(danger: Desk) -> None:
    danger.window.show_page(Page.SHIFT)
    danger.settle()
    assert danger.part("waitingElsewhere").text() == "Room 12 · 0:18 waiting"
    click(danger, danger.part("waitingElsewhere"))
    assert danger.part("title").text() == "Now"


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (1440, 900), (1024, 640)])
def test_nothing_needs_scrolling_sideways(
    danger: Desk, house: House, width: int, height: int
) -> None:
    danger.window.resize(width, height)
    danger.settle()
    for card in cards(danger):
        assert card.width() <= danger.part("scroll").viewport().width()
        assert card.minimumSizeHint().width() <= card.width()


def test_enter_among_the_residents_takes_nobody(danger: Desk, house: House) -> None:
    danger.part("residents").setFocus()
    press(danger, ENTER)
    press(danger, Qt.Key.Key_Down)
    assert not any(a.acknowledged_by for a in house.alerts.open_alerts())


def test_keys_reach_the_open_panel_from_its_card(danger: Desk, house: House) -> None:
    press(danger, ENTER)
    press(danger, Qt.Key.Key_R)
    cards(danger)[0].setFocus()
    press(danger, Qt.Key.Key_3)
    cards(danger)[0].setFocus()
    press(danger, ENTER)
    assert [a.outcome for a in house.alerts.resolved_since(house.now)] == [Outcome.REASSURED]


def test_a_board_that_cannot_be_trusted_does_not_say_that_nobody_waits(
    desk: Desk, house: House
) -> None:
    desk.sign_in()
    house.lane.fault = DiskError("The disk is full.")
    desk.window.refresh()
    desk.settle()
    assert "Nobody is waiting." not in desk.texts()


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_larger_text_fits_a_small_screen(
    qtbot: QtBot,
    house: House,
    chime: CountingChime,
    spawner: QueuedSpawner,
    who: dict[str, Resident],
    scale: float,
) -> None:
    window = StaffWindow(house.services, spawner, chime, text_scale=scale)
    qtbot.addWidget(window)
    window.resize(1280, 720)
    window.show()
    large = Desk(house, window, spawner)
    large.settle()
    large.do(house.say(who["Margaret"], WORDS, Level.IMMEDIATE, DangerKind.SUICIDE))
    large.sign_in()
    assert (window.width(), window.height()) == (1280, 720)
    for card in cards(large):
        assert card.minimumSizeHint().width() <= large.part("scroll").viewport().width()
    window.close()
    large.settle()


def test_a_clock_that_leaps_is_no_alarm_but_a_board_that_stays_old_is(
    danger: Desk, house: House, spawner: QueuedSpawner
) -> None:
    house.later(hours=3)
    danger.window._on_second()
    assert not danger.parts("banner")
    danger.settle()
    danger.window._on_second()
    assert not danger.parts("banner")
    house.later(hours=3)
    for _ in range(2):
        danger.window._on_second()
    assert danger.part("banner")
