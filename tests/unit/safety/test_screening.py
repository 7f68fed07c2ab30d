"""The one gate for a resident's words: it cannot be walked around, and it never fails."""

from copy import copy
from dataclasses import FrozenInstanceError, replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from structlog.testing import capture_logs

from app.embedding import EmbeddingError, TextEmbedder
from app.late import Late
from app.safety import (
    THRESHOLDS,
    DangerKind,
    DangerReader,
    Finding,
    Level,
    SafetyAction,
    Screened,
    Screener,
    Stage,
)
from app.safety.frames import Frames
from app.safety.patterns import DangerLine
from app.safety.rules import RuleBook
from app.safety.screening import LONG_WORDS
from app.utterance import Utterance, UtteranceError, utterance_from
from tests.fakes.danger import BrokenReader, WordsInCommon
from tests.fakes.embedder import BrokenEmbedder, HashEmbedder

ALARMING = "the moon has swallowed my clock"
WATCHED = "grey pigeons follow everyone"
HARMLESS = "toast and marmalade for breakfast"


def danger(text: str, level: str) -> DangerLine:
    return DangerLine(text=text, kind=DangerKind.CONFUSION_RISK, level=level, group="g")


@pytest.fixture(scope="session")
def examples() -> DangerReader:
    return WordsInCommon([danger(ALARMING, "urgent"), danger(WATCHED, "moderate")])


def complete(rule_book: RuleBook, examples: DangerReader, embedder: TextEmbedder) -> Screener:
    screener = Screener(rule_book)
    screener.learn(embedder, examples)
    return screener


@pytest.fixture
def whole_screener(rule_book: RuleBook, examples: DangerReader) -> Screener:
    return complete(rule_book, examples, HashEmbedder())


def test_nobody_else_can_make_a_screened_utterance() -> None:
    fields = (Utterance("hi"), None, Level.NONE, 0.0, None, (), (), "")
    for seal in (None, object(), "seal", True):
        with pytest.raises(TypeError, match=r"made by Screener\.screen"):
            Screened(seal, *fields)  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        Screened(*fields)  # type: ignore[call-arg]


def test_a_screened_utterance_cannot_be_altered(screener: Screener) -> None:
    screened = screener.screen(utterance_from("I want to die"))
    with pytest.raises((TypeError, ValueError)):
        replace(screened, level=Level.NONE)
    with pytest.raises((TypeError, ValueError)):
        replace(screened, utterance=Utterance("something else"))
    with pytest.raises(TypeError, match=r"made by Screener\.screen"):
        replace(screened, seal=None, level=Level.NONE)
    with pytest.raises(FrozenInstanceError):
        screened.level = Level.NONE  # type: ignore[misc]


def test_the_seal_does_not_lie_on_the_screened_utterance(screener: Screener) -> None:
    screened = screener.screen(utterance_from("hello"))
    assert not hasattr(screened, "seal")
    assert copy(screened) == screened


def test_nothing_alarming_continues_quietly(screener: Screener) -> None:
    screened = screener.screen(utterance_from("I had toast for breakfast"))
    assert (screened.level, screened.score, screened.kind) == (Level.NONE, 0.0, None)
    assert screened.findings == ()
    assert screened.vector is None
    assert screened.nearest == ""
    assert screened.action is SafetyAction.CONTINUE
    assert not screened.is_crisis


def test_without_a_model_the_rules_stand_alone(screener: Screener) -> None:
    assert not screener.is_complete
    screened = screener.screen(utterance_from("I can't breathe"))
    assert (screened.level, screened.kind) == (Level.IMMEDIATE, DangerKind.MEDICAL_EMERGENCY)
    assert screened.score == 0.95
    assert screened.action is SafetyAction.ESCALATE_IMMEDIATE
    assert screened.is_crisis
    assert screened.flags == ("rule:medical.breathing", "rules_only")
    assert screened.findings == (
        Finding(
            Stage.RULE,
            DangerKind.MEDICAL_EMERGENCY,
            pytest.approx(0.95),  # type: ignore[arg-type]
            "Cannot breathe",
        ),
    )


