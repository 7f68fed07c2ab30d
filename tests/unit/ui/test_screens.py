"""The staff window does not cover the kiosk where there is another screen."""

import pytest
from PySide6.QtGui import QScreen
from PySide6.QtWidgets import QApplication, QWidget

from ui.shared.screens import another, move_beside


@pytest.mark.parametrize(
    ("screens", "taken", "free"),
    [
        (["a"], "a", None),
        (["a", "b"], "a", "b"),
        (["a", "b"], "b", "a"),
        (["a", "b", "c"], "b", "a"),
        (["a", "b"], None, None),
        ([], "a", None),
    ],
)
def test_the_first_that_is_not_taken(screens: list[str], taken: str | None, free: str) -> None:
    assert another(screens, taken) == free


def test_on_one_screen_it_stays_where_it_is(qapp: QApplication) -> None:
    window = QWidget()
    before = window.geometry()
    move_beside(window, qapp.primaryScreen())
    assert window.geometry() == before


def test_it_fits_the_other_screen(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    first, other = QScreen.__new__(QScreen), qapp.primaryScreen()
    monkeypatch.setattr("ui.shared.screens.QGuiApplication.screens", lambda: [first, other])
    window = QWidget()
    window.resize(4000, 3000)
    move_beside(window, first)
    assert other.availableGeometry().contains(window.geometry())
