import pytest

from app.safety import THRESHOLDS, Level, SafetyAction, action_for, level_for, level_named


@pytest.mark.parametrize(
    ("score", "level"),
    [
        (0.0, Level.NONE),
        (0.3999, Level.NONE),
        (0.40, Level.MODERATE),
        (0.5999, Level.MODERATE),
        (0.60, Level.ELEVATED),
        (0.7499, Level.ELEVATED),
        (0.75, Level.URGENT),
        (0.8999, Level.URGENT),
        (0.90, Level.IMMEDIATE),
        (1.0, Level.IMMEDIATE),
    ],
)
def test_each_level_begins_at_its_threshold(score: float, level: Level) -> None:
    assert level_for(score) is level


def test_levels_are_in_order_of_gravity() -> None:
    assert sorted(Level) == [
        Level.NONE,
        Level.MODERATE,
        Level.ELEVATED,
        Level.URGENT,
        Level.IMMEDIATE,
    ]
    assert list(THRESHOLDS.values()) == sorted(THRESHOLDS.values())


@pytest.mark.parametrize(
    ("level", "action"),
    [
        (Level.NONE, SafetyAction.CONTINUE),
        (Level.MODERATE, SafetyAction.CONTINUE),
        (Level.ELEVATED, SafetyAction.ESCALATE),
        (Level.URGENT, SafetyAction.ESCALATE),
        (Level.IMMEDIATE, SafetyAction.ESCALATE_IMMEDIATE),
    ],
)
def test_a_human_is_told_from_elevated_and_at_once_at_immediate(
    level: Level, action: SafetyAction
) -> None:
    assert action_for(level) is action


@pytest.mark.parametrize("label", ["urgent", "URGENT", "Urgent"])
def test_a_level_is_found_by_its_name_in_any_case(label: str) -> None:
    assert level_named(label) is Level.URGENT
    assert level_named(label).label == "urgent"


def test_an_unknown_level_is_refused_with_those_there_are() -> None:
    with pytest.raises(ValueError, match=r"'dire'.*none, moderate, elevated, urgent, immediate"):
        level_named("dire")
