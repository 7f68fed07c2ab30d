"""View models without a window."""

import asyncio

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from staff_samples import CALL, SESSION, WORDS, alert, board, card, room_call, taken

from app.alerts import Alert, Outcome
from app.errors import LiloError
from app.identity import StaffSession
from app.ids import AlertId
from app.oversight import AlertCard, Board
from ui.shared.chime import Sound
from ui.shared.spawner import QueuedSpawner, TaskSpawner
from ui.staff.live.alarm import Alarm
from ui.staff.live.feed import MOST_PASSED_OVER, BoardFeed
from ui.staff.live.waiting import WaitingModel
from ui.staff.look.priority import Priority
from ui.staff.now.alert_actions import AlertActions
from ui.staff.now.deliveries import Deliveries
from ui.staff.now.now_model import NowModel
from ui.staff.wording.language import Language


class Reader:
    """A board that is set, read with a pause."""

    def __init__(self) -> None:
        self.board = board()
        self.fault: Exception | None = None
        self.reads = self.at_once = self.most_at_once = 0
        self.meanwhile = None

    async def read(self) -> Board:
        self.reads += 1
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        await asyncio.sleep(0)
        if self.meanwhile:
            self.meanwhile()
        self.at_once -= 1
        if self.fault:
            raise self.fault
        return self.board


class Desk:
    """Records what is asked of it."""

    def __init__(self) -> None:
        self.asked: list[object] = []

    async def acknowledge(self, session: StaffSession, alert_id: AlertId) -> Alert:
        self.asked.append(alert_id)
        return taken(alert(id=alert_id), by=session.member.id)

    async def resolve(
        self, session: StaffSession, alert_id: AlertId, outcome: Outcome, note: str
    ) -> None:
        self.asked.append((alert_id, outcome, note))


@pytest.fixture
def owner(qapp: QApplication) -> QObject:
    return QObject()


@pytest.fixture
def reader() -> Reader:
    return Reader()


@pytest.fixture
def feed(reader: Reader, spawner: QueuedSpawner, owner: QObject) -> BoardFeed:
    return BoardFeed(reader, spawner, owner)


class Bench:
    def __init__(
        self,
        feed: BoardFeed,
        reader: Reader,
        spawner: QueuedSpawner,
        language: Language,
        owner: QObject,
    ) -> None:
        self.desk, self.reader, self.feed, self.spawner = Desk(), reader, feed, spawner
        self.waiting = WaitingModel(language, owner)
        self.actions = AlertActions(self.desk, spawner, language.words, owner)
        deliveries = Deliveries(self.desk, "station", spawner, owner)
        self.model = NowModel(feed, self.waiting, self.actions, deliveries, language, owner)
        feed.changed.connect(self.follow)

    def follow(self) -> None:
        self.waiting.follow(self.feed.board, ())

    def show(self, *cards: AlertCard) -> None:
        self.reader.board = board(*cards)
        self.feed.refresh()
        self.spawner.drain()


@pytest.fixture
def bench(
    feed: BoardFeed, reader: Reader, spawner: QueuedSpawner, language: Language, owner: QObject
) -> Bench:
    return Bench(feed, reader, spawner, language, owner)


def test_reads_are_coalesced(feed: BoardFeed, reader: Reader, spawner: QueuedSpawner) -> None:
    for _ in range(10):
        feed.refresh()
    spawner.drain()
    assert (reader.reads, reader.most_at_once) == (1, 1)


def test_a_change_during_a_read_is_read_after_it(
    feed: BoardFeed, reader: Reader, spawner: QueuedSpawner
) -> None:
    shown = []
    feed.changed.connect(lambda: shown.append(feed.board))
    pending = [feed.refresh, feed.refresh]
    reader.meanwhile = lambda: pending.pop()() if pending else None
    feed.refresh()
    spawner.drain()
    assert (reader.reads, reader.most_at_once) == (3, 1)
    # What was outdated when it came was passed over.
    assert len(shown) == 1


def test_endless_changes_still_show_something(
    feed: BoardFeed, reader: Reader, spawner: QueuedSpawner
) -> None:
    left = [None] * 20
    reader.meanwhile = lambda: left and (left.pop(), feed.refresh())
    shown = []
    feed.changed.connect(lambda: shown.append(reader.reads))
    feed.refresh()
    spawner.drain()
    assert shown[0] == MOST_PASSED_OVER + 1


def test_a_failing_read_keeps_the_board_and_says_why(
    feed: BoardFeed, reader: Reader, spawner: QueuedSpawner
) -> None:
    feed.refresh()
    spawner.drain()
    reader.fault = LiloError("The disk is full.", "Free some space.")
    feed.refresh()
    spawner.drain()
    assert feed.board is reader.board
    assert feed.problem
    assert feed.problem.message == "The disk is full. Free some space."
    reader.fault = None
    feed.refresh()
    spawner.drain()
    assert feed.problem is None


