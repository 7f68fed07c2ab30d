"""Lines are said one after another, the next is made while one plays, and a stop is at once."""

import asyncio
import itertools
from collections.abc import Callable, Iterator

import pytest

from app.conversation.aloud import (
    Authored,
    Line,
    Manner,
    NoVoiceError,
    Phrase,
    Script,
    Sound,
    Speaker,
    Speaking,
    SpokenText,
    Voices,
)
from tests.fakes.voices import FakeLoudspeaker, FakeVoice


@pytest.fixture
def voice() -> FakeVoice:
    return FakeVoice()


@pytest.fixture
def loudspeaker() -> FakeLoudspeaker:
    return FakeLoudspeaker(is_quick=False)


@pytest.fixture
def speaker(
    voice: FakeVoice, loudspeaker: FakeLoudspeaker, spoken_text: SpokenText
) -> Iterator[Speaker]:
    speaker = Speaker(voice, loudspeaker, spoken_text)
    yield speaker
    speaker.close()


def script(*words: str, place: str = "talk", goes_on: bool = True) -> Script:
    lines = tuple(Line(str(n), Authored(each)) for n, each in enumerate(words))
    return Script(place, lines, goes_on)


async def until(holds: Callable[[], object]) -> None:
    async with asyncio.timeout(20):
        for _ in itertools.count():
            if holds():
                return
            await asyncio.sleep(0)


async def test_the_next_line_is_made_while_one_plays(
    speaker: Speaker, voice: FakeVoice, loudspeaker: FakeLoudspeaker
) -> None:
    speaker.show(script("One is here.", "Two is here.", "Three is here."))
    running = asyncio.ensure_future(speaker.run())
    await until(lambda: loudspeaker.played)
    await until(lambda: len(voice.made) == 2)
    assert loudspeaker.played == ["One is here."]
    loudspeaker.finish()
    await until(lambda: len(loudspeaker.played) == 2)
    loudspeaker.finish()
    await until(lambda: len(loudspeaker.played) == 3)
    loudspeaker.finish()
    await running
    assert [text for text, _ in voice.made] == loudspeaker.whole
    assert speaker.speaking == Speaking()


async def test_a_line_that_arrives_while_another_plays_is_made_meanwhile(
    speaker: Speaker, voice: FakeVoice, loudspeaker: FakeLoudspeaker
) -> None:
    speaker.show(script("One is here."))
    running = asyncio.ensure_future(speaker.run())
    await until(lambda: loudspeaker.played)
    assert not speaker.wants_run
    speaker.show(script("One is here.", "Two is here."))
    await until(lambda: len(voice.made) == 2)
    loudspeaker.finish()
    await until(lambda: len(loudspeaker.played) == 2)
    loudspeaker.finish()
    await running


async def test_it_is_told_which_line_is_said(
    speaker: Speaker, loudspeaker: FakeLoudspeaker
) -> None:
    told: list[Speaking] = []
    speaker.on_speaking(told.append)
    speaker.show(script("One is here."))
    running = asyncio.ensure_future(speaker.run())
    await until(lambda: loudspeaker.played)
    loudspeaker.finish()
    await running
    assert told == [
        Speaking(is_sounding=True),
        Speaking("talk", "0", is_sounding=True),
        Speaking(),
    ]


async def test_a_stop_ends_the_line_and_everything_after_it(
    speaker: Speaker, loudspeaker: FakeLoudspeaker
) -> None:
    speaker.show(script("One is here.", "Two is here."))
    running = asyncio.ensure_future(speaker.run())
    await until(lambda: loudspeaker.played)
    speaker.hush()
    await running
    assert (loudspeaker.played, loudspeaker.whole) == (["One is here."], [])
    speaker.show(script("One is here.", "Two is here.", "Three is here."))
    assert not speaker.wants_run
    speaker.say_again()
    assert speaker.wants_run


async def test_slower_begins_the_line_again_more_slowly(
    speaker: Speaker, voice: FakeVoice, loudspeaker: FakeLoudspeaker
) -> None:
    speaker.show(script("One is here."))
    running = asyncio.ensure_future(speaker.run())
    await until(lambda: loudspeaker.played)
    speaker.set_manner(Manner(110))
    await until(lambda: len(loudspeaker.played) == 2)
    loudspeaker.finish()
    await running
    assert [manner.words_a_minute for _, manner in voice.made] == [150, 110]
    assert loudspeaker.whole == ["One is here."]


async def test_a_crisis_takes_the_word_at_once(
    speaker: Speaker, loudspeaker: FakeLoudspeaker
) -> None:
    speaker.show(script("One is here."))
    running = asyncio.ensure_future(speaker.run())
    await until(lambda: loudspeaker.played)
    speaker.show(script("Are you safe?", place="crisis"))
    await until(lambda: len(loudspeaker.played) == 2)
    loudspeaker.finish()
    await running
    assert loudspeaker.whole == ["Are you safe?"]


async def test_louder_is_heard_in_the_line_that_plays(
    speaker: Speaker, loudspeaker: FakeLoudspeaker
) -> None:
    speaker.set_loudness(0.4)
    speaker.show(script("One is here."))
    running = asyncio.ensure_future(speaker.run())
    await until(lambda: loudspeaker.played)
    assert loudspeaker.loudness == 0.4
    speaker.set_loudness(1.0)
    assert loudspeaker.loudness == 1.0
    loudspeaker.finish()
    await running


@pytest.mark.parametrize("broken", ["loudspeaker", "voice"])
async def test_without_sound_the_lines_are_passed_over_and_the_trouble_is_told_until_it_ends(
    speaker: Speaker, voice: FakeVoice, loudspeaker: FakeLoudspeaker, broken: str
) -> None:
    loudspeaker.is_quick = True
    part = {"loudspeaker": loudspeaker, "voice": voice}[broken]
    part.is_broken = True
    speaker.show(script("One is here.", "Two is here."))
    await speaker.run()
    assert not speaker.speaking.is_sounding
    assert speaker.speaking.trouble.startswith("voice.")
    part.is_broken = False
    speaker.say_again()
    await speaker.run()
    assert speaker.speaking == Speaking()
    assert loudspeaker.whole == ["One is here.", "Two is here."]


async def test_what_has_no_words_is_passed_over(
    speaker: Speaker, voice: FakeVoice, loudspeaker: FakeLoudspeaker
) -> None:
    loudspeaker.is_quick = True
    speaker.show(script("★", "One is here."))
    await speaker.run()
    assert loudspeaker.whole == ["One is here."]


async def test_when_the_window_closes_it_is_silent_for_good(
    speaker: Speaker, voice: FakeVoice, loudspeaker: FakeLoudspeaker
) -> None:
    speaker.show(script("One is here."))
    running = asyncio.ensure_future(speaker.run())
    await until(lambda: loudspeaker.played)
    speaker.close()
    await running
    speaker.show(script("Two is here."))
    await speaker.run()
    assert (loudspeaker.whole, voice.closed, speaker.wants_run) == ([], 1, False)


def test_the_first_voice_that_can_is_heard() -> None:
    broken, well = FakeVoice("broken", is_broken=True), FakeVoice("well")
    said = Voices([broken, well]).speak([Phrase("Hello")], Manner())
    assert said == Sound(b"Hello", 8000)
    with pytest.raises(NoVoiceError, match="There is no voice"):
        Voices([broken]).speak([Phrase("Hello")], Manner())
    with pytest.raises(NoVoiceError):
        Voices([]).speak([Phrase("Hello")], Manner())
