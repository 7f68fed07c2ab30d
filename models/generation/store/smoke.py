"""A smoke prompt: whether a model loads and writes at all."""

from pathlib import Path

from app.errors import LiloError
from app.generation import ChatMessage, Role, Sampling, TextRequest, TextUsage
from models.generation.local import EngineProcess
from models.generation.tiers import engine_of


class TrialError(LiloError):
    """A model loaded and wrote nothing."""

    code = "model.trial"


async def smoke(folder: Path) -> int:
    """Load the model in a process of its own and have it write; return the tokens it wrote.

    Raises:
        GenerationError: it does not load, or breaks.
        TrialError: it writes nothing.
    """
    process = EngineProcess(engine_of(folder), folder)
    written = 0
    try:
        await process.ready()
        request = TextRequest(
            (
                ChatMessage(Role.SYSTEM, "You are a kind companion."),
                ChatMessage(Role.USER, "Good morning."),
            ),
            Sampling(temperature=0.0, max_tokens=8),
        )
        async for piece in process.write(request):
            if isinstance(piece, TextUsage):
                written = piece.tokens_out
    finally:
        process.close()
    if not written:
        raise TrialError("The model loads, and writes nothing.", "Use another model.")
    return written