def test_a_rule_held_back_is_on_record_with_its_frame(screener: Screener) -> None:
    screened = screener.screen(utterance_from("no chest pain today"))
    assert screened.level is Level.NONE
    assert screened.flags == ("held_back:medical.chest_pain:negated", "rules_only")


def test_a_rule_that_counts_in_one_clause_is_not_also_held_back(screener: Screener) -> None:
    said = "Yesterday I said no chest pain. Today my chest hurts."
    flags = screener.screen(utterance_from(said)).flags
    assert flags == ("rule:medical.chest_pain", "rules_only")


def test_elevated_is_no_crisis_but_a_human_is_told(screener: Screener) -> None:
    screened = screener.screen(utterance_from("Nobody has come to change me all day"))
    assert screened.level is Level.ELEVATED
    assert screened.action is SafetyAction.ESCALATE
    assert not screened.is_crisis


def test_the_gravest_of_several_dangers_leads(screener: Screener) -> None:
    screened = screener.screen(utterance_from("I want to die. I took the whole bottle of pills."))
    assert (screened.level, screened.kind) == (Level.IMMEDIATE, DangerKind.MEDICAL_EMERGENCY)
    assert [finding.kind for finding in screened.findings] == [
        DangerKind.MEDICAL_EMERGENCY,
        DangerKind.SUICIDE,
    ]
    scores = [finding.score for finding in screened.findings]
    assert scores == sorted(scores, reverse=True)


def test_likeness_to_the_examples_alarms_where_no_rule_speaks(whole_screener: Screener) -> None:
    assert whole_screener.is_complete
    screened = whole_screener.screen(utterance_from(ALARMING))
    assert (screened.level, screened.kind) == (Level.URGENT, DangerKind.CONFUSION_RISK)
    assert screened.flags == ()
    assert screened.nearest == ALARMING
    assert [(f.stage, f.reason) for f in screened.findings] == [
        (Stage.SEMANTIC, f"Sounds like: “{ALARMING}”")
    ]


def test_a_weak_likeness_is_watched_without_alarm(whole_screener: Screener) -> None:
    screened = whole_screener.screen(utterance_from(WATCHED))
    assert screened.level is Level.MODERATE
    assert screened.kind is DangerKind.CONFUSION_RISK
    assert screened.action is SafetyAction.CONTINUE


def test_a_likeness_too_weak_to_count_is_no_reason(whole_screener: Screener) -> None:
    screened = whole_screener.screen(utterance_from(HARMLESS))
    assert (screened.level, screened.kind, screened.reasons) == (Level.NONE, None, ())
    assert screened.score_of(Stage.RULE) == 0.0
    assert 0.0 <= screened.score_of(Stage.SEMANTIC) < THRESHOLDS[Level.MODERATE]


def test_likeness_never_lowers_what_a_rule_earned(whole_screener: Screener) -> None:
    screened = whole_screener.screen(utterance_from(f"{HARMLESS}. I can't breathe."))
    assert screened.level is Level.IMMEDIATE
    assert screened.findings[0].stage is Stage.RULE


def test_the_vector_is_that_of_the_whole_and_goes_on_with_the_words(
    whole_screener: Screener,
) -> None:
    said = "I had toast. It was lovely."
    screened = whole_screener.screen(utterance_from(said))
    assert screened.vector is not None
    assert np.array_equal(screened.vector, HashEmbedder().embed([said])[0])


def test_one_clause_of_a_long_story_can_be_the_crisis(whole_screener: Screener) -> None:
    small_talk = "We walked along the harbour wall every Sunday after church with the dog. " * 3
    said = f"{small_talk} {ALARMING}. {small_talk}"
    assert len(said.split()) > LONG_WORDS
    screened = whole_screener.screen(utterance_from(said))
    assert screened.level is Level.URGENT
    assert screened.nearest.removesuffix(".") == ALARMING


@pytest.mark.parametrize(
    "error",
    [EmbeddingError("broken"), RuntimeError("broken"), MemoryError(), ValueError("broken")],
)
def test_a_failing_engine_leaves_the_rules(rule_book: RuleBook, error: Exception) -> None:
    screener = complete(rule_book, BrokenReader(error), HashEmbedder())
    with capture_logs() as logs:
        screened = screener.screen(utterance_from("I can't breathe"))
    assert screened.level is Level.IMMEDIATE
    assert screened.flags == ("rule:medical.breathing", "rules_only")
    assert [entry["event"] for entry in logs] == ["danger_model_failed_while_screening"]


