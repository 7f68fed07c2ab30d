"""Doubts: why a screening was not sure, so that a nurse looks at its words.

The queue is kept small. What nobody gets through is no review.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.safety.findings import Finding, Stage
from app.safety.levels import Level, level_for


class Doubt(StrEnum):
    """Why the screening was not sure."""

    BETWEEN_THRESHOLDS = "between_thresholds"
    STAGES_DISAGREE = "stages_disagree"
    HELD_BACK = "held_back"
    CLINICAL_RAISED = "clinical_raised"
    TREND = "trend"


@dataclass(frozen=True, slots=True)
class DoubtLimits:
    """Where doubt begins. A queue that nobody gets through is no review, so it is kept small.

    Attributes:
        between_from: a likeness alone between this and ELEVATED is doubtful. The lower part of
            MODERATE is on the watch list already, and is mostly talk about the same things.
        apart: rules and likeness so many levels apart disagree.
        silent_rules: rules that say nothing count as this level, since they know direct words
            only: an ELEVATED likeness without a rule is how indirect words are found.
        grave: rules of this level and above are worth a look when a frame held them back...
        held_back_from: ...and the likeness is at least this, so that each "no chest pain today"
            does not come before a nurse.
        told_from: what the record or a trend raised to this level has reached a human without
            one alarming word.
    """

    between_from: float = 0.50
    apart: int = 2
    silent_rules: Level = Level.MODERATE
    grave: Level = Level.URGENT
    held_back_from: float = 0.40
    told_from: Level = Level.ELEVATED


def doubts_of(
    level: Level,
    findings: Sequence[Finding],
    flags: Sequence[str],
    *,
    rule_levels: Mapping[str, Level],
    semantic: float | None = None,
    limits: DoubtLimits | None = None,
) -> tuple[Doubt, ...]:
    """Return why a screening was not sure; empty for nearly all turns.

    Args:
        level: what the screening came to in the end.
        findings: of all stages.
        flags: of the screening: "held_back:<rule>:<frame>", and "rules_only" where the likeness
            could not be asked.
        rule_levels: the level of each rule by its id.
        semantic: score of the likeness, where it is more than the findings tell; screening
            leaves out likenesses that are too small to explain anything.
    """
    limits = limits or DoubtLimits()
    likeness = _highest(findings, Stage.SEMANTIC) if semantic is None else semantic
    rules = level_for(_highest(findings, Stage.RULE))
    words = max(rules, level_for(likeness))
    has_likeness = "rules_only" not in flags
    doubts = {
        Doubt.BETWEEN_THRESHOLDS: (
            level is Level.MODERATE
            and rules is Level.NONE
            and level_for(likeness) is Level.MODERATE
            and likeness >= limits.between_from
        ),
        Doubt.STAGES_DISAGREE: has_likeness and _disagree(rules, level_for(likeness), limits),
        Doubt.HELD_BACK: (
            any(words < held >= limits.grave for held in _held_back(flags, rule_levels))
            and (likeness >= limits.held_back_from or not has_likeness)
        ),
        Doubt.CLINICAL_RAISED: _told_by(findings, Stage.CLINICAL, words, limits),
        Doubt.TREND: _told_by(findings, Stage.TRAJECTORY, words, limits),
    }
    return tuple(doubt for doubt, holds in doubts.items() if holds)


def _disagree(rules: Level, likeness: Level, limits: DoubtLimits) -> bool:
    if rules is Level.NONE:
        return likeness - limits.silent_rules >= limits.apart
    return abs(rules - likeness) >= limits.apart


def _held_back(flags: Sequence[str], rule_levels: Mapping[str, Level]) -> list[Level]:
    held = (flag.split(":")[1] for flag in flags if flag.startswith("held_back:"))
    # A rule that was taken out since is no reason to ask anybody.
    return [rule_levels.get(rule_id, Level.NONE) for rule_id in held]


def _told_by(findings: Sequence[Finding], stage: Stage, words: Level, limits: DoubtLimits) -> bool:
    return words < level_for(_highest(findings, stage)) >= limits.told_from


def _highest(findings: Sequence[Finding], stage: Stage) -> float:
    return max((finding.score for finding in findings if finding.stage is stage), default=0.0)
