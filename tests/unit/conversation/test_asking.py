"""What was understood of a question stays, whatever becomes of its vector."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import numpy as np

from app.conversation.asking import Asking
from app.conversation.perception import Perception
from app.embedding import EmbeddingError
from app.identity import Resident
from app.recall.understanding import QueryReader, load_language
from app.runtime import ThreadLane
from app.safety import Screened
from app.utterance import utterance_from
from tests.fakes.embedder import BrokenEmbedder

FRIDAY = datetime(2026, 11, 27, 15, 30, tzinfo=UTC)


@contextmanager
def nothing_kept() -> Iterator[Any]:
    yield SimpleNamespace(passages=SimpleNamespace(version=lambda _scope: 0, of=lambda _scope: []))


async def test_a_day_is_understood_where_the_former_model_fails(
    resources: Path, lane: ThreadLane, resident: Resident
) -> None:
    asking = Asking(
        QueryReader(load_language(resources / "recall" / "language.yaml")),
        cast("Perception", None),
        nothing_kept,
        lane,
        lane,
        former=BrokenEmbedder(EmbeddingError("The engine failed.")),
    )
    heard = SimpleNamespace(
        utterance=utterance_from("What did I tell you yesterday?"),
        vector=np.ones(4, dtype=np.float32),
    )
    asked = await asking.ask(resident, cast("Screened", heard), [], FRIDAY)
    assert asked.query.vector is None
    assert asked.query.span is not None
    assert asked.query.span.start.date() == date(2026, 11, 26)
