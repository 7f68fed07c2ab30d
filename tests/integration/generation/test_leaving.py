"""Prompts on their way to a server: as the facility's rule has it, and every decision noted."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from app.conversation.reply import DeclinedError
from app.custody.leaving import PromptLeaving
from app.generation import TextRequest, TextUsage
from app.generation.chat import ChatMessage, Role
from app.privacy import Leaving
from app.runtime import ThreadLane
from models.generation.guarded_source import GuardedSource
from storage import Database
from tests.fakes.kept_facility import NOON, made_facility


class Server:
    model = "tiny"

    def __init__(self) -> None:
        self.sent: list[str] = []

    async def write(self, request: TextRequest) -> AsyncIterator[str | TextUsage]:
        self.sent += [message.content for message in request.messages]
        yield "Good."


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with made_facility(tmp_path / "facility").open() as database:
        yield database


async def asked(database: Database, rule: Leaving, words: str) -> list[str]:
    server, lane = Server(), ThreadLane("database")
    leaving = PromptLeaving(rule, database.unit, lane, lambda: NOON)
    request = TextRequest((ChatMessage(Role.SYSTEM, "Be kind."), ChatMessage(Role.USER, words)))
    try:
        source = GuardedSource(server, leaving.judge)
        assert source.model == "tiny"
        assert [piece async for piece in source.write(request)] == ["Good."]
    finally:
        lane.close()
    return server.sent


def noted(database: Database) -> list[object]:
    with database.reading() as unit:
        entries = unit.audit.entries()
    return [e.details["outcome"] for e in entries if e.action == "privacy.leaving_decided"]


@pytest.mark.parametrize(
    ("rule", "sent", "notes"),
    [
        (Leaving.ALLOW, "I am Nell.", []),
        (Leaving.WARN, "I am Nell.", ["warn"]),
        (Leaving.MASK, "I am [name].", ["mask"]),
    ],
)
async def test_what_is_sent(database: Database, rule: Leaving, sent: str, notes: list[str]) -> None:
    assert await asked(database, rule, "I am Nell.") == ["Be kind.", sent]
    assert noted(database) == notes


@pytest.mark.parametrize("rule", [Leaving.KEEP_LOCAL, Leaving.BLOCK])
async def test_what_stays_here(database: Database, rule: Leaving) -> None:
    with pytest.raises(DeclinedError):
        await asked(database, rule, "I am Nell.")
    assert noted(database) == [rule.value]
    assert await asked(database, rule, "It is late.") == ["Be kind.", "It is late."]
