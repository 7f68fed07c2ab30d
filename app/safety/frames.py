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
        self._table = table

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
            if any(p.search(whole) for p in patterns.get("never", ())) or any(
                p.search(before) for p in patterns.get("never_before", ())
            ):
                continue
            if frame is Frame.TOPIC and _FIRST_PERSON.search(f"{before} {match[0]}"):
                # "What do I do, I can't breathe" asks about no topic.
                continue
            if any(p.search(before) for p in patterns.get("before", ())) or any(
                p.search(outside) for p in patterns.get("around", ())
            ):
                return frame
        return None
