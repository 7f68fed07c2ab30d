"""Wordings told by turns, so that none comes again too soon."""

from collections.abc import Sequence

from app.conversation.history import Message


def least_heard(lines: Sequence[str], recent: Sequence[Message]) -> str:
    """Return the line that was not heard for longest; of those never heard, the first."""
    said = [message.text for message in recent]
    last_heard = {line: at for at, text in enumerate(said) for line in lines if line in text}
    return min(lines, key=lambda line: last_heard.get(line, -1))
