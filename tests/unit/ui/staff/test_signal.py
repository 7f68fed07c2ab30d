"""Signals keep to the rhythm of IEC 60601-1-8, for the eye and for the ear."""

import wave
from itertools import pairwise

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from ui.shared.chime import Sound, sound_file
from ui.staff.look.beacon import Beacon
from ui.staff.look.priority import Priority
from ui.staff.look.signal import MOST_FLASHES_HZ, SIGNALS, sound_of

BOTH = frozenset({Sound.HIGH, Sound.MEDIUM})


@pytest.fixture
def owner(qapp: QApplication) -> QObject:
    return QObject()


@pytest.mark.parametrize(
    ("sound", "every_ms", "hz"),
    [(Sound.HIGH, 10_000, 2.0), (Sound.MEDIUM, 25_000, 0.6), (Sound.LOW, 30_000, None)],
)
def test_rhythm(sound: Sound, every_ms: int, hz: float | None) -> None:
    assert (SIGNALS[sound].every_ms, SIGNALS[sound].flashes_hz) == (every_ms, hz)


def test_all_that_flashes_together_stays_below_three_a_second() -> None:
    assert sum(signal.flashes_hz or 0 for signal in SIGNALS.values()) < MOST_FLASHES_HZ
    assert [SIGNALS[sound].half_ms for sound in Sound] == [250, 833, None]


def test_every_priority_has_its_signal() -> None:
    assert {priority: sound_of(priority) for priority in Priority} == {
        Priority.IMMEDIATE: Sound.HIGH,
        Priority.DISTRESS: Sound.HIGH,
        Priority.URGENT: Sound.MEDIUM,
        Priority.CALL: Sound.MEDIUM,
        Priority.ELEVATED: Sound.LOW,
    }


def test_the_beacon_beats_for_what_waits(owner: QObject) -> None:
    beacon, beats = Beacon(owner), []
    beacon.beat.connect(beats.append)
    beacon.follow(BOTH)
    assert beacon.is_flashing(Sound.HIGH)
    beacon.turn(Sound.HIGH)
    assert not beacon.is_lit(Sound.HIGH)
    assert beacon.is_lit(Sound.MEDIUM)
    beacon.turn(Sound.HIGH)
    assert beacon.is_lit(Sound.HIGH)
    assert beats == [Sound.HIGH, Sound.HIGH]


def test_what_waits_no_more_is_lit_and_rests(owner: QObject) -> None:
    beacon = Beacon(owner)
    beacon.follow(BOTH)
    beacon.turn(Sound.MEDIUM)
    beacon.follow(frozenset({Sound.HIGH}))
    assert beacon.is_lit(Sound.MEDIUM)
    assert not beacon.is_flashing(Sound.MEDIUM)


def test_the_low_priority_and_reduced_motion_are_steady(owner: QObject) -> None:
    beacon = Beacon(owner)
    beacon.follow(frozenset(Sound))
    assert not beacon.is_flashing(Sound.LOW)
    still = Beacon(owner, has_motion=False)
    still.follow(frozenset(Sound))
    assert not any(still.is_flashing(sound) for sound in Sound)
    assert all(still.is_lit(sound) for sound in Sound)


def pulses_s(sound: Sound) -> tuple[list[float], float]:
    """When the pulses of a signal begin, and how long the whole is, in seconds."""
    with wave.open(str(sound_file(sound))) as source:
        rate, count = source.getframerate(), source.getnframes()
        data = memoryview(source.readframes(count)).cast("h")
    step = rate // 100
    loud = [max(map(abs, data[at : at + step])) for at in range(0, count - step, step)]
    threshold = max(loud) * 0.6
    rises = [
        at * step / rate
        for at, (before, after) in enumerate(pairwise([0, *loud]))
        if before < threshold <= after
    ]
    return rises, count / rate


def gaps(sound: Sound) -> list[float]:
    return [later - earlier for earlier, later in pairwise(pulses_s(sound)[0])]


def test_high_is_twice_three_and_two() -> None:
    found = gaps(Sound.HIGH)
    quick, pause, between = 0.25, 0.50, 0.95
    half = [quick, quick, pause, quick]
    assert found == pytest.approx([*half, between, *half], abs=0.03)


def test_medium_is_three_slower_ones_and_low_is_one() -> None:
    assert gaps(Sound.MEDIUM) == pytest.approx([0.42, 0.42], abs=0.03)
    assert gaps(Sound.LOW) == []


@pytest.mark.parametrize("sound", list(Sound))
def test_a_burst_ends_before_another_alarm_may_cut_in(sound: Sound) -> None:
    length_s = pulses_s(sound)[1]
    assert length_s * 1000 <= SIGNALS[sound].burst_ms < SIGNALS[sound].every_ms
