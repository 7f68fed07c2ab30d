"""Rules that change while Lilo runs."""

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from app.safety import RuleBook, watch_rules
from app.safety.rules_watch import Changes

RULES = """
spellings: {}
terms: {}
idioms: []
frames: {}
rules:
  - {id: one, kind: suicide, level: urgent, says: One, any: ["one"]}
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "rules.yaml"
    path.write_text(RULES)
    return path


def changing(*steps: Callable[[], object]) -> Changes:
    """Changes that happen one after the other, and then no more."""

    async def changes(_folder: Path) -> AsyncIterator[object]:
        for step in steps:
            step()
            yield None

    return changes


async def test_new_rules_come_into_use(path: Path) -> None:
    used: list[RuleBook] = []
    two = RULES.replace("id: one", "id: two")
    await watch_rules(path, used.append, changing(lambda: path.write_text(two)))
    assert [rule.id for book in used for rule in book.rules] == ["two"]


async def test_a_change_of_another_file_loads_nothing(path: Path) -> None:
    used: list[RuleBook] = []
    other = path.with_name("outgoing.yaml")
    await watch_rules(path, used.append, changing(lambda: other.write_text("x")))
    assert used == []


async def test_wrong_rules_are_told_and_the_old_ones_stay(path: Path) -> None:
    used: list[RuleBook] = []
    with capture_logs() as logs:
        await watch_rules(
            path,
            used.append,
            changing(
                lambda: path.write_text("rules: nonsense"),
                path.unlink,
                lambda: path.write_text(RULES),
            ),
        )
    assert len(used) == 1
    assert [entry["event"] for entry in logs] == [
        "danger_rules_refused",
        "danger_rules_refused",
        "danger_rules_in_use",
    ]
    assert "rules.yaml" in logs[0]["reason"]


async def test_without_a_way_to_see_changes_this_ends_quietly(path: Path) -> None:
    async def broken(_folder: Path) -> AsyncIterator[object]:
        raise OSError("too many watches")
        yield None

    with capture_logs() as logs:
        await watch_rules(path, lambda _book: None, broken)
    assert [entry["event"] for entry in logs] == ["danger_rules_not_watched"]


async def test_a_real_change_on_disk_is_seen(path: Path) -> None:
    seen = asyncio.Event()
    watching = asyncio.create_task(watch_rules(path, lambda _book: seen.set()))
    try:
        async with asyncio.timeout(20):
            n = 0
            while not seen.is_set():
                # Until the watch stands, which nothing tells, a change may pass unseen.
                n += 1
                await asyncio.to_thread(path.write_text, RULES + f"# {n}\n")
                await asyncio.wait([asyncio.create_task(seen.wait())], timeout=0.2)
    finally:
        watching.cancel()
