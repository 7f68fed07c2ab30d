from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC
from itertools import chain, repeat

import pytest

from app.conversation.feelings import Feeling
from app.conversation.perception import Perceived, Perception
from app.quality.evaluation_rows import SafetyRow
from app.quality.hearing import heard_by
from app.quality.screened_rows import Begin, screen_rows
from app.safety import Level, Screener, Weigher, load_trend_rules, load_weights
from app.utterance import Utterance, utterance_from
from tests.unit.quality.conftest import CRISIS

ASIDE = ["The window is open.", "It is Tuesday.", "That is the post."] * 2
DECLINE = SafetyRow(
    turns=[*ASIDE, "Leave me alone.", "I don't want any.", "Go away.", "Leave me alone."], label=1
)


@pytest.fixture
def weigher(screener: Screener) -> Weigher:
    return Weigher(
        load_weights(CRISIS / "fusion.yaml"),
        load_trend_rules(CRISIS / "trajectory.yaml"),
        screener.rule_levels,
        UTC,
    )


def hearing(screener: Screener, weigher: Weigher, feelings: Iterator[Feeling]) -> Begin:
    perception = Perception(screener)

    def perceive(utterance: Utterance) -> Perceived:
        return replace(perception.perceive(utterance), feeling=next(feelings))

    return heard_by(perceive, weigher)


def test_a_single_turn_is_as_its_words_are(screener: Screener, weigher: Weigher) -> None:
    begin = hearing(screener, weigher, repeat(Feeling.NEUTRAL))
    for text in ("I cannot breathe", "It is a lovely day"):
        utterance = utterance_from(text)
        assert begin()(utterance).level is screener.screen(utterance).level


def test_a_decline_over_the_turns_of_a_row_alarms(screener: Screener, weigher: Weigher) -> None:
    sinking = chain(repeat(Feeling.HAPPY, 5), repeat(Feeling.SAD))
    (alarmed,) = screen_rows([DECLINE], hearing(screener, weigher, sinking))
    assert alarmed.level is Level.ELEVATED
    assert alarmed.reasons
    (calm,) = screen_rows([DECLINE], hearing(screener, weigher, repeat(Feeling.NEUTRAL)))
    assert calm.level is Level.NONE


def test_one_row_does_not_hear_another(screener: Screener, weigher: Weigher) -> None:
    feelings = chain(repeat(Feeling.HAPPY, 5), repeat(Feeling.SAD))
    parts = [SafetyRow(text=text, label=1) for text in DECLINE.turns]
    heard = list(screen_rows(parts, hearing(screener, weigher, feelings)))
    assert {screening.level for screening in heard} == {Level.NONE}
