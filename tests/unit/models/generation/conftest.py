"""The authored replies that ship with Lilo, and requests for replies."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from app.conversation.feelings import Feeling
from app.conversation.reply import Part, ReplyRequest
from app.ids import TurnId, new_uuid
from models.generation import load_library
from models.generation.curated.library import AgentLines


@pytest.fixture(scope="session")
def library(resources: Path) -> Mapping[str, AgentLines]:
    return load_library(resources / "replies")


@pytest.fixture
def request_for() -> Callable[..., ReplyRequest]:
    def make(agent: str = "soothe", **more: Any) -> ReplyRequest:
        given = {
            "turn_id": TurnId(new_uuid()),
            "feeling": Feeling.NEUTRAL,
            "parts": (Part.ACKNOWLEDGE, Part.KNOWN, Part.ASK),
        }
        return ReplyRequest(agent=agent, **(given | more))

    return make
