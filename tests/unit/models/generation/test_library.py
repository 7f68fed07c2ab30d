"""Authored lines are checked when they are loaded."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from app.conversation.agents import AGENTS
from app.conversation.feelings import Feeling
from app.conversation.reply import Slot
from models.generation import load_library
from models.generation.curated import LibraryError
from models.generation.curated.library import ANY_FEELING, AgentLines, Fragment

GOOD: dict[str, Any] = {
    "agent": "soothe",
    "acknowledge": {"any": ["I hear you."], "sad": ["That is sad, {name}."]},
    "known": ["{story_line}"],
    "ask": ["Would you tell me more?"],
    "unknown": ["I do not know."],
}


def written(tmp_path: Path, **replaced: Any) -> Path:
    (tmp_path / "soothe.yaml").write_text(yaml.safe_dump(GOOD | replaced), "utf-8")
    return tmp_path


def test_lines_are_read_with_their_slots_and_an_id_each(tmp_path: Path) -> None:
    lines = load_library(written(tmp_path))["soothe"]
    assert lines.acknowledge["sad"] == (
        Fragment("soothe/sad/0", "That is sad, {name}.", frozenset({Slot.NAME})),
    )
    assert lines.known == (
        Fragment("soothe/known/0", "{story_line}", frozenset({Slot.STORY_LINE})),
    )
    assert lines.ask[0].slots == frozenset()
    assert lines.branches["unknown"][0].text == "I do not know."
    assert lines.branches["known_alerted"] == ()


def test_the_plain_lines_are_no_agent(tmp_path: Path) -> None:
    written(tmp_path)
    (tmp_path / "lines.yaml").write_text("empty: [x]", "utf-8")
    assert set(load_library(tmp_path)) == {"soothe"}


@pytest.mark.parametrize(
    ("replaced", "named"),
    [
        ({"ask": ["Hello {nobody}"]}, "nobody"),
        ({"ask": []}, "ask"),
        ({"known": []}, "known"),
        ({"acknowledge": {"any": ["x"], "bored": ["y"]}}, "unknown feelings: bored"),
        ({"acknowledge": {"sad": ["x"]}}, "needs lines under 'any'"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_a_mistake_is_named_with_its_file(
    tmp_path: Path, replaced: dict[str, Any], named: str
) -> None:
    with pytest.raises(LibraryError) as refused:
        load_library(written(tmp_path, **replaced))
    assert str(tmp_path / "soothe.yaml") in refused.value.message
    assert named in refused.value.message


@pytest.mark.parametrize("content", [b"", b"[", b"\xff\xfe", b"- a list"])
def test_what_is_no_library_file_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "soothe.yaml").write_bytes(content)
    with pytest.raises(LibraryError, match=r"soothe\.yaml cannot be used"):
        load_library(tmp_path)


def all_fragments(lines: AgentLines) -> list[Fragment]:
    parts = [*lines.acknowledge.values(), lines.known, lines.ask, *lines.branches.values()]
    return [fragment for part in parts for fragment in part]


def test_every_agent_has_lines_under_its_own_name(library: Mapping[str, AgentLines]) -> None:
    assert {agent.name for agent in AGENTS.values()} <= set(library)
    for name, lines in library.items():
        assert {fragment.id.split("/")[0] for fragment in all_fragments(lines)} == {name}


def test_every_agent_can_acknowledge_every_feeling_without_knowing_anything(
    library: Mapping[str, AgentLines],
) -> None:
    for lines in library.values():
        for feeling in Feeling:
            fitting = lines.acknowledge.get(feeling.value) or lines.acknowledge[ANY_FEELING]
            assert any(not fragment.slots for fragment in fitting)
        assert any(not fragment.slots for fragment in lines.ask)


def test_only_questions_ask_and_each_asks_once(library: Mapping[str, AgentLines]) -> None:
    for lines in library.values():
        for fragment in all_fragments(lines):
            assert fragment.text.count("?") == ("/ask/" in fragment.id), fragment


def test_no_fragment_is_written_twice(library: Mapping[str, AgentLines]) -> None:
    for lines in library.values():
        texts = [fragment.text for fragment in all_fragments(lines)]
        assert [text for text in texts if "{" not in text and texts.count(text) > 1] == []
