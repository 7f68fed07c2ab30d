"""The contract of both recognisers, and what the closed grammar makes of real sound.

espeak-ng speaks. Vosk is tried where LILO_VOSK_MODEL names the folder of an English model.
"""

import asyncio
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from app.commands.voice import resampled
from app.conversation.listening import (
    Act,
    Ask,
    Came,
    Chunk,
    Expected,
    Hearing,
    Listener,
    Nothing,
    Patience,
    Recognised,
    RecognizerState,
    Trust,
    Wish,
    answers,
    decide,
    load_phrases,
)
from models.speech.listening.child import load
from models.speech.listening.engine import SpeechEngine, SpeechEngineError, SpeechEngineName
from models.speech.listening.recognizer_process import RecognizerProcess
from models.speech.listening.voice_activity import WebRtcVoiceActivity
from models.speech.listening.vosk_recognizer import VoskRecognizer, words_of
from resources import RESOURCES

pytestmark = pytest.mark.skipif(
    shutil.which("espeak-ng") is None, reason="espeak-ng is not installed"
)

PHRASES = load_phrases(RESOURCES / "speech" / "listening.yaml")
WISHES = PHRASES.saying(Wish.NURSE, Wish.STOP, Wish.AGAIN, Wish.YES, Wish.NO)
SCALE = ["Not at all", "Several days", "More than half the days", "Nearly every day"]
EXPECTED = Expected({**WISHES, **answers(SCALE)}, has_question=True)
RATE = 16_000
PIECE = 640


