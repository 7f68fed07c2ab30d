"""The rule stage: red flags that go straight to a human, with no model in between.

Deterministic, and under a millisecond a turn. The rules are data
(`resources/crisis/rules.yaml`), checked when loaded.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from app.safety.errors import SafetyDataError
from app.safety.folding import Clause, Folder
from app.safety.frames import Frame, Frames
from app.safety.levels import THRESHOLDS, DangerKind, Level, level_named
from app.safety.openings import SPACE, OpeningIndex

_SCORE_ABOVE_THRESHOLD = 0.05
_ALL_FRAMES = tuple(Frame)
_WORDS = re.compile(r"\w+", re.ASCII)


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _RuleRow(_Strict):
    id: str
    kind: DangerKind
    level: Annotated[Level, BeforeValidator(level_named)]
    says: str
    any: list[str] = Field(min_length=1)
    unless: list[Frame] | None = None


class _FrameRow(_Strict):
    before: list[str] = []
    around: list[str] = []
    never: list[str] = []
    never_before: list[str] = []


class _RuleFile(_Strict):
    spellings: dict[str, str]
    terms: dict[str, str]
    idioms: list[str]
    frames: dict[Frame, _FrameRow]
    rules: list[_RuleRow]


@dataclass(frozen=True, slots=True)
class Rule:
    """A red flag.

    Attributes:
        says: what it means, for a nurse to read.
        patterns: any of them, from the beginning of a word.
        unless: frames that make it harmless.
    """

    id: str
    kind: DangerKind
    level: Level
    says: str
    patterns: tuple[re.Pattern[str], ...]
    unless: tuple[Frame, ...]


@dataclass(frozen=True, slots=True)
class RuleHit:
    """A rule that matched.

    Attributes:
        held_back_by: the frame that makes it harmless, or None when it counts.
    """

    rule: Rule
    words: str
    held_back_by: Frame | None

    @property
    def score(self) -> float:
        """Score in 0..1 that a counting hit stands for."""
        return THRESHOLDS[self.rule.level] + _SCORE_ABOVE_THRESHOLD


class RuleBook:
    """All rules with what they need to be read."""

    def __init__(
        self,
        rules: Sequence[Rule],
        folder: Folder,
        frames: Frames,
        idioms: re.Pattern[str] | None,
    ) -> None:
        self.rules = tuple(rules)
        self.folder = folder
        self._frames = frames
        self._idioms = idioms
        self._all = [
            (number, pattern) for number, rule in enumerate(rules) for pattern in rule.patterns
        ]
        self._index = OpeningIndex([pattern.pattern for _, pattern in self._all])

    def hits(self, clause: Clause) -> list[RuleHit]:
        """Return every rule that matches the clause, held back or not."""
        folded = clause.folded
        if self._idioms:
            folded = self._idioms.sub("…", folded)
            clause = Clause(clause.raw, folded, clause.asks)
        # A rule may match twice: "no chest pain before, but chest pain now". One that counts is
        # enough.
        found: dict[int, RuleHit] = {}
        read_to = dict.fromkeys(range(len(self.rules)), 0)
        for word in _WORDS.finditer(folded):
            start = word.start()
            for candidate in self._index.at(word[0]):
                number, pattern = self._all[candidate]
                if start < read_to[number] or not (match := pattern.match(folded, start)):
                    continue
                rule = self.rules[number]
                held_back_by = self._frames.around(clause, match, rule.unless)
                found[number] = RuleHit(rule, match[0], held_back_by)
                read_to[number] = match.end() if held_back_by else len(folded)
        return [found[number] for number in sorted(found)]


def load_rule_book(path: Path) -> RuleBook:
    """Read and check the rules.

    Raises:
        SafetyDataError: the file is missing or wrong; the message says where and why.
    """
    try:
        raw: Any = yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)
        parsed = _RuleFile.model_validate(raw)
        folder = Folder(parsed.spellings)
        rules = [_compiled(row, parsed.terms) for row in parsed.rules]
        frames = {
            frame: {
                # In frames a comma ends the reach: "No, I want to die" negates nothing.
                "before": [_just_before(p, parsed.terms) for p in row.before],
                "around": [_plain(p, parsed.terms) for p in row.around],
                "never": [_plain(p, parsed.terms) for p in row.never],
                "never_before": [_just_before(p, parsed.terms) for p in row.never_before],
            }
            for frame, row in parsed.frames.items()
        }
        idioms = "|".join(_spelled(idiom, parsed.terms) for idiom in parsed.idioms)
        _refuse_twice([rule.id for rule in rules])
        return RuleBook(
            rules, folder, Frames(frames), re.compile(rf"\b(?:{idioms})\b") if idioms else None
        )
    except (OSError, ValueError, KeyError, re.error, yaml.YAMLError, ValidationError) as error:
        raise SafetyDataError(
            f"The danger rules in {path} cannot be used: {error}",
            "Restore the file from the installation, or correct the named place.",
        ) from error


def _refuse_twice(ids: Sequence[str]) -> None:
    if twice := {i for i in ids if ids.count(i) > 1}:
        raise ValueError(f"ids used twice: {', '.join(sorted(twice))}")


def _compiled(row: _RuleRow, terms: dict[str, str]) -> Rule:
    try:
        patterns = tuple(_pattern(written, terms) for written in row.any)
    except (KeyError, re.error) as error:
        raise ValueError(f"rule {row.id}: {error}") from error
    unless = _ALL_FRAMES if row.unless is None else tuple(row.unless)
    return Rule(row.id, row.kind, row.level, row.says, patterns, unless)


def _pattern(written: str, terms: dict[str, str]) -> re.Pattern[str]:
    """Compile a rule's pattern; its written spaces also pass a comma."""
    # No file uses a space inside a character class, so replacing every one is safe.
    spelled = _spelled(written, terms).replace(" ?", "(?: )?")
    return re.compile(spelled.replace(" ", SPACE), re.ASCII)


def _just_before(written: str, terms: dict[str, str]) -> re.Pattern[str]:
    return _plain(f"(?:{written}) ?$", terms)


def _plain(written: str, terms: dict[str, str]) -> re.Pattern[str]:
    return re.compile(rf"(?:^|\b)(?:{_spelled(written, terms)})", re.ASCII)


def _spelled(written: str, terms: dict[str, str]) -> str:
    """Put terms in for `{name}`."""
    for _ in range(3):  # terms may use terms
        written = re.sub(r"\{([a-z_]\w*)\}", lambda found: terms[found[1]], written)
    return written
