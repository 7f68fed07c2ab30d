"""What is loud enough to be meant for Lilo, and that Lilo does not hear itself."""

from math import pi

import numpy as np
import pytest

from app.conversation.listening import FRAME_BYTES, RATE, Chunk, Framer, HalfDuplex, Room
from app.conversation.listening.audio import SILENT_DB, level_db


def tone(level: float, seconds: float = 0.02) -> bytes:
    times = np.arange(int(RATE * seconds)) / RATE
    return (np.sin(2 * pi * 200 * times) * level * 32_767).astype("<i2").tobytes()


@pytest.mark.parametrize(("level", "db"), [(1.0, -3.0), (0.1, -23.0), (0.01, -43.1)])
def test_level(level: float, db: float) -> None:
    assert level_db(tone(level)) == pytest.approx(db, abs=0.2)


def test_silence_has_the_lowest_level() -> None:
    assert level_db(bytes(FRAME_BYTES)) == SILENT_DB
    assert level_db(b"") == SILENT_DB


def test_frames_are_whole_and_nothing_is_lost_between_chunks() -> None:
    framer, sound = Framer(), bytes(range(256)) * 10
    pieces = [sound[at : at + 700] for at in range(0, len(sound), 700)]
    frames = [frame for piece in pieces for frame in framer.frames(Chunk(piece))]
    assert b"".join(frames) == sound[: len(frames) * FRAME_BYTES]
    assert {len(frame) for frame in frames} == {FRAME_BYTES}
    assert Chunk(sound).seconds == pytest.approx(len(sound) / 32_000)


def heard(room: Room, level: float, frames: int, *, is_voice: bool) -> Room:
    for _ in range(frames):
        room = room.heard(level, is_voice=is_voice)
    return room


def test_a_voice_from_the_next_room_is_not_meant() -> None:
    assert not Room(-70.0).is_near(-58.0)
    assert Room(-70.0).is_near(-40.0)


def test_a_fan_becomes_the_rooms_own_sound_and_a_voice_over_it_is_still_near() -> None:
    room = heard(Room(), -42.0, 150, is_voice=False)
    assert room.level_db == pytest.approx(-42.0, abs=1.5)
    assert not room.is_near(-40.0)
    assert room.is_near(-30.0)


def test_a_sentence_does_not_make_the_room_louder() -> None:
    room = heard(Room(-60.0), -25.0, 150, is_voice=True)
    assert room.is_near(-25.0)
    assert room.level_db < -50.0


def test_a_television_does_in_the_end() -> None:
    room = heard(Room(-60.0), -35.0, 60 * 50, is_voice=True)
    assert not room.is_near(-33.0)


def test_when_it_falls_silent_the_room_is_quiet_again_at_once() -> None:
    room = heard(heard(Room(), -40.0, 200, is_voice=False), -70.0, 25, is_voice=False)
    assert room.level_db < -65.0


def test_the_gate_is_shut_while_lilo_sounds_and_a_little_longer() -> None:
    gate = HalfDuplex()
    assert gate.is_open(0.0)
    gate = gate.at(5.0, is_sounding=True)
    assert [gate.is_open(at) for at in (5.0, 5.39, 5.4)] == [False, False, True]
    assert gate.at(5.2, is_sounding=False) == gate
