"""The curated tier: authored replies, always there, in a few milliseconds."""

from collections.abc import AsyncIterator, Mapping

from app.conversation.reply import Draft, ReplyError, ReplyRequest
from models.generation.curated.composer import compose
from models.generation.curated.library import AgentLines


class CuratedReplyGenerator:
    """Composes replies from authored lines and what is known of the resident."""

    tier = "curated"

    def __init__(self, library: Mapping[str, AgentLines]) -> None:
        self._library = library

    def use(self, library: Mapping[str, AgentLines]) -> None:
        """Take other authored replies into use, from the next turn on."""
        self._library = library

    async def generate(self, request: ReplyRequest) -> AsyncIterator[Draft]:
        """Give the reply sentence by sentence.

        Raises:
            ReplyError: nobody wrote lines for this agent.
        """
        lines = self._library.get(request.agent)
        if lines is None:
            raise ReplyError(f"There are no authored replies for the agent '{request.agent}'.")
        for draft in compose(request, lines):
            yield draft
