"""Where something that came to mind is from, in the words of the language that is spoken."""

from datetime import date, datetime

from app.conversation.wording import Wording
from app.recall import Passage, StreamName


def title_in(passage: Passage, wording: Wording, now: datetime) -> str:
    """Return a passage's title; for what was told the day, for a memory when it was told.

    The day stands in the facts of a passage: its title bears it in the language of the house.
    """
    if passage.stream is StreamName.CHAT and passage.at is not None:
        return wording.spoken_day(passage.at.astimezone(now.tzinfo).date())
    if passage.stream is StreamName.MEMORY:
        heard = str((passage.facts or {}).get("heard", ""))
        return wording.told_when(date.fromisoformat(heard), now.date()) if heard else ""
    return passage.title


def origin_of(passage: Passage, wording: Wording, now: datetime) -> str:
    """Return where a passage comes from, as the resident reads it."""
    return wording.source(passage.stream, title_in(passage, wording, now))
