"""The rule stage: red flags that go straight to a human, with no model in between.

Deterministic, and under a millisecond a turn. The rules are data
(`resources/crisis/rules.yaml`), checked when loaded.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Self

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError, model_validator

from app.plain_yaml import read_yaml
from app.safety.errors import SafetyDataError
from app.safety.folding import Clause, Folder
from app.safety.frames import Frame, Frames
from app.safety.levels import THRESHOLDS, DangerKind, Level, level_named
from app.safety.openings import SPACE, OpeningIndex

HINT_ALONE = Level.ELEVATED
"""What a hint stands for while there is no danger model to ask."""

_SCORE_ABOVE_THRESHOLD = 0.05
_ALL_FRAMES = tuple(frame for frame in Frame if frame is not Frame.DOUBTFUL)
_DOUBT = (Frame.DOUBTFUL,)
_WORDS = re.compile(r"\w+", re.ASCII)


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _RuleRow(_Strict):
    id: str
    kind: DangerKind
    level: Annotated[Level, BeforeValidator(level_named)]
    says: str
    any: list[str] = []
    hints: list[str] = []
    unless: list[Frame] | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not self.any and not self.hints:
            raise ValueError(f"rule {self.id} has neither `any` nor `hints`")
        return self


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
        patterns: any of them, from the beginning of a word; hardly ever said without the danger.
        hints: also from the beginning of a word; said in harmless ways as well.
        unless: frames that make it harmless.
    """

    id: str
    kind: DangerKind
    level: Level
    says: str
    patterns: tuple[re.Pattern[str], ...]
    hints: tuple[re.Pattern[str], ...]
    unless: tuple[Frame, ...]


@dataclass(frozen=True, slots=True)
class RuleHit:
    """A rule that matched.

    Attributes:
        held_back_by: the frame that makes it harmless, or None when it counts.
        is_certain: whether it counts whatever the danger model says; else it is a hint.
    """

    rule: Rule
    words: str
    held_back_by: Frame | None
    is_certain: bool

    def level_beside(self, likeness: Level | None) -> Level:
        """Return the level that a counting hit stands for.

        A hint raises by one level what the danger model says, up to its rule's level. Words that
        are said in harmless ways as well need a second witness before they fetch somebody.

        Args:
            likeness: level by the danger model alone; None while there is none, when a hint is
                heard all the same, but not as grave.
        """
        if self.is_certain:
            return self.rule.level
        beside = HINT_ALONE if likeness is None else Level(min(likeness + 1, Level.IMMEDIATE))
        return min(self.rule.level, beside)

    def score_beside(self, likeness: Level | None) -> float:
        """Return the score in 0..1 that a counting hit stands for, as `level_beside`."""
        return THRESHOLDS[self.level_beside(likeness)] + _SCORE_ABOVE_THRESHOLD


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
            (number, pattern, is_certain)
            for number, rule in enumerate(rules)
            for patterns, is_certain in ((rule.patterns, True), (rule.hints, False))
            for pattern in patterns
        ]
        self._index = OpeningIndex([pattern.pattern for _, pattern, _ in self._all])

    def hits(self, clause: Clause) -> list[RuleHit]:
        """Return every rule that matches the clause, held back or not."""
        folded = clause.folded
        if self._idioms:
            folded = self._idioms.sub("…", folded)
            clause = Clause(clause.raw, folded, clause.asks)
        # A rule may match twice: "no chest pain before, but chest pain now". The one that says
        # most is enough.
        found: dict[int, RuleHit] = {}
        words = list(_WORDS.finditer(folded))
        possible = self._index.possible({word[0] for word in words})
        for word in words if possible else ():
            for candidate in self._index.at(word[0], possible):
                number, pattern, is_certain = self._all[candidate]
                best = found.get(number)
                if best and _weight(best) >= 1 + is_certain:
                    continue
                if match := pattern.match(folded, word.start()):
                    hit = self._hit(clause, match, self.rules[number], is_certain=is_certain)
                    if best is None or _weight(hit) > _weight(best):
                        found[number] = hit
        return [found[number] for number in sorted(found)]

    def _hit(
        self, clause: Clause, match: re.Match[str], rule: Rule, *, is_certain: bool
    ) -> RuleHit:
        held_back_by = self._frames.around(clause, match, rule.unless)
        if held_back_by is None and (doubt := self._frames.around(clause, match, _DOUBT)):
            # Certain words become a hint, and a hint comes to nothing.
            held_back_by, is_certain = (None, False) if is_certain else (doubt, False)
        return RuleHit(rule, match[0], held_back_by, is_certain)


def _weight(hit: RuleHit) -> int:
    """Return how much a hit says: held back, a hint, or certain."""
    return 0 if hit.held_back_by else 1 + hit.is_certain


def load_rule_book(path: Path) -> RuleBook:
    """Read and check the rules.

    Raises:
        SafetyDataError: the file is missing or wrong; the message says where and why.
    """
    try:
        raw: Any = read_yaml(path.read_text("utf-8"))
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
        hints = tuple(_pattern(written, terms) for written in row.hints)
    except (KeyError, re.error) as error:
        raise ValueError(f"rule {row.id}: {error}") from error
    unless = _ALL_FRAMES if row.unless is None else tuple(row.unless)
    return Rule(row.id, row.kind, row.level, row.says, patterns, hints, unless)


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
