"""The Audit page: what it shows, and that it tells the truth about the chain."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTableView
from staff_house import Desk, DiskError, House
from test_sign_in import press, write

from app.alerts import Outcome
from app.audit import AuditAction
from app.identity import Resident
from app.safety import DangerKind, Level
from ui.shared.spawner import QueuedSpawner
from ui.staff.audit.audit_table import Column
from ui.staff.pages import Page


@pytest.fixture
def audit(desk: Desk, house: House, who: dict[str, Resident]) -> Desk:
    """The Audit page, with an alert in the log that Rosa took and resolved."""

    async def shift() -> None:
        rosa = house.staff.by_login("rosa")
        alert = await house.say(
            who["Margaret"], "secret words", Level.IMMEDIATE, DangerKind.SUICIDE
        )
        house.later(seconds=18)
        await house.desk.acknowledge(alert.id, rosa.id)
        await house.desk.resolve(alert.id, rosa.id, Outcome.HELPED, "secret note")

    desk.do(shift())
    desk.sign_in("marcus")
    press(desk, Qt.Key.Key_4, Qt.KeyboardModifier.ControlModifier)
    return desk


def table(desk: Desk) -> QTableView:
    return desk.part("entries", QTableView)


def column(desk: Desk, which: Column) -> list[str]:
    model = table(desk).model()
    return [model.index(row, which).data() for row in range(model.rowCount())]


def test_entries_are_in_words_for_people(audit: Desk) -> None:
    assert column(audit, Column.WHAT) == [
        "Signed in",
        "Resolved an alert",
        "Took an alert",
        "Raised an alert",
        "Opened the facility",
    ]
    assert column(audit, Column.WHO)[:4] == [
        "Marcus Tilley",
        "Rosa Almeda, CNA",
        "Rosa Almeda, CNA",
        "Lilo",
    ]
    assert column(audit, Column.ABOUT)[3] == "Margaret Ellis"
    assert column(audit, Column.DETAILS)[3] == "Level: immediate · Kind: Suicide · Source: words"
    assert column(audit, Column.DETAILS)[2].startswith("Waited: 0:18 · Alert: …")
    assert column(audit, Column.TIME)[0] == "20 Nov 2026 18:42:18"
    assert audit.part("title").text() == "Audit"


def test_nobodys_words_are_in_the_log(audit: Desk) -> None:
    model = table(audit).model()
    cells = [str(model.index(row, at).data()) for row in range(model.rowCount()) for at in Column]
    assert "secret" not in " ".join(cells)


def test_a_valid_chain_is_said_with_what_was_checked(audit: Desk) -> None:
    assert audit.part("banner").text() == "Audit chain valid. 6 entries checked at 18:42."
    assert audit.part("health0").text() == "Audit chain valid"
    assert audit.part("healthDetail0").text() == "6 entries checked 18:42"
    assert "signed checkpoints outside the database agree" in audit.part("banner").toolTip()


def test_before_a_check_nothing_is_claimed(
    desk: Desk, house: House, spawner: QueuedSpawner
) -> None:
    house.services.audit.trail.verify = _never
    desk.sign_in("marcus")
    assert desk.part("health0").text() == "Audit chain could not be checked"
    assert "valid" not in desk.texts()


async def _never(**_options: object) -> None:
    raise DiskError("The storage does not answer.")


def test_a_broken_chain_is_shown_everywhere(audit: Desk, house: House) -> None:
    house.tamper(3)
    QTest.mouseClick(audit.part("verify"), Qt.MouseButton.LeftButton)
    audit.settle()
    said = audit.part("banner").text()
    assert said.startswith(
        "Audit chain broken at entry 3. Entry 3 was altered after it was written."
    )
    assert "Tell the administrator" in said
    assert audit.part("health0").text() == "Audit chain broken at entry 3"
    assert audit.part("health0").property("tone") == "bad"
    assert column(audit, Column.ENTRY)[3] == "▲ 3"
    spoken = table(audit).model().index(3, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "The chain is broken here." in spoken
    assert table(audit).model().index(3, 0).data(Qt.ItemDataRole.BackgroundRole)
    audit.window.grab()


def test_a_break_stays_said_while_and_after_a_failing_check(audit: Desk, house: House) -> None:
    house.tamper(3)
    audit.window.show_page(Page.NOW)
    audit.window.show_page(Page.AUDIT)
    audit.settle()
    house.lane.fault = DiskError("The disk is full.")
    QTest.mouseClick(audit.part("verify"), Qt.MouseButton.LeftButton)
    assert "broken at entry 3" in audit.part("banner").text()
    audit.settle()
    assert "broken at entry 3" in audit.part("banner").text()


def test_a_check_that_fails_is_not_called_valid(audit: Desk, house: House) -> None:
    house.lane.fault = DiskError("The disk is full.")
    QTest.mouseClick(audit.part("verify"), Qt.MouseButton.LeftButton)
    audit.settle()
    assert audit.part("banner").text() == (
        "The audit chain could not be checked. The disk is full."
    )
    assert audit.part("health0").text() == "Audit chain could not be checked"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("rosa", 2),
        ("ROSA took", 1),
        ("margaret", 3),
        ("suicide", 1),
        ("18:42", 5),
        ("no such thing", 0),
        ("<b>", 0),
        ("[", 0),
    ],
)
def test_filtering(audit: Desk, text: str, found: int) -> None:
    assert audit.part("filter").hasFocus()
    write(audit, text)
    assert len(column(audit, Column.WHAT)) == found
    expected = f"{found} of 5 match" if found else f"No entry matches “{text}”."
    assert audit.part("count").text() == expected


def test_clearing_the_filter_shows_all(audit: Desk) -> None:
    write(audit, "rosa")
    audit.part("filter").clear()
    audit.settle()
    assert audit.part("count").text() == "5 entries shown"


def test_sorting_by_a_column_and_back(audit: Desk) -> None:
    table(audit).sortByColumn(Column.WHAT, Qt.SortOrder.AscendingOrder)
    what = column(audit, Column.WHAT)
    assert what == sorted(what, key=str.casefold)
    table(audit).sortByColumn(Column.ENTRY, Qt.SortOrder.AscendingOrder)
    assert column(audit, Column.ENTRY) == ["1", "2", "3", "4", "5"]


def test_ten_comes_after_nine(audit: Desk, house: House) -> None:
    for _ in range(8):
        house.note(AuditAction.TURN_TAKEN)
    QTest.mouseClick(audit.part("verify"), Qt.MouseButton.LeftButton)
    audit.settle()
    assert column(audit, Column.ENTRY)[:5] == ["14", "13", "12", "11", "10"]


def test_a_long_log_says_that_the_newest_are_shown(audit: Desk, house: House) -> None:
    for _ in range(700):
        house.note(AuditAction.TURN_TAKEN)
    QTest.mouseClick(audit.part("verify"), Qt.MouseButton.LeftButton)
    audit.settle()
    assert audit.part("count").text() == "newest 500 of 706 shown"


def test_sorting_and_filter_stay_when_the_log_is_read_again(audit: Desk, house: House) -> None:
    write(audit, "rosa")
    house.note(AuditAction.TURN_TAKEN)
    QTest.mouseClick(audit.part("verify"), Qt.MouseButton.LeftButton)
    audit.settle()
    assert audit.part("filter").text() == "rosa"
    assert audit.part("count").text() == "2 of 7 match"


def test_ctrl_f_goes_to_the_filter(audit: Desk) -> None:
    table(audit).setFocus()
    press(audit, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert audit.part("filter").hasFocus()


def test_the_table_is_named_and_reachable_by_keyboard(audit: Desk) -> None:
    assert table(audit).accessibleName() == "Audit entries"
    assert table(audit).focusPolicy() & Qt.FocusPolicy.TabFocus
    assert not table(audit).tabKeyNavigation()


def test_the_chain_is_checked_once_the_entries_are_there(audit: Desk, house: House) -> None:
    models = audit.window._models
    assert models is not None
    seen: list[tuple[bool, bool]] = []
    models.trail.changed.connect(
        lambda: seen.append((models.trail.is_reading, models.trail.is_busy))
    )
    audit.window.show_page(Page.NOW)
    audit.settle()
    seen.clear()
    audit.window.show_page(Page.AUDIT)
    audit.settle()
    assert (True, True) not in seen
    assert (False, True) in seen
