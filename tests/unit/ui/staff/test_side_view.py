"""Residents, watch list, figures, and who waits."""

from datetime import timedelta

import pytest
from staff_samples import CALL, NOW, WORDS, alert, board, card, room_call, taken, tile

from app.oversight import ShiftFigures, WatchItem
from ui.staff.live.waiting import RoomCallView, room_calls_of, waiting_of
from ui.staff.look.priority import Priority
from ui.staff.now.side_view import Trend, shift_of, tiles_of, watch_of
from ui.staff.wording.language import Language


@pytest.mark.parametrize(
    ("points", "trend", "change", "spoken"),
    [
        ((), Trend.UNKNOWN, "", ""),
        ((7,), Trend.UNKNOWN, "", "PHQ-9 7, measured once"),
        ((7, 7), Trend.STEADY, "", "PHQ-9 7, unchanged since the time before"),
        ((7, 5), Trend.FALLING, "▼2", "PHQ-9 5, down 2 since the time before"),
        ((7, 11), Trend.RISING, "▲4", "PHQ-9 11, up 4 since the time before"),
        ((12, 6, 11), Trend.RISING_MUCH, "▲5", "PHQ-9 11, up 5 since the time before"),
    ],
)
def test_a_tile(
    language: Language, points: tuple[int, ...], trend: Trend, change: str, spoken: str
) -> None:
    shown = tiles_of(board(tiles=(tile(points),)), language)[0]
    assert (shown.trend, shown.change, shown.points) == (trend, change, points)
    assert shown.name == "M. Ellis"
    assert spoken in shown.spoken.replace("\u00a0", " ")
    assert "Margaret Ellis" in shown.spoken


def test_a_tile_says_when_somebody_was_heard_and_that_there_is_an_alert(
    language: Language,
) -> None:
    heard = tile((7,), last_heard=NOW - timedelta(minutes=25), has_open_alert=True)
    shown = tiles_of(board(tiles=(heard,)), language)[0]
    assert (shown.heard, shown.alert) == ("heard 25 min ago", "alert")
    assert tiles_of(board(tiles=(tile(()),)), language)[0].heard == "no talk yet"
    assert tiles_of(board(tiles=(tile(()),)), language)[0].line == "Room 12 · no scores yet"


@pytest.mark.parametrize(
    ("figures", "values", "captions"),
    [
        (
            ShiftFigures(0, None, None),
            ("0", "–", "–"),
            ("alerts", "none resolved yet", "none answered yet"),
        ),
        (
            ShiftFigures(1, 0.0, 41.4),
            ("1", "0 %", "0:41"),
            ("alert", "actionable, below the target of 70 %", "median answer"),
        ),
        (
            ShiftFigures(1207, 0.857, 4000),
            ("1,207", "86 %", "1:06:40"),
            ("alerts", "actionable, target 70 %", "median answer"),
        ),
    ],
)
def test_the_shift(
    language: Language, figures: ShiftFigures, values: tuple[str, ...], captions: tuple[str, ...]
) -> None:
    shown = shift_of(figures, language)
    assert tuple(figure.value for figure in shown) == values
    assert tuple(figure.caption for figure in shown) == captions


def test_the_watch_list_shows_the_newest(language: Language) -> None:
    items = tuple(WatchItem("Arthur Pell", "2", NOW, f"words\n{at}") for at in range(9))
    shown = watch_of(items, NOW, language)
    assert len(shown) == 6
    assert shown[0].words == "“words 0”"
    assert shown[0].at == "18:42"


def test_who_waits_without_names_or_words(language: Language) -> None:
    made = board(
        card(alert(CALL, 100), room="9"),
        card(alert(WORDS, 18), room="12"),
        card(taken(alert(WORDS, 300)), room="5"),
    )
    call = RoomCallView("3", NOW - timedelta(seconds=150))
    view = waiting_of(made, (call,), language)
    assert [(line.badge, line.room) for line in view.lines] == [
        ("▲▲ IMMEDIATE", "12"),
        ("● CALL", "3"),
        ("● CALL", "9"),
    ]
    assert view.taken == 1
    for private in ("Margaret", "Ellis", "saving", "suicide"):
        assert private not in repr(view)


def test_kept_calls_without_a_board(language: Language) -> None:
    newer, older = room_call("4", 5), room_call("3", 50)
    calls = room_calls_of((newer, older), frozenset({older}))
    assert [(call.room, call.is_silenced) for call in calls] == [("3", True), ("4", False)]
    view = waiting_of(None, calls, language)
    assert [line.priority for line in view.lines] == [Priority.CALL, Priority.CALL]
