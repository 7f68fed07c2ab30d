"""The words of safety: how grave, of what kind, and what is done about it."""

from enum import IntEnum, StrEnum


class Level(IntEnum):
    """How grave a turn is. Comparable; higher is graver."""

    NONE = 0
    MODERATE = 1
    ELEVATED = 2
    URGENT = 3
    IMMEDIATE = 4

    @property
    def label(self) -> str:
        """Lower-case name, as used in files and on the command line."""
        return self.name.lower()


THRESHOLDS: dict[Level, float] = {
    Level.MODERATE: 0.40,
    Level.ELEVATED: 0.60,
    Level.URGENT: 0.75,
    Level.IMMEDIATE: 0.90,
}
"""Lowest score of each level, in 0..1."""


class DangerKind(StrEnum):
    """The nine kinds of danger."""

    SUICIDE = "suicide"
    SELF_HARM = "self_harm"
    GIVING_UP_CARE = "giving_up_care"
    MEDICAL_EMERGENCY = "medical_emergency"
    ABUSE_NEGLECT = "abuse_neglect"
    WANDERING = "wandering"
    VIOLENCE = "violence"
    FIRE_SURROUNDINGS = "fire_surroundings"
    CONFUSION_RISK = "confusion_risk"


class SafetyAction(StrEnum):
    """What follows from a screening."""

    CONTINUE = "continue"
    ESCALATE = "escalate"
    ESCALATE_IMMEDIATE = "escalate_immediate"
    BLOCK = "block"
    """Only for Lilo's own sentences: this one must not be said."""


def level_for(score: float) -> Level:
    """Return the level a score in 0..1 reaches."""
    return max(
        (level for level, lowest in THRESHOLDS.items() if score >= lowest), default=Level.NONE
    )


def level_named(label: str) -> Level:
    """Return the level of that name, in any case.

    Raises:
        ValueError: there is no such level.
    """
    try:
        return Level[label.upper()]
    except (KeyError, AttributeError):
        allowed = ", ".join(level.label for level in Level)
        raise ValueError(f"There is no level '{label}'. Allowed: {allowed}.") from None


def action_for(level: Level) -> SafetyAction:
    """Return what is done at a level: from ELEVATED a human is told, at IMMEDIATE at once."""
    if level is Level.IMMEDIATE:
        return SafetyAction.ESCALATE_IMMEDIATE
    if level >= Level.ELEVATED:
        return SafetyAction.ESCALATE
    return SafetyAction.CONTINUE
