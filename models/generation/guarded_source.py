"""A text source behind the facility's rule on what may leave the machine."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import aclosing
from dataclasses import replace

from app.conversation.reply import DeclinedError
from app.generation import TextRequest, TextSource, TextUsage

Judge = Callable[[Sequence[str]], Awaitable[Sequence[str] | None]]
"""Returns the texts as they may leave, or None when they may not."""


class GuardedSource:
    """Implements `app.generation.TextSource` before another one."""

    def __init__(self, source: TextSource, judge: Judge) -> None:
        self._source = source
        self._judge = judge

    @property
    def model(self) -> str:
        """Name of the model behind it."""
        return self._source.model

    async def write(self, request: TextRequest) -> AsyncIterator[str | TextUsage]:
        """Give the text piece by piece; see `TextSource.write`.

        Raises:
            DeclinedError: the prompt names somebody, and the rule keeps such prompts here.
        """
        texts = await self._judge([message.content for message in request.messages])
        if texts is None:
            raise DeclinedError("What was said names somebody and may not leave this machine.")
        messages = tuple(
            replace(message, content=text)
            for message, text in zip(request.messages, texts, strict=True)
        )
        writing = self._source.write(replace(request, messages=messages))
        async with aclosing(writing) as pieces:  # type: ignore[type-var]
            async for piece in pieces:
                yield piece
