"""The one gate that every word of a resident passes: `Screener.screen` makes `Screened`.

Nothing else can make one, and the conversation accepts nothing else, so no reply can be
generated from words that were not screened.
"""

from collections.abc import Sequence
from dataclasses import InitVar, dataclass
from math import floor

import structlog

from app.embedding import TextEmbedder, Vector
from app.late import Late
from app.safety.findings import Finding, Stage
from app.safety.levels import DangerKind, Level, SafetyAction, action_for, level_for
from app.safety.rules import RuleBook, RuleHit
from app.safety.semantics import DangerReader, Likeness, score_of
from app.utterance import Utterance

_log = structlog.get_logger(__name__)


LONG_WORDS = 25
"""More words than this are a long turn."""


class _Seal:
    """Only this module holds one."""


_SEAL = _Seal()


@dataclass(frozen=True, slots=True)
class Screened:
    """An utterance that was screened; made by `Screener.screen` alone.

    Attributes:
        vector: the utterance's vector, for every later step; None while there is no model.
        score: 0..1, the highest any stage gave.
        findings: what every stage says, gravest first.
        flags: short names for records: rules that matched ("rule:" where their words are certain,
            "hint:" where they are not), those held back and by what, and "rules_only" when there
            was no danger model.
        nearest: the written danger line nearest to it, or empty.
    """

    seal: InitVar[_Seal]
    utterance: Utterance
    vector: Vector | None
    level: Level
    score: float
    kind: DangerKind | None
    findings: tuple[Finding, ...]
    flags: tuple[str, ...]
    nearest: str

    def __post_init__(self, seal: _Seal) -> None:
        if seal is not _SEAL:
            raise TypeError("Screened is made by Screener.screen, never directly.")

    @property
    def action(self) -> SafetyAction:
        """What follows."""
        return action_for(self.level)

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why the level is what it is, in words for staff, gravest first and each once."""
        return tuple(dict.fromkeys(f.reason for f in self.findings if is_worth_telling(f)))

    def score_of(self, stage: Stage) -> float:
        """Return the highest score of one stage; 0 where it said nothing."""
        return max((f.score for f in self.findings if f.stage is stage), default=0.0)

    @property
    def is_crisis(self) -> bool:
        """Whether the crisis dialogue takes over from the conversation."""
        return self.level >= Level.URGENT


class Screener:
    """Screens utterances by rules and by likeness to written examples."""

    def __init__(self, rules: RuleBook | Late[tuple[RuleBook, ...]], *beside: RuleBook) -> None:
        """Screen by the rules, and by those of other languages beside them.

        Whoever speaks two languages cries out in either, whatever the kiosk speaks.

        Args:
            rules: those of English; or, late, those of all languages with English first. Whoever
                lets residents speak calls `prepare` before that: in `screen` a file that is wrong
                would come too late.
            beside: of the other languages.
        """
        if isinstance(rules, RuleBook):
            books = (rules, *beside)
            self._books = Late(lambda: books)
        else:
            self._books = rules
        self._reader: DangerReader | None = None
        self._embedder: TextEmbedder | None = None

    def prepare(self) -> None:
        """Load the rules, if they are not there yet. Blocking: takes seconds.

        Raises:
            SafetyDataError: a file of them is wrong.
        """
        self._books()

    def learn(self, embedder: TextEmbedder, reader: DangerReader) -> None:
        """Take the semantic stage into use, once the models have loaded."""
        self._reader, self._embedder = reader, embedder

    def use_rules(self, rules: RuleBook) -> None:
        """Take other rules into use, from the next utterance on."""
        others = self._books
        self._books = Late(lambda: (rules, *others()[1:]))

    def rule_levels(self) -> dict[str, Level]:
        """Return the level of each rule in use, by its id."""
        return {rule.id: rule.level for rule in self._books()[0].rules}

    @property
    def is_complete(self) -> bool:
        """Whether both stages work; without a model the rules stand alone."""
        return self._reader is not None

    def screen(self, utterance: Utterance) -> Screened:
        """Screen the whole, and every clause by itself. Never raises.

        Likeness is asked of single clauses only in long turns, where one of them can be the
        crisis; in a short turn a clause says less than the whole and alarms more often.
        """
        is_long = len(utterance.text.split()) > LONG_WORDS
        likenesses = self._likenesses([utterance.text, *(utterance.clauses if is_long else ())])
        return self._fused(
            utterance, self._hits(utterance), likenesses, self._vector(utterance.text)
        )

    def screen_by_rules(self, utterance: Utterance) -> Screened:
        """Screen by rules alone, whatever the model is doing. Never raises."""
        return self._fused(utterance, self._hits(utterance), [], None)

    def _hits(self, utterance: Utterance) -> list[RuleHit]:
        said = list(utterance.clauses)
        if len(said) > 1:
            # The whole as well: "I fell. Can't get up." may need both halves.
            said.append(utterance.text)
        return [
            hit
            for rules in self._books()
            for raw in said
            for hit in rules.hits(rules.folder.clause(raw))
        ]

    def _vector(self, text: str) -> Vector | None:
        if self._embedder is None:
            return None
        try:
            vector: Vector = self._embedder.embed([text])[0]
        except Exception:
            # Without it the reply is poorer; what was screened stands.
            _log.exception("embedding_failed_while_screening")
            return None
        return vector

    def _likenesses(self, texts: Sequence[str]) -> list[tuple[Likeness, float]]:
        """Return what the danger model says of each text, with its score."""
        if self._reader is None:
            return []
        try:
            operating = self._reader.operating
            return [(read, score_of(read, operating)) for read in self._reader.read(texts)]
        except Exception:
            # Whatever an engine does, the rules' verdict must reach a human.
            _log.exception("danger_model_failed_while_screening")
            return []

    def _fused(
        self,
        utterance: Utterance,
        hits: Sequence[RuleHit],
        likenesses: Sequence[tuple[Likeness, float]],
        vector: Vector | None,
    ) -> Screened:
        # A certain hit of one clause stands before a hint of another.
        heard = sorted(hits, key=lambda hit: hit.is_certain)
        counting = {hit.rule.id: hit for hit in heard if hit.held_back_by is None}
        held_back = {
            hit.rule.id: hit for hit in hits if hit.held_back_by and hit.rule.id not in counting
        }
        likeness = level_for(max(score for _, score in likenesses)) if likenesses else None
        findings = [
            Finding(Stage.RULE, hit.rule.kind, hit.score_beside(likeness), hit.rule.says)
            for hit in counting.values()
        ]
        findings += [
            Finding(Stage.SEMANTIC, read.kind, score, f"Sounds like: “{read.nearest}”")
            for read, score in likenesses
            if score > 0
        ]
        flags = [
            f"{'rule' if hit.is_certain else 'hint'}:{rule_id}" for rule_id, hit in counting.items()
        ]
        flags += [f"held_back:{rule_id}:{hit.held_back_by}" for rule_id, hit in held_back.items()]
        if not likenesses:
            flags.append("rules_only")
        nearest = max(likenesses, key=lambda one: one[0].cosine)[0].nearest if likenesses else ""
        return _sealed(utterance, vector, findings, flags, nearest)


def _sealed(
    utterance: Utterance,
    vector: Vector | None,
    findings: Sequence[Finding],
    flags: Sequence[str],
    nearest: str,
) -> Screened:
    by_score = sorted(findings, key=lambda finding: finding.score, reverse=True)
    score = by_score[0].score if by_score else 0.0
    level = level_for(score)
    return Screened(
        _SEAL,
        utterance,
        vector,
        level,
        floor(score * 1e4) / 1e4,
        by_score[0].kind if level > Level.NONE else None,
        tuple(by_score),
        tuple(flags),
        nearest,
    )


def raised(screened: Screened, findings: Sequence[Finding]) -> Screened:
    """Return the screening with more findings; its level can only rise."""
    if not findings:
        return screened
    return _sealed(
        screened.utterance,
        screened.vector,
        [*screened.findings, *findings],
        screened.flags,
        screened.nearest,
    )


def is_worth_telling(finding: Finding) -> bool:
    """Whether staff should read it; a likeness that would not alarm by itself explains nothing."""
    least = Level.MODERATE if finding.stage is Stage.RULE else Level.ELEVATED
    return level_for(finding.score) >= least
