"""What was said, as turns may still know it: without the words that are to be forgotten."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from app.conversation.history import Message, Speaker
from app.ids import MessageId
from app.memory import Wish

_QUOTING = frozenset({"origins", "recall", "sources", "steps"})
_NAMELESS = frozenset({Wish.FORGET, Wish.FORGET_ALL, Wish.KEEP_NOT})
"""Wishes that are answered in words that name nothing, so that the answer can be said again."""


def without_forgotten(
    messages: Sequence[Message], disregarded: Collection[MessageId]
) -> tuple[Message, ...]:
    """Return messages, with those of turns that are to be forgotten empty on both sides."""
    turns = {message.turn_id for message in messages if message.id in disregarded}
    return tuple(_emptied(m) if m.turn_id in turns else m for m in messages)


def _emptied(message: Message) -> Message:
    if message.speaker is Speaker.LILO and message.trace.get("strategy") in _NAMELESS:
        return message
    trace = {name: value for name, value in message.trace.items() if name not in _QUOTING}
    return replace(message, text="", trace=trace)
