"""What a plain question means after what was said: another of the same sort, whose sister."""

from collections.abc import Sequence
from datetime import datetime

from app.conversation.following import FRESH
from app.conversation.history import Message, Speaker
from app.conversation.plain_answers import PlainAnswers

ANOTHER = "another"
VISITOR = "visitor_speaks"
BELONGS = "belongs_to_somebody"

SORTS = frozenset({"joke", "riddle", "poem"})
"""What Lilo can tell another of."""

LOOKED_BACK = 6
"""Messages before these are another talk, or another subject."""


def taken_up(
    key: str, text: str, recent: Sequence[Message], now: datetime, answers: PlainAnswers
) -> str | None:
    """Return the key as it is meant after what was said; None where it is nothing by itself.

    "Another one" is another of what came last; where nothing was told lately it may be of anything.
    "I'm his sister" is a visitor, unless the resident has just named somebody: then it is the
    resident who speaks, of that person.
    """
    fresh = [one for one in recent[-LOOKED_BACK:] if now - one.at <= FRESH]
    if key == ANOTHER:
        told = [str(one.trace.get("strategy")) for one in reversed(fresh)]
        return next((sort for sort in told if sort in SORTS), None)
    if key == VISITOR and answers.belongs.search(text):
        said = (one.text for one in fresh if one.speaker is Speaker.RESIDENT)
        if any(answers.named.search(one) for one in said):
            return BELONGS
    return key
