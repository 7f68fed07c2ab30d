"""Doubts: which turns a nurse should look at, and the many that need no looking at."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.safety.doubts import Doubt, DoubtLimits, doubts_of
from app.safety.findings import Finding, Stage
from app.safety.levels import DangerKind, Level, level_for

RULES = {"medical.stroke": Level.IMMEDIATE, "mood.low": Level.MODERATE}


def found(stage: Stage, score: float) -> Finding:
    return Finding(stage, DangerKind.SUICIDE, score, "why")


def asked(
    *findings: Finding,
    flags: tuple[str, ...] = (),
    semantic: float | None = None,
    limits: DoubtLimits | None = None,
) -> tuple[Doubt, ...]:
    """Ask about a screening that came to the highest of its findings."""
    scores = [finding.score for finding in findings] + [semantic or 0.0]
    return doubts_of(
        level_for(max(scores)),
        findings,
        flags,
        rule_levels=RULES,
        semantic=semantic,
        limits=limits,
    )


def test_a_quiet_turn_is_no_doubt() -> None:
    assert asked(semantic=0.1) == ()
    assert asked() == ()


@pytest.mark.parametrize(
    ("semantic", "doubtful"),
    [(0.39, False), (0.49, False), (0.50, True), (0.59, True), (0.60, False), (0.74, False)],
)
def test_between_the_thresholds_only_the_upper_part_is_looked_at(
    semantic: float, *, doubtful: bool
) -> None:
    assert asked(semantic=semantic) == ((Doubt.BETWEEN_THRESHOLDS,) if doubtful else ())
    assert asked(found(Stage.SEMANTIC, semantic)) == (
        (Doubt.BETWEEN_THRESHOLDS,) if doubtful else ()
    )


def test_a_rule_that_counts_leaves_nothing_between() -> None:
    assert asked(found(Stage.RULE, 0.45), semantic=0.55) == ()


@pytest.mark.parametrize(
    ("rule", "semantic", "doubtful"),
    [
        (0.95, 0.1, True),
        (0.95, 0.5, True),
        (0.95, 0.65, True),
        (0.95, 0.8, False),
        (0.65, 0.1, True),
        (0.65, 0.45, False),
        (0.45, 0.8, True),
        (0.45, 0.1, False),
        # Rules know direct words only; their silence is no objection to an indirect one.
        (0.0, 0.65, False),
        (0.0, 0.76, True),
    ],
)
def test_rules_and_likeness_two_levels_apart_disagree(
    rule: float, semantic: float, *, doubtful: bool
) -> None:
    doubts = asked(found(Stage.RULE, rule), semantic=semantic)
    assert (Doubt.STAGES_DISAGREE in doubts) is doubtful


def test_a_likeness_that_could_not_be_asked_does_not_disagree() -> None:
    assert asked(found(Stage.RULE, 0.95), flags=("rule:medical.stroke", "rules_only")) == ()


@pytest.mark.parametrize(
    ("flags", "semantic", "doubtful"),
    [
        (("held_back:medical.stroke:past",), 0.45, True),
        (("held_back:medical.stroke:past",), 0.39, False),
        (("held_back:mood.low:negated",), 0.45, False),
        (("held_back:gone.since:negated",), 0.45, False),
        (("rule:medical.stroke",), 0.45, False),
        (("held_back:medical.stroke:past", "rules_only"), 0.0, True),
        # It was told as gravely all the same.
        (("held_back:medical.stroke:past",), 0.95, False),
    ],
)
def test_a_grave_rule_that_was_held_back(
    flags: tuple[str, ...], semantic: float, *, doubtful: bool
) -> None:
    assert (Doubt.HELD_BACK in asked(flags=flags, semantic=semantic)) is doubtful


@pytest.mark.parametrize(
    ("stage", "doubt"),
    [(Stage.CLINICAL, Doubt.CLINICAL_RAISED), (Stage.TRAJECTORY, Doubt.TREND)],
)
def test_an_alarm_that_the_words_alone_did_not_earn(stage: Stage, doubt: Doubt) -> None:
    assert doubt in asked(found(stage, 0.62), semantic=0.55)
    assert doubt not in asked(found(stage, 0.45), semantic=0.3)
    assert doubt not in asked(found(stage, 0.68), semantic=0.62)


def test_all_doubts_can_meet() -> None:
    doubts = doubts_of(
        Level.MODERATE,
        [found(Stage.CLINICAL, 0.62), found(Stage.TRAJECTORY, 0.65)],
        ("held_back:medical.stroke:past",),
        rule_levels=RULES,
        semantic=0.55,
        limits=DoubtLimits(apart=0),
    )
    assert doubts == tuple(Doubt)


def test_limits_can_be_set() -> None:
    assert asked(semantic=0.42, limits=DoubtLimits(between_from=0.41)) == (
        Doubt.BETWEEN_THRESHOLDS,
    )


# Others cover the same lines; this one is long.
@pytest.mark.no_cover
@given(
    st.sampled_from(Level),
    st.lists(
        st.builds(
            Finding,
            st.sampled_from(Stage),
            st.sampled_from(DangerKind),
            st.floats(0, 1),
            st.text(max_size=5),
        ),
        max_size=6,
    ),
    st.lists(st.sampled_from(["rules_only", "rule:x", "held_back:x:past"]), max_size=3),
    st.none() | st.floats(0, 1),
)
def test_any_screening_can_be_asked_about(
    level: Level, findings: list[Finding], flags: list[str], semantic: float | None
) -> None:
    doubts = doubts_of(level, findings, flags, rule_levels={"x": Level.URGENT}, semantic=semantic)
    assert len(set(doubts)) == len(doubts)
