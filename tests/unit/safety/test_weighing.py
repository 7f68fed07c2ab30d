"""The record and the trend beside the words: they add, and never take away."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.clinical import ScaleId, Score
from app.identity import RiskFactor, RiskKind
from app.ids import ResidentId
from app.safety import (
    DangerKind,
    DangerLine,
    Level,
    Reading,
    RiskPicture,
    Screened,
    Screener,
    Stage,
    Weigher,
    load_trend_rules,
    load_weights,
)
from app.safety.rules import RuleBook
from app.utterance import Utterance, utterance_from
from tests.fakes.danger import WordsInCommon
from tests.fakes.embedder import HashEmbedder

NOW = datetime(2026, 11, 3, 15, tzinfo=UTC)
RESIDENT = ResidentId(UUID(int=7))
LOW = "everything is so grey these days"
DEPRESSED = Score(UUID(int=1), RESIDENT, ScaleId.PHQ9, date(2026, 11, 1), 21, (2,) * 8 + (3,))
ATTEMPT = RiskFactor(RiskKind.PREVIOUS_ATTEMPT, "2019")
PICTURE = RiskPicture((DEPRESSED,), (ATTEMPT,))


@pytest.fixture(scope="session")
def weigher(resources: Path) -> Weigher:
    crisis = resources / "crisis"
    return Weigher(
        load_weights(crisis / "fusion.yaml"),
        load_trend_rules(crisis / "trajectory.yaml"),
        dict,
        ZoneInfo("America/New_York"),
    )


@pytest.fixture(scope="session")
def low_screener(rule_book: RuleBook) -> Screener:
    line = DangerLine(text=LOW, kind=DangerKind.SUICIDE, level="moderate", group="g")
    screener = Screener(rule_book)
    screener.learn(HashEmbedder(), WordsInCommon([line]))
    return screener


def weighed(weigher: Weigher, screened: Screened, picture: RiskPicture) -> Screened:
    return weigher.weigh(screened, picture, "sad", NOW).screened


def decline(until: datetime) -> tuple[Reading, ...]:
    """Ten days: talkative and well at first, then ever lower, shorter and refusing."""
    readings = []
    for day in range(10):
        for turn in range(12):
            at = until - timedelta(days=9 - day, minutes=(12 - turn) * 20)
            well = day < 5
            low = -0.15 * (day - 4)
            readings.append(
                Reading(
                    at,
                    0.3 if well else low,
                    0.05 if well else 0.45,
                    14 if well else 2,
                    not well and turn % 3 == 0,
                )
            )
    return tuple(readings)


def test_the_record_raises_words_that_were_only_to_be_watched(
    weigher: Weigher, low_screener: Screener
) -> None:
    screened = low_screener.screen(utterance_from(LOW))
    assert screened.level is Level.MODERATE
    after = weighed(weigher, screened, PICTURE)
    assert after.level is Level.ELEVATED
    assert after.findings[0].stage is Stage.CLINICAL
    assert any("PHQ-9" in reason for reason in after.reasons)


def test_the_record_alone_alarms_nobody(weigher: Weigher, low_screener: Screener) -> None:
    screened = low_screener.screen(utterance_from("lovely toast and jam"))
    assert weighed(weigher, screened, PICTURE) is screened


def test_a_decline_is_told_though_no_turn_says_anything(
    weigher: Weigher, screener: Screener
) -> None:
    screened = screener.screen(utterance_from("no"))
    assert screened.level is Level.NONE
    after = weighed(weigher, screened, RiskPicture(readings=decline(NOW)))
    assert after.level is Level.ELEVATED
    assert after.findings[0].stage is Stage.TRAJECTORY
    assert after.reasons


def test_a_decline_that_was_told_today_is_not_told_at_every_turn(
    weigher: Weigher, screener: Screener
) -> None:
    screened = screener.screen(utterance_from("no"))
    told = RiskPicture(readings=decline(NOW), trend_told_at=NOW - timedelta(hours=1))
    assert weighed(weigher, screened, told).level is Level.NONE


def test_a_reading_holds_the_words_own_score_and_how_they_felt(
    weigher: Weigher, low_screener: Screener
) -> None:
    screened = low_screener.screen(utterance_from(LOW))
    after = weighed(weigher, screened, PICTURE)
    reading = weigher.reading_of(after, "sad", NOW)
    assert reading.score == screened.score_of(Stage.SEMANTIC) < after.score
    assert (reading.words, reading.refused, reading.at) == (6, False, NOW)
    assert reading.valence < 0.0
    refusal = low_screener.screen(utterance_from("Leave me alone."))
    assert weigher.reading_of(refusal, "cross", NOW).refused


@given(
    st.text(max_size=60),
    st.lists(st.sampled_from(list(RiskKind)), max_size=5),
    st.integers(0, 27),
    st.integers(0, 3),
)
def test_weighing_never_lowers_a_level(
    weigher: Weigher,
    low_screener: Screener,
    more: str,
    risks: list[RiskKind],
    total: int,
    item: int,
) -> None:
    items = (0,) * 8 + (item,)
    score = Score(UUID(int=2), RESIDENT, ScaleId.PHQ9, date(2026, 10, 20), total, items)
    picture = RiskPicture((score,), tuple(RiskFactor(risk, "") for risk in risks), decline(NOW))
    for words in (more, f"{LOW} {more}", f"I want to die {more}"):
        screened = low_screener.screen(Utterance(words))
        after = weighed(weigher, screened, picture)
        assert after.level >= screened.level
        assert after.score >= screened.score
        assert set(screened.findings) <= set(after.findings)
