"""The one gate that every word of a resident passes: `Screener.screen` makes `Screened`.

Nothing else can make one, and the conversation accepts nothing else, so no reply can be
generated from words that were not screened.
"""

from collections.abc import Sequence
from dataclasses import InitVar, dataclass
from enum import StrEnum

import structlog

from app.embedding import TextEmbedder, Vector, Vectors
from app.safety.levels import DangerKind, Level, SafetyAction, action_for, level_for
from app.safety.rules import RuleBook, RuleHit
from app.safety.semantics import Nearness, PatternIndex
from app.utterance import Utterance

_log = structlog.get_logger(__name__)


LONG_WORDS = 25
"""More words than this are a long turn."""


class Stage(StrEnum):
    """Which part of the screening spoke."""

    RULE = "rule"
    SEMANTIC = "semantic"


@dataclass(frozen=True, slots=True)
class Finding:
    """One reason for a level.

    Attributes:
        reason: exact words for staff: which rule, or which written example is nearest.
    """

    stage: Stage
    kind: DangerKind
    score: float
    reason: str


class _Seal:
    """Only this module holds one."""


_SEAL = _Seal()


@dataclass(frozen=True, slots=True)
class Screened:
    """An utterance that was screened; made by `Screener.screen` alone.

    Attributes:
        vector: the utterance's vector, for every later step; None while there is no model.
        score: 0..1, the highest any stage gave.
        findings: reasons, gravest first.
        flags: short names for records: rules that matched, those held back and by what, and
            "rules_only" when there was no embedding model.
    """

    seal: InitVar[_Seal]
    utterance: Utterance
    vector: Vector | None
    level: Level
    score: float
    kind: DangerKind | None
    findings: tuple[Finding, ...]
    flags: tuple[str, ...]
    nearest: str = ""

    def __post_init__(self, seal: _Seal) -> None:
        if seal is not _SEAL:
            raise TypeError("Screened is made by Screener.screen, never directly.")

    @property
    def action(self) -> SafetyAction:
        """What follows."""
        return action_for(self.level)

    @property
    def is_crisis(self) -> bool:
        """Whether the crisis dialogue takes over from the conversation."""
        return self.level >= Level.URGENT


class Screener:
    """Screens utterances by rules and by likeness to written examples."""

    def __init__(self, rules: RuleBook) -> None:
        self._rules = rules
        self._index: PatternIndex | None = None
        self._embedder: TextEmbedder | None = None

    def learn(self, embedder: TextEmbedder, index: PatternIndex) -> None:
        """Take the semantic stage into use, once the embedding model has loaded."""
        self._index, self._embedder = index, embedder

    @property
    def is_complete(self) -> bool:
        """Whether both stages work; without a model the rules stand alone."""
        return self._index is not None

    def screen(self, utterance: Utterance) -> Screened:
        """Screen the whole, and every clause by itself. Never raises.

        Likeness is asked of single clauses only in long turns, where one of them can be the
        crisis; in a short turn a clause says less than the whole and alarms more often.
        """
        is_long = len(utterance.text.split()) > LONG_WORDS
        vectors = self._vectors(utterance.text, utterance.clauses if is_long else ())
        nearness = self._nearness(vectors)
        vector = None if vectors is None else vectors[0]
        return _fused(utterance, self._hits(utterance), nearness, vector)

    def screen_by_rules(self, utterance: Utterance) -> Screened:
        """Screen by rules alone, whatever the model is doing. Never raises."""
        return _fused(utterance, self._hits(utterance), [], None)

    def _hits(self, utterance: Utterance) -> list[RuleHit]:
        clauses = [self._rules.folder.clause(raw) for raw in utterance.clauses]
        if len(clauses) > 1:
            # The whole as well: "I fell. Can't get up." may need both halves.
            clauses.append(self._rules.folder.clause(utterance.text))
        return [hit for clause in clauses for hit in self._rules.hits(clause)]

    def _vectors(self, whole: str, clauses: Sequence[str]) -> Vectors | None:
        if self._embedder is None:
            return None
        try:
            vectors = self._embedder.embed([whole, *clauses])
            return vectors if len(vectors) else None
        except Exception:
            # Whatever an engine does, the rules' verdict must reach a human.
            _log.exception("embedding_failed_while_screening")
            return None

    def _nearness(self, vectors: Vectors | None) -> list[Nearness]:
        if vectors is None or self._index is None:
            return []
        return self._index.nearness(vectors)


def _is_worth_telling(finding: Finding) -> bool:
    """Whether staff should read it; a likeness that would not alarm by itself explains nothing."""
    least = Level.MODERATE if finding.stage is Stage.RULE else Level.ELEVATED
    return level_for(finding.score) >= least


def _fused(
    utterance: Utterance,
    hits: Sequence[RuleHit],
    nearness: Sequence[Nearness],
    vector: Vector | None,
) -> Screened:
    counting = {hit.rule.id: hit for hit in hits if hit.held_back_by is None}
    held_back = {
        hit.rule.id: hit for hit in hits if hit.held_back_by and hit.rule.id not in counting
    }
    findings = [
        Finding(Stage.RULE, hit.rule.kind, hit.score, hit.rule.says) for hit in counting.values()
    ]
    findings += [
        Finding(Stage.SEMANTIC, near.kind, near.score, f"Sounds like: “{near.nearest}”")
        for near in nearness
        if near.score > 0
    ]
    findings.sort(key=lambda finding: finding.score, reverse=True)
    score = findings[0].score if findings else 0.0
    level = level_for(score)
    flags = [f"rule:{rule_id}" for rule_id in counting]
    flags += [f"held_back:{rule_id}:{hit.held_back_by}" for rule_id, hit in held_back.items()]
    if not nearness:
        flags.append("rules_only")
    return Screened(
        _SEAL,
        utterance,
        vector,
        level,
        round(score, 4),
        findings[0].kind if level > Level.NONE else None,
        tuple(finding for finding in findings if _is_worth_telling(finding)),
        tuple(flags),
        max(nearness, key=lambda near: near.cosine).nearest if nearness else "",
    )
