"""Which story to tell: one not heard lately, and rather one that went well before."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from app.ids import DocumentId
from app.recall import Snippet
from app.story.entry import Telling

FRESH = timedelta(days=7)
"""A story told within this is not offered again, unless it is being talked about."""

TALKED_ABOUT = 0.5
"""Cosine from which a story is what is being talked about, not one that is offered."""

WELL, BADLY = 0.1, -0.1
"""Valence of the next words from which a telling went well, or badly."""

_SWAY = 0.15
"""What a telling that went well or badly adds or takes, on the scale of cosines."""


def chosen(
    stories: Sequence[Snippet], tellings: Sequence[Telling], now: datetime
) -> Snippet | None:
    """Choose among stories near enough to the turn; None where there is none.

    What the resident is talking about comes first, however often it was told. Otherwise stories
    that were told within a week stand behind all others, and how the last telling was taken counts.
    """
    last: dict[DocumentId, Telling] = {}
    for telling in tellings:
        last.setdefault(telling.story_id, telling)

    def worth(story: Snippet) -> tuple[bool, bool, float]:
        cosine, telling = story.cosine or 0.0, last.get(story.passage.id)
        if cosine >= TALKED_ABOUT:
            return True, True, cosine
        if telling is None:
            return False, True, cosine
        return False, now - telling.at >= FRESH, cosine + _sway(telling.valence)

    return max(stories, key=worth, default=None)


def _sway(valence: float | None) -> float:
    if valence is None or BADLY < valence < WELL:
        return 0.0
    return _SWAY if valence > 0 else -_SWAY