def said(text: str, voice: str = "en-us", pace: int = 130) -> bytes:
    """Have it spoken, with half a second of a quiet room before and after."""
    wav = subprocess.run(
        ["espeak-ng", "-v", voice, "-s", str(pace), "--stdout", text],
        check=True,
        capture_output=True,
    ).stdout
    rate = int.from_bytes(wav[24:28], "little")
    speech = np.frombuffer(resampled(np.frombuffer(wav[44:], np.int16).reshape(-1, 1), rate), "<i2")
    room = np.random.default_rng(5).normal(0, 12, len(speech) + RATE).astype(np.int16)
    room[RATE // 2 : RATE // 2 + len(speech)] += speech // 2
    return room.tobytes()


def quiet(seconds: float) -> bytes:
    return np.random.default_rng(6).normal(0, 12, int(seconds * RATE)).astype("<i2").tobytes()


@pytest.fixture(scope="module", params=list(SpeechEngineName))
def engine(request: pytest.FixtureRequest) -> SpeechEngine:
    folder = os.environ.get("LILO_VOSK_MODEL")
    if request.param is SpeechEngineName.VOSK and not folder:
        pytest.skip("LILO_VOSK_MODEL names no folder of a Vosk model")
    return load(request.param, Path(folder) if folder else None)


@pytest.fixture(scope="module")
def grammar() -> SpeechEngine:
    return load(SpeechEngineName.POCKETSPHINX, None)


def recognised(engine: SpeechEngine, pcm: bytes, expected: Expected = EXPECTED) -> Recognised:
    engine.begin(expected.phrases)
    for at in range(0, len(pcm), PIECE):
        engine.feed(pcm[at : at + PIECE])
    words = engine.finish()
    return Recognised(words.text, words.confidence, is_final=True)


class TestContract:
    """What holds for whichever engine."""

    @pytest.mark.parametrize("text", ["yes", "call the nurse", "nearly every day"])
    def test_it_understands_what_is_said(self, engine: SpeechEngine, text: str) -> None:
        words = recognised(engine, said(text))
        assert words.text in {text, "call a nurse"}
        assert 0.0 < words.confidence <= 1.0

    def test_silence_is_nothing(self, engine: SpeechEngine) -> None:
        assert recognised(engine, quiet(1.0)).text == ""

    def test_nothing_at_all_is_nothing(self, engine: SpeechEngine) -> None:
        engine.begin(EXPECTED.phrases)
        assert engine.finish().text == ""

    def test_one_thing_said_has_nothing_of_the_one_before(self, engine: SpeechEngine) -> None:
        pcm = said("yes")
        before = recognised(engine, pcm)
        recognised(engine, said("nearly every day"))
        assert recognised(engine, pcm).text == before.text

    def test_after_a_look_and_quiet_it_is_what_it_was(self, engine: SpeechEngine) -> None:
        engine.begin(EXPECTED.phrases)
        engine.feed(said("nearly every day"))
        looked = engine.look()
        engine.feed(quiet(0.8))
        assert looked.text in {"", "nearly every day"}
        assert engine.finish().text == "nearly every day"

    def test_a_look_ends_nothing(self, engine: SpeechEngine) -> None:
        pcm = said("nearly every day")
        engine.begin(EXPECTED.phrases)
        engine.feed(pcm[: len(pcm) // 2])
        engine.look()
        engine.feed(pcm[len(pcm) // 2 :])
        assert engine.finish().text == "nearly every day"


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("yes", Wish.YES),
        ("no", Wish.NO),
        ("that is right", Wish.YES),
        ("stop", Wish.STOP),
        ("say it again", Wish.AGAIN),
        ("i need a nurse", Wish.NURSE),
        ("help me", Wish.NURSE),
        ("not at all", Wish.SAY),
        ("several days", Wish.SAY),
        ("more than half the days", Wish.SAY),
    ],
)
def test_the_grammar_understands_its_phrases(grammar: SpeechEngine, text: str, wish: Wish) -> None:
    heard = recognised(grammar, said(text))
    decision = decide(heard, EXPECTED, Trust(), is_free=False)
    assert isinstance(decision, Act | Ask)
    assert decision.wished.wish is wish


@pytest.mark.parametrize(
    "text",
    [
        "the weather is lovely today",
        "good evening and welcome to the news",
        "i was thinking about my father's bakery",
        "several people came to see me",
        "the match begins at three o'clock",
        "my hip hurts when it rains",
    ],
)
def test_other_words_are_never_done_without_asking(grammar: SpeechEngine, text: str) -> None:
    heard = recognised(grammar, said(text, "en-gb"))
    assert not isinstance(decide(heard, EXPECTED, Trust(), is_free=False), Act), heard


def test_words_that_no_dictionary_has_are_left_out(grammar: SpeechEngine) -> None:
    grammar.begin(["xqzt", "yes"])
    grammar.feed(said("yes"))
    assert grammar.finish().text == "yes"


def test_a_folder_without_a_model_is_refused_before_kaldi_ends_the_process(tmp_path: Path) -> None:
    with pytest.raises(SpeechEngineError, match="no am and no conf"):
        VoskRecognizer(tmp_path)


def test_what_vosk_thinks_of_each_word_becomes_one_confidence() -> None:
    result = '{"result": [{"conf": 1.0, "word": "good"}, {"conf": 0.5, "word": "day"}], '
    words = words_of(result + '"text": "good day [unk]"}')
    assert (words.text, words.confidence) == ("good day", 0.75)
    assert words_of('{"text": ""}').confidence == 0.0


class Ears:
    """A listener on a real process, with a clock that follows the sound."""

    def __init__(self, recognizer: RecognizerProcess) -> None:
        self.recognizer = recognizer
        self.now_s = 0.0
        self.is_sounding: Callable[[float], bool] = lambda _: False
        self.finals: list[Recognised] = []
        self.is_understood = asyncio.Event()
        self.listener = Listener(
            recognizer,
            WebRtcVoiceActivity(),
            PHRASES,
            Patience(),
            lambda: self.now_s,
            lambda: self.is_sounding(self.now_s),
            self._came,
        )

    def _came(self, came: Came) -> None:
        if came.final is not None:
            self.finals.append(came.final)
            self.is_understood.set()

    async def hear(self, pcm: bytes) -> None:
        """Hear all of it, and whatever comes of it."""
        for at in range(0, len(pcm), PIECE):
            self.listener.hear(Chunk(pcm[at : at + PIECE]))
            self.now_s += PIECE / 2 / RATE
            if self.listener.hearing is Hearing.THINKING:
                await self.answered()

    async def answered(self) -> None:
        if self.listener.hearing is Hearing.THINKING:
            self.is_understood.clear()
            await self.is_understood.wait()


@pytest.fixture
async def ears() -> "Iterator[Ears]":
    # However busy this machine is: what is late is tested by itself.
    recognizer = RecognizerProcess(SpeechEngineName.POCKETSPHINX, answer_within_s=300.0)
    assert await recognizer.ready()
    yield Ears(recognizer)  # type: ignore[misc]
    recognizer.close()


async def test_from_sound_to_an_answer_through_the_process(ears: Ears) -> None:
    ears.listener.begin(EXPECTED)
    await ears.hear(quiet(0.5) + said("several days") + quiet(3.2))
    assert [final.text for final in ears.finals] == ["several days"]

    # Lilo speaks for half a minute: the microphone hears all of it, and nothing comes of it.
    ears.finals.clear()
    own = said("Call the nurse. Yes. Stop. Nearly every day. Help me. Say it again, please.")
    ears.is_sounding = lambda _: True
    ears.listener.begin(EXPECTED)
    for _ in range(4):
        await ears.hear(own)
    assert ears.finals == []
    assert ears.listener.hearing is Hearing.WAITING

    # Without the gate it would have heard itself: this test can fail.
    ears.is_sounding = lambda _: False
    await ears.hear(own + quiet(3.2))
    assert ears.finals != []


async def test_words_that_come_too_late_are_none() -> None:
    recognizer = RecognizerProcess(SpeechEngineName.POCKETSPHINX, answer_within_s=0.0)
    assert await recognizer.ready()
    heard: asyncio.Future[Recognised] = asyncio.get_running_loop().create_future()
    recognizer.begin(EXPECTED.phrases, heard.set_result)
    recognizer.feed(said("yes"))
    recognizer.finish()
    assert await heard == Recognised("", is_final=True)
    assert recognizer.state is RecognizerState.ABSENT
    recognizer.close()


async def test_a_process_that_dies_leaves_nothing_waiting(ears: Ears) -> None:
    first = ears.recognizer.pid
    ears.listener.begin(EXPECTED)
    await ears.hear(said("yes"))
    assert first is not None
    os.kill(first, 9)
    ears.listener.finish()
    await ears.answered()
    assert ears.finals[-1].text == ""
    assert decide(ears.finals[-1], EXPECTED, Trust(), is_free=False) == Nothing()
    # The next words get another one.
    assert await ears.recognizer.ready()
    assert ears.recognizer.pid != first


async def test_a_model_that_is_not_there_is_known_at_once(tmp_path: Path) -> None:
    recognizer = RecognizerProcess(SpeechEngineName.VOSK, tmp_path)
    assert not await recognizer.ready()
    assert recognizer.state is RecognizerState.BROKEN
    recognizer.close()
