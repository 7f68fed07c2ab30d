"""A language model judges only where nothing was likely enough, and never for long."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.conversation.following import Answer, load_answer_words
from app.conversation.history import Message, Speaker
from app.conversation.intents import Intent, IntentDataError, Understood
from app.conversation.intents.judging import (
    Judgement,
    JudgeWords,
    LanguageModelJudge,
    load_judge_words,
)
from app.conversation.understanding import JUDGED, Understanding
from app.generation import ChatMessage
from app.ids import MessageId, ResidentId, TurnId, new_uuid
from app.safety import RuleBook, Screened, Screener
from app.safety.folding import Folder
from app.safety.frames import Frames
from app.utterance import utterance_from
from tests.fakes.clock import NOON
from tests.fakes.danger import WordsInCommon
from tests.fakes.embedder import HashEmbedder

WHO = ResidentId(new_uuid())
UNSURE = Understood(Intent.GENERAL, between=(Intent.CONNECT, Intent.SOOTHE))


@pytest.fixture(scope="module")
def words(resources: Path) -> JudgeWords:
    return load_judge_words(resources / "intents" / "judge.yaml")


@pytest.fixture(scope="module")
def heard() -> Callable[[str], Screened]:
    from app.safety import DangerKind, DangerLine

    line = DangerLine(text="the gas", kind=DangerKind.SUICIDE, level="urgent", group="g")
    screener = Screener(RuleBook([], Folder({}), Frames({}), None))
    screener.learn(HashEmbedder(), WordsInCommon([line]))
    return lambda said: screener.screen(utterance_from(said))


class Writer:
    """Fills in the form as told, and keeps what it was asked."""

    def __init__(self, answer: Intent | None = Intent.SOOTHE, *, hangs: bool = False) -> None:
        self.asked: list[str] = []
        self._answer, self._hangs = answer, hangs

    async def generate_as(
        self, schema: type[Judgement], messages: tuple[ChatMessage, ...], purpose: str, **_: Any
    ) -> Judgement | None:
        self.asked = [message.content for message in messages]
        if self._hangs:
            await asyncio.Event().wait()
        return Judgement(intent=self._answer) if self._answer else None


async def ready() -> None:
    return None


def judge(words: JudgeWords, writer: Writer, **more: Any) -> LanguageModelJudge:
    return LanguageModelJudge(writer, words, more.pop("ready", ready), **more)  # type: ignore[arg-type]


def test_the_judge_is_told_every_intent_but_a_crisis(words: JudgeWords) -> None:
    assert set(words.meanings) == set(Intent) - {Intent.CRISIS}


async def test_what_is_judged_comes_with_what_was_said_before(words: JudgeWords) -> None:
    writer = Writer()
    assert await judge(words, writer).judge(WHO, "the thing", "How are you?") is Intent.SOOTHE
    assert "How are you?" in writer.asked[1]
    assert "the thing" in writer.asked[1]
    assert "SOOTHE" in writer.asked[0]


@pytest.mark.parametrize("writer", [Writer(None), Writer(Intent.CRISIS)])
async def test_no_judgement_and_a_crisis_are_none(words: JudgeWords, writer: Writer) -> None:
    assert await judge(words, writer).judge(WHO, "the thing", "") is None


async def test_a_judge_that_hangs_or_has_not_loaded_keeps_nobody_waiting(
    words: JudgeWords,
) -> None:
    hanging = judge(words, Writer(hangs=True), deadline_s=0.02)
    assert await hanging.judge(WHO, "the thing", "") is None

    async def loading() -> None:
        await asyncio.Event().wait()

    assert await judge(words, Writer(), ready=loading, deadline_s=0.02).judge(WHO, "x", "") is None


async def test_a_fault_of_the_model_is_no_fault_of_the_turn(words: JudgeWords) -> None:
    async def broken() -> None:
        raise RuntimeError("no model")

    assert await judge(words, Writer(), ready=broken).judge(WHO, "x", "") is None


def asking(text: str) -> Message:
    ids = MessageId(new_uuid()), TurnId(new_uuid()), WHO
    return Message(*ids, Speaker.LILO, text, NOON, (), {"agent": "soothe"})


async def test_the_question_before_comes_first_then_the_judge(
    words: JudgeWords, heard: Callable[[str], Screened], resources: Path
) -> None:
    writer = Writer(Intent.REFLECT)
    answers = load_answer_words(resources / "intents" / "answers.yaml")
    understanding = Understanding(answers, judge(words, writer))
    settle = understanding.settle
    yes = await settle(WHO, heard("yes"), UNSURE, [asking("Shall we?")], NOON)
    assert (yes.understood.primary, yes.answer, writer.asked) == (Intent.SOOTHE, Answer.YES, [])
    unclear = await settle(WHO, heard("it all goes round"), UNSURE, [], NOON)
    assert unclear.understood == Understood(Intent.REFLECT, (), JUDGED)
    sure = Understood(Intent.CONNECT, (), 0.9)
    assert (await settle(WHO, heard("hello there"), sure, [], NOON)).understood is sure


async def test_without_a_judge_what_is_unsure_stays_so(
    heard: Callable[[str], Screened], resources: Path
) -> None:
    answers = load_answer_words(resources / "intents" / "answers.yaml")
    meant = await Understanding(answers).settle(WHO, heard("it goes round"), UNSURE, [], NOON)
    assert meant.understood is UNSURE


async def test_words_that_worry_are_for_the_screening(
    words: JudgeWords, heard: Callable[[str], Screened], resources: Path
) -> None:
    answers = load_answer_words(resources / "intents" / "answers.yaml")
    crisis = Understood(Intent.CRISIS, (), 1.0)
    understanding = Understanding(answers, judge(words, Writer()))
    settled = await understanding.settle(
        WHO, heard("the gas"), crisis, [asking("Is it the gas?")], NOON
    )
    assert (settled.understood, settled.answer) == (crisis, None)


@pytest.mark.parametrize("content", ["", "instruction: x", "- a"])
def test_damaged_words_are_refused_by_name(tmp_path: Path, content: str) -> None:
    path = tmp_path / "judge.yaml"
    path.write_text(content, "utf-8")
    with pytest.raises(IntentDataError, match=r"judge\.yaml cannot be used"):
        load_judge_words(path)
