"""Trends: quiet in ordinary weeks, and not quiet in a decline that no single turn tells."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

import resources as resources_package
from app.conversation.feelings import Feeling
from app.safety.errors import SafetyDataError
from app.safety.findings import Finding, Stage
from app.safety.levels import Level, level_for
from app.safety.trajectory import Reading, load_trend_rules, may_tell, trend
from tests.unit.safety.ordinary_weeks import DECLINE_DAYS, TEMPERS, Temper, decline, ordinary_weeks

PATH = Path(resources_package.__file__).parent / "crisis" / "trajectory.yaml"
RULES = load_trend_rules(PATH)
NOW = datetime(2026, 3, 14, 20, 0, tzinfo=UTC)


def reading(hours_ago: float, **changes: Any) -> Reading:
    given = {"valence": 0.1, "score": 0.05, "words": 9, "refused": False} | changes
    return Reading(at=NOW - timedelta(hours=hours_ago), **given)


def usual(days: int = 10, a_day: int = 6, **changes: Any) -> list[Reading]:
    """Turns every two hours from two days ago backwards, all alike."""
    return [
        reading(48 + 24 * day + 2 * turn, **changes) for day in range(days) for turn in range(a_day)
    ]


def signs(readings: Sequence[Reading]) -> list[str]:
    """Return what was seen, without the figures and without the finding that sums up."""
    found = [f for f in trend(readings, NOW, RULES) if level_for(f.score) < Level.ELEVATED]
    return [finding.reason.split(" (")[0] for finding in found]


MOOD, WORRY, ANSWERS, REFUSALS = (
    rules.says for rules in (RULES.mood, RULES.worry, RULES.answers, RULES.refusals)
)


def test_nobody_said_anything() -> None:
    assert trend([], NOW, RULES) == ()


def test_days_all_alike_show_nothing() -> None:
    assert trend([*usual(), *(reading(n) for n in range(8))], NOW, RULES) == ()


# Falling mood.


def by_day(*valences: float) -> list[Reading]:
    """One reading a day, the last of them today."""
    return [reading(24 * ago + 1, valence=v) for ago, v in enumerate(reversed(valences))]


def test_a_week_of_falling_mood_is_a_sign() -> None:
    (finding,) = trend(by_day(0.4, 0.3, 0.1, 0.0, -0.2, -0.4, -0.6), NOW, RULES)
    assert finding.reason == "Mood falling (+0.4 to -0.6 over 7 days)"
    assert (finding.stage, finding.kind) == (Stage.TRAJECTORY, RULES.kind)
    assert level_for(finding.score) is Level.MODERATE


@pytest.mark.parametrize(
    "valences",
    [
        pytest.param((0.0, -0.3, -0.6), id="too few days"),
        pytest.param((0.9, 0.8, 0.6, 0.5, 0.3, 0.2, 0.0), id="does not end low"),
        pytest.param((-0.3, -0.32, -0.35, -0.35, -0.4, -0.4, -0.45), id="hardly falls"),
        pytest.param((0.5, -0.6, 0.6, -0.8, 0.5, -0.6, -0.6), id="up and down"),
        pytest.param((-0.6, -0.5, -0.5, -0.4, -0.4, -0.35, -0.31), id="rises"),
    ],
)
def test_other_weeks_are_no_sign(valences: tuple[float, ...]) -> None:
    assert trend(by_day(*valences), NOW, RULES) == ()


def test_mood_that_falls_within_a_conversation_is_a_sign() -> None:
    steps = (0.5, 0.3, 0.2, 0.0, -0.3, -0.4, -0.6, -0.8)
    turns = [reading(1 - n / 60, valence=v) for n, v in enumerate(steps)]
    assert [f.reason for f in trend(turns, NOW, RULES)] == [
        "Mood falling (+0.3 to -0.6 over 8 turns)"
    ]
    assert trend(turns[1:], NOW, RULES) == ()
    # The same turns spread over days are a matter of days, and these are too few.
    spread = [reading(20 - 2.5 * n, valence=v) for n, v in enumerate(steps)]
    assert trend(spread, NOW, RULES) == ()


# Worry that gathers.


def test_worrying_turns_gather() -> None:
    today = [reading(n, score=0.4 if n in {1, 3, 5, 7} else 0.05) for n in range(10)]
    (finding,) = trend([*usual(), *today], NOW, RULES)
    assert finding.reason == "Worrying turns are gathering (4 of 10 turns within 24 h)"
    one_less = [reading(n, score=0.4 if n in {1, 3, 5} else 0.05) for n in range(10)]
    assert trend([*usual(), *one_less], NOW, RULES) == ()


def test_four_worrying_turns_among_many_do_not_count() -> None:
    today = [reading(n / 2, score=0.4 if n % 10 == 0 else 0.05) for n in range(40)]
    assert trend([*usual(), *today], NOW, RULES) == ()


def test_what_is_usual_for_somebody_does_not_count() -> None:
    gloomy = [reading(48 + 2 * n, score=0.4 if n % 4 == 0 else 0.05) for n in range(80)]
    today = [reading(n, score=0.4 if n % 2 == 0 else 0.05) for n in range(10)]
    assert signs([*usual(), *today]) == [WORRY]
    assert signs([*gloomy, *today]) == []


def test_turns_that_tell_by_themselves_are_not_counted_again() -> None:
    today = [reading(n, score=0.7 if n in {1, 3, 5, 7} else 0.05) for n in range(10)]
    assert trend([*usual(), *today], NOW, RULES) == ()


def test_words_that_grow_worse_turn_by_turn_are_a_sign() -> None:
    steps = (0.02, 0.08, 0.14, 0.2, 0.26, 0.29, 0.42, 0.48)
    turns = [reading(1 - n / 60, score=score) for n, score in enumerate(steps)]
    (finding,) = trend(turns, NOW, RULES)
    assert finding.reason == "Worrying turns are gathering (from 0.02 to 0.48 in 8 turns)"


@pytest.mark.parametrize(
    "steps",
    [
        pytest.param((0.02, 0.08, 0.14, 0.2, 0.26, 0.29, 0.42), id="too few"),
        pytest.param((0.02, 0.08, 0.14, 0.2, 0.25, 0.27, 0.29, 0.29), id="not risen far"),
        pytest.param((0.25, 0.26, 0.28, 0.28, 0.29, 0.29, 0.29, 0.41), id="hardly rises"),
        pytest.param((0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.5, 0.5), id="two odd turns"),
        pytest.param((0.1, 0.15, 0.2, 0.25, 0.29, 0.29, 0.45, 0.7), id="told by itself"),
    ],
)
def test_other_turns_do_not_rise(steps: tuple[float, ...]) -> None:
    turns = [reading(1 - n / 60, score=score) for n, score in enumerate(steps)]
    assert trend(turns, NOW, RULES) == ()


# Answers that shrink.


def short(words: int = 2, n: int = 6, apart_h: float = 2.0) -> list[Reading]:
    return [reading(apart_h * turn, words=words) for turn in range(n)]


def test_answers_shrink_against_the_residents_own_habit() -> None:
    (finding,) = trend([*usual(words=12), *short()], NOW, RULES)
    assert finding.reason == "Answers shrinking (2 words a turn instead of 12)"


@pytest.mark.parametrize(
    "readings",
    [
        pytest.param([*usual(words=5), *short(1)], id="never said much"),
        pytest.param([*usual(words=12), *short(5)], id="not short enough"),
        pytest.param([*usual(days=2, words=12), *short()], id="habit not known"),
        pytest.param([*usual(words=12), *short(apart_h=0.1)], id="yes and no within an hour"),
        pytest.param(short(n=5), id="hardly any turns"),
    ],
)
def test_other_answers_do_not_shrink(readings: list[Reading]) -> None:
    assert trend(readings, NOW, RULES) == ()


# Refusals.


def test_three_refusals_in_a_day_are_a_sign() -> None:
    refused = [reading(5 * n, refused=True) for n in range(3)]
    (finding,) = trend(refused, NOW, RULES)
    assert finding.reason == "Refused talk, food or care (3 within 24 h)"
    assert trend(refused[:2], NOW, RULES) == ()
    assert trend([*refused[:2], reading(25, refused=True)], NOW, RULES) == ()


# Together.


def test_one_sign_is_for_the_watch_list_however_strong() -> None:
    (finding,) = trend([reading(n, refused=True) for n in range(20)], NOW, RULES)
    assert finding.score == RULES.alone_at_most
    assert level_for(finding.score) is Level.MODERATE


def test_two_signs_reach_a_human() -> None:
    refused = [reading(5 * n, refused=True) for n in range(3)]
    readings = [*by_day(0.4, 0.3, 0.1, 0.0, -0.2, -0.4), *refused]
    refused_low = [*readings[:-3], *(reading(5 * n, refused=True, valence=-0.6) for n in range(3))]
    first, *single = trend(refused_low, NOW, RULES)
    assert level_for(first.score) is Level.ELEVATED
    assert first.reason == "; ".join(finding.reason for finding in single)
    assert [finding.reason.split(" (")[0] for finding in single] == [MOOD, REFUSALS]
    assert {level_for(finding.score) for finding in single} == {Level.MODERATE}


def test_all_signs_at_once_stay_below_urgent() -> None:
    readings = [
        *usual(words=14),
        *by_day(0.5, 0.3, 0.1, -0.1, -0.3),
        *(reading(2 * n, valence=-0.9, score=0.5, words=1, refused=True) for n in range(10)),
    ]
    first, *single = trend(readings, NOW, RULES)
    assert len(single) == 4
    assert first.score == RULES.together_most
    assert level_for(first.score) is Level.ELEVATED


def test_the_order_does_not_matter_and_the_future_does_not_count() -> None:
    readings = [*usual(words=12), *short(), *(reading(3 * n + 0.5, refused=True) for n in range(3))]
    mixed = list(readings)
    Random(4).shuffle(mixed)
    assert trend(mixed, NOW, RULES) == trend(readings, NOW, RULES)
    later = [reading(-1 - n, refused=True) for n in range(5)]
    assert trend(later, NOW, RULES) == ()


moments = st.floats(0, 400).map(lambda hours: NOW - timedelta(hours=hours))
anything = st.builds(
    Reading, moments, st.floats(-1, 1), st.floats(0, 1), st.integers(0, 500), st.booleans()
)


@given(st.lists(anything, max_size=60))
def test_a_trend_is_never_more_than_elevated(readings: list[Reading]) -> None:
    findings = trend(readings, NOW, RULES)
    assert all(0.40 <= finding.score < 0.75 for finding in findings)
    grave = [finding for finding in findings if level_for(finding.score) is Level.ELEVATED]
    assert len(grave) == (1 if len(findings) > 1 else 0)


def test_a_trend_is_told_once_a_day() -> None:
    assert may_tell(None, NOW, RULES)
    assert not may_tell(NOW, NOW, RULES)
    assert not may_tell(NOW - timedelta(hours=23), NOW, RULES)
    assert may_tell(NOW - timedelta(hours=24), NOW, RULES)
    # The clock was set back: when it was told is not known.
    assert may_tell(NOW + timedelta(hours=1), NOW, RULES)


# Ordinary weeks and declines.


def watched(days: Iterable[Sequence[Reading]]) -> Iterator[Sequence[Finding]]:
    """Yield for each day the gravest trend of it, looked for after each turn."""
    past: list[Reading] = []
    for day in days:
        gravest: tuple[Finding, ...] = ()
        past = [r for r in past if not day or day[-1].at - r.at < timedelta(days=14)]
        for turn in day:
            past.append(turn)
            found = trend(past, turn.at, RULES)
            gravest = max(gravest, found, key=lambda f: f[0].score if f else 0.0)
        yield gravest


def elevated(found: Sequence[Finding]) -> bool:
    return bool(found) and level_for(found[0].score) >= Level.ELEVATED


# Others cover the same lines; these two are long.
@pytest.mark.no_cover
def test_ordinary_weeks_are_quiet() -> None:
    days = [found for temper in TEMPERS for found in watched(ordinary_weeks(temper, 40, seed=7))]
    assert len(days) == 400
    assert sum(map(elevated, days)) <= 0.005 * len(days)


@pytest.mark.no_cover
@pytest.mark.parametrize("temper", [t for t in TEMPERS if t.turns >= 10], ids=str)
def test_a_decline_is_seen_before_its_end(temper: Temper) -> None:
    seen = 0
    for seed in range(4):
        days = list(decline(temper, seed))
        assert all(turn.score < 0.6 for day in days for turn in day)
        seen += any(map(elevated, list(watched(days))[-DECLINE_DAYS:]))
    assert seen >= 3


# Feelings and refusals.


def test_every_feeling_has_a_valence() -> None:
    assert set(RULES.feelings) == {feeling.value for feeling in Feeling}


def test_valence_follows_feeling_and_words() -> None:
    assert RULES.valence_of("happy", 0.0) > RULES.valence_of("neutral", 0.0) > 0
    assert RULES.valence_of("sad", 0.0) < RULES.valence_of("wistful", 0.0) < 0
    assert RULES.valence_of("happy", 0.8) < RULES.valence_of("happy", 0.1)
    assert RULES.valence_of("sad", 1.0) == -1.0
    assert RULES.valence_of("something new", 0.2) == RULES.valence_of("neutral", 0.2)


@pytest.mark.parametrize(
    "said",
    [
        "Leave me alone.",
        "Leave me alone, please!",
        "No. I don't want any, thank you.",
        "I don’t want any",
        "go away",
        "Oh go away, I'm tired.",
        "I don't want to talk",
        "I dont want to talk to anyone today",
        "I won't eat it, take it away",
        "I'm not eating.",
        "Take the tray away.",
        "I'm not hungry",
        "Don't touch me!",
        "I don't want a wash",
        "I'm not getting up today",
        "I don't want anybody in here",
        "I want to be left alone",
        "let me be",
        "no more questions",
        "Shut up.",
    ],
)
def test_refusals_are_heard(said: str) -> None:
    assert RULES.refuses(said)


@pytest.mark.parametrize(
    "said",
    [
        "No",
        "No, thank you.",
        "no no no",
        "Yes",
        "Not today.",
        "I'm tired",
        "Leave me alone, I said to him, and he did",
        "I don't want any trouble",
        "I don't want to go to Blackpool again",
        "My daughter won't eat fish",
        "Nothing",
        "He told me to go away",
        "I don't mind",
        "I can't eat nuts",
        "",
        "…",
    ],
)
def test_other_words_refuse_nothing(said: str) -> None:
    assert not RULES.refuses(said)


@given(st.text(max_size=200))
def test_any_text_can_be_asked_about(text: str) -> None:
    assert RULES.refuses(text) in {True, False}


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda raw: raw["feelings"].pop("neutral"), "neutral"),
        (lambda raw: raw["phrases"].update(refuse=["(leave"]), "pattern of phrases"),
        (lambda raw: raw["mood"]["days"].pop("because"), "because"),
        (lambda raw: raw["together_most"].update(value=0.8), "together_most"),
        (lambda raw: raw["alone_at_most"].update(value=0.7), "alone_at_most"),
    ],
)
def test_what_is_wrong_with_the_file_is_named(
    tmp_path: Path, change: Callable[[Any], None], told: str
) -> None:
    raw = yaml.safe_load(PATH.read_text("utf-8"))
    change(raw)
    path = tmp_path / "trajectory.yaml"
    path.write_text(yaml.safe_dump(raw), "utf-8")
    with pytest.raises(SafetyDataError, match=r"trajectory\.yaml") as caught:
        load_trend_rules(path)
    assert told in caught.value.message