def test_somebody_elses_error_text_is_not_shown(
    feed: BoardFeed, reader: Reader, spawner: QueuedSpawner
) -> None:
    reader.fault = RuntimeError("Margaret's secret")
    feed.refresh()
    spawner.drain()
    assert feed.problem
    assert feed.problem.message == ""


def test_without_a_loop_the_next_try_can_still_read(
    reader: Reader, spawner: QueuedSpawner, owner: QObject
) -> None:
    feed = BoardFeed(reader, TaskSpawner(), owner)
    feed.refresh()
    assert feed.problem is not None
    feed._spawner = spawner
    feed.refresh()
    spawner.drain()
    assert feed.board is reader.board


def test_nothing_is_held_while_nobody_is_signed_in(bench: Bench) -> None:
    bench.show(card(alert()))
    assert bench.model.entries == ()
    bench.model.enter(SESSION)
    assert len(bench.model.entries) == 1
    bench.model.leave()
    assert bench.model.entries == bench.model.tiles == bench.model.watch == ()
    assert bench.model.selected is None


def test_the_first_that_waits_is_selected(bench: Bench) -> None:
    bench.model.enter(SESSION)
    has_it, waits = card(taken(alert(WORDS))), card(alert(CALL))
    bench.show(has_it, waits)
    assert bench.model.selected == waits.alert.id


def test_what_is_selected_stays_when_something_graver_comes(bench: Bench) -> None:
    bench.model.enter(SESSION)
    first = card(alert(CALL))
    bench.show(first)
    bench.show(first, card(alert(WORDS)))
    assert bench.model.selected == first.alert.id


def test_nothing_is_selected_when_the_selected_goes(bench: Bench) -> None:
    bench.model.enter(SESSION)
    rest = card(alert(CALL))
    bench.show(card(alert(WORDS)), rest)
    bench.show(rest)
    assert bench.model.selected is None
    bench.model.act()
    assert bench.desk.asked == []
    assert bench.model.selected == rest.alert.id


def test_pressing_twice_takes_once(bench: Bench) -> None:
    bench.model.enter(SESSION)
    only = card(alert())
    bench.show(only)
    bench.model.act()
    bench.model.act()
    assert bench.model.is_pending(only.alert.id)
    bench.spawner.drain()
    assert bench.desk.asked == [only.alert.id]
    # Committed, but not on the board yet: it is not offered again.
    assert bench.model.is_pending(only.alert.id)
    bench.show(card(taken(only.alert)))
    assert not bench.model.is_pending(only.alert.id)


def test_nobody_signed_in_takes_nothing(bench: Bench) -> None:
    bench.show(card(alert()))
    bench.model.act()
    bench.spawner.drain()
    assert bench.desk.asked == []


def test_many_are_shown_bit_by_bit_and_the_one_being_resolved_always(bench: Bench) -> None:
    bench.model.enter(SESSION)
    last = card(taken(alert(CALL, 1)))
    bench.show(last)
    bench.model.begin_resolving(last.alert.id)
    bench.show(*(card(alert(WORDS)) for _ in range(100)), last)
    assert len(bench.model.shown) == 31
    assert bench.model.shown[-1].id == last.alert.id
    bench.model.show_more()
    assert len(bench.model.shown) == 61


def test_steps_stop_at_the_ends(bench: Bench) -> None:
    bench.model.enter(SESSION)
    first, second = card(alert(WORDS)), card(alert(CALL))
    bench.show(first, second)
    bench.model.step(-1)
    assert bench.model.selected == first.alert.id
    bench.model.step(1)
    bench.model.step(1)
    assert bench.model.selected == second.alert.id


def test_silenced_calls_wait_on_unheard(language: Language, owner: QObject) -> None:
    waiting = WaitingModel(language, owner)
    calls = (room_call("3", 50), room_call("4", 5))
    waiting.follow(None, calls)
    waiting.silence(waiting.room_calls[0])
    assert len(waiting.view.lines) == 2
    assert waiting.audible == (Priority.CALL,)
    waiting.follow(None, calls[1:])
    waiting.follow(None, calls)
    # It came anew: it is heard anew.
    assert len(waiting.audible) == 2


class Chime:
    def __init__(self) -> None:
        self.rung, self.hushed = [], 0

    def ring(self, sound: Sound, loudness: float = 1.0) -> bool:
        self.rung.append(sound)
        return True

    def hush(self) -> None:
        self.hushed += 1


def test_the_alarm_follows_what_waits(owner: QObject) -> None:
    chime = Chime()
    alarm = Alarm(chime, owner)
    alarm.follow([Priority.ELEVATED])
    alarm.follow([Priority.ELEVATED, Priority.ELEVATED])
    alarm.follow([Priority.IMMEDIATE])
    assert chime.rung == [Sound.LOW, Sound.HIGH]
    alarm.follow([Priority.CALL])
    assert (chime.rung[2:], chime.hushed, alarm.sound) == ([], 1, Sound.MEDIUM)
    alarm.stop()
    assert (alarm.sound, chime.hushed) == (None, 2)