def test_without_a_vector_the_danger_model_speaks_all_the_same(
    rule_book: RuleBook, examples: DangerReader
) -> None:
    screener = complete(rule_book, examples, BrokenEmbedder(EmbeddingError("broken")))
    with capture_logs() as logs:
        screened = screener.screen(utterance_from(ALARMING))
    assert screened.level is Level.URGENT
    assert screened.vector is None
    assert [entry["event"] for entry in logs] == ["embedding_failed_while_screening"]


def test_other_rules_come_into_use_at_once(rule_book: RuleBook) -> None:
    screener = Screener(rule_book)
    assert screener.screen(utterance_from("I can't breathe")).is_crisis
    screener.use_rules(RuleBook([], rule_book.folder, Frames({}), None))
    assert screener.screen(utterance_from("I can't breathe")).level is Level.NONE


def test_rules_that_come_late_are_there_when_prepared_or_asked(rule_book: RuleBook) -> None:
    loaded: list[int] = []

    def load() -> tuple[RuleBook, ...]:
        loaded.append(1)
        return (RuleBook([], rule_book.folder, Frames({}), None), rule_book)

    screener = Screener(Late(load))
    assert loaded == []
    screener.prepare()
    screener.prepare()
    # Those beside the first are heard as well.
    assert screener.screen(utterance_from("I can't breathe")).is_crisis
    assert loaded == [1]


def test_rules_that_were_changed_before_the_first_words(rule_book: RuleBook) -> None:
    none = RuleBook([], rule_book.folder, Frames({}), None)
    screener = Screener(Late(lambda: (none, none)))
    screener.use_rules(rule_book)
    assert screener.screen(utterance_from("I can't breathe")).is_crisis


def test_screening_the_same_words_gives_the_same(screener: Screener) -> None:
    one = screener.screen(utterance_from("hello"))
    assert one == screener.screen(utterance_from("hello"))
    assert one != screener.screen(utterance_from("goodbye"))


ANYTHING = st.text(alphabet=st.characters(exclude_categories=()), max_size=300)


# Others cover the same lines; this one is long.
@pytest.mark.no_cover
@given(ANYTHING)
@hypothesis_settings(max_examples=10_000)
def test_screening_never_fails_on_any_words(
    rule_book: RuleBook, examples: DangerReader, raw: str
) -> None:
    try:
        utterance = utterance_from(raw)
    except UtteranceError:
        return
    screened = complete(rule_book, examples, HashEmbedder()).screen(utterance)
    assert 0.0 <= screened.score <= 1.0
    assert (screened.kind is None) is (screened.level is Level.NONE)


@given(ANYTHING)
def test_screening_never_fails_on_text_that_was_not_cleaned(
    rule_book: RuleBook, examples: DangerReader, raw: str
) -> None:
    screened = complete(rule_book, examples, HashEmbedder()).screen(Utterance(raw))
    assert screened.utterance.text == raw


@given(st.text(max_size=80))
def test_the_examples_can_only_raise_what_the_rules_say(
    rule_book: RuleBook, examples: DangerReader, more: str
) -> None:
    # Words that are certain; a hint is heard louder while there is no model (ADR 0026).
    utterance = Utterance(f"I can't breathe, help me. {more}")
    by_rules = Screener(rule_book).screen(utterance).level
    assert complete(rule_book, examples, HashEmbedder()).screen(utterance).level >= by_rules


def test_the_rules_in_use_can_be_named_and_changed(rule_book: RuleBook) -> None:
    screener = Screener(rule_book)
    assert screener.rule_levels() == {rule.id: rule.level for rule in rule_book.rules}
    first = copy(rule_book)
    first.rules = rule_book.rules[:1]
    screener.use_rules(first)
    assert list(screener.rule_levels()) == [rule_book.rules[0].id]


def test_rules_alone_find_what_they_know_while_a_model_is_there(whole_screener: Screener) -> None:
    alone = whole_screener.screen_by_rules(utterance_from("I can't breathe"))
    assert alone.level is Level.IMMEDIATE
    assert alone.vector is None
