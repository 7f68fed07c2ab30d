"""The rules that ship with Lilo, loaded once, and a way to write rule files of one's own."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from app.safety import Screener, load_rule_book
from app.safety.rules import RuleBook


@pytest.fixture(scope="session")
def rule_book(resources: Path) -> RuleBook:
    return load_rule_book(resources / "crisis" / "rules.yaml")


@pytest.fixture
def screener(rule_book: RuleBook) -> Screener:
    """Rules alone, as before the embedding model has loaded."""
    return Screener(rule_book)


@pytest.fixture
def rule_file(tmp_path: Path) -> Callable[..., Path]:
    """Write a rule file with one good rule, parts of it replaced."""

    def write(**replaced: Any) -> Path:
        content = {
            "spellings": {"snaek": "snake"},
            "terms": {"big": "(?:big|huge)"},
            "idioms": ["snake oil"],
            "frames": {"negated": {"before": ["no"]}},
            "rules": [
                {
                    "id": "animals.snake",
                    "kind": "fire_surroundings",
                    "level": "urgent",
                    "says": "A snake in the room",
                    "any": ["{big} snake", "snake"],
                }
            ],
        }
        path = tmp_path / "rules.yaml"
        path.write_text(yaml.safe_dump(content | replaced), "utf-8")
        return path

    return write
