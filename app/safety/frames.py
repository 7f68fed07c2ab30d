"""Frames: what turns alarming words into harmless ones.

"Chest pain" is an emergency; "no chest pain today", "my husband had chest pain in 1998" and
"what is chest pain?" are not. A frame is recognised around the words a rule matched, never in
the clause at large, so that "no, I want to die" and "she never listens, my chest hurts" stand.
"""

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum

from app.safety.folding import Clause

_FIRST_PERSON = re.compile(r"\b(?:i|im|ive|my|myself|we|our)\b")


NEAR = 240
"""Characters on either side in which a frame is looked for."""


class Frame(StrEnum):
    """Ways in which words can be harmless."""

    NEGATED = "negated"
    PAST = "past"
    TOPIC = "topic"
    STORY = "story"
    HYPOTHETICAL = "hypothetical"
    OTHERS = "others"
    DOUBTFUL = "doubtful"
    """Makes certain words a hint and holds back hints: "I'll kill him if he sings once more"."""


class Frames:
    """Recognises frames by the patterns of `resources/crisis/rules.yaml`.

    For each frame the file may give `before` (ends just before the match), `around` (anywhere
    in the clause outside the match), `never` (anywhere in the clause: the frame is off) and
    `never_before` (ends just before the match: the frame is off).
    """

    def __init__(self, table: Mapping[Frame, Mapping[str, Sequence[re.Pattern[str]]]]) -> None:
        # One pattern for each list: dozens of searches for each match take a millisecond.
        self._table = {
            frame: {part: _any_of(patterns) for part, patterns in parts.items() if patterns}
            for frame, parts in table.items()
        }

    def around(
        self, clause: Clause, match: re.Match[str], considered: Sequence[Frame]
    ) -> Frame | None:
        """Return the first of the considered frames that holds for this match, or None."""
        # Near the match only: a frame far away says nothing, and a text of forty minutes must not
        # be searched anew for every match in it.
        before = clause.folded[max(0, match.start() - NEAR) : match.start()]
        after = clause.folded[match.end() : match.end() + NEAR]
        outside, whole = f"{before} … {after}", f"{before}{match[0]}{after}"
        for frame in considered:
            patterns = self._table.get(frame, {})
            if _is_in(patterns.get("never"), whole) or _is_in(patterns.get("never_before"), before):
                continue
            if frame is Frame.TOPIC and _FIRST_PERSON.search(f"{before} {match[0]}"):
                # "What do I do, I can't breathe" asks about no topic.
                continue
            if _is_in(patterns.get("before"), before) or _is_in(patterns.get("around"), outside):
                return frame
        return None


def _any_of(patterns: Sequence[re.Pattern[str]]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern.pattern})" for pattern in patterns), re.ASCII)


def _is_in(pattern: re.Pattern[str] | None, text: str) -> bool:
    return pattern is not None and pattern.search(text) is not None
