"""A staff window alone comes without what only a conversation needs; a kiosk has it at once."""

import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

import app.wiring.screening
import app.wiring.tongues
from app.bootstrap import open_facility
from app.utterance import utterance_from
from tests.fakes.demo_copies import demo_copy

_READ_BY_THE_WINDOW = """
import sys
import app.commands.windows, ui.application
print([name for name in sys.modules if name.startswith("ui.kiosk") or name == "app.bootstrap"])
"""


@pytest.fixture
def loaded(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Files that were read for conversations, as they are read."""
    found: list[str] = []
    for module, name in (
        (app.wiring.screening, "load_rule_book"),
        (app.wiring.tongues, "load_plain_answers"),
    ):
        load = getattr(module, name)

        def noted(path: Path, load: Any = load) -> Any:
            found.append(path.name)
            return load(path)

        monkeypatch.setattr(module, name, noted)
    return found


@pytest.mark.usefixtures("models_once")
def test_rules_wait_until_somebody_may_speak(loaded: list[str], tmp_path: Path) -> None:
    basics = demo_copy(tmp_path / "facility")
    with closing(open_facility(basics, talks=False)) as staff:
        assert loaded == []
        # Whatever asks all the same is answered by all rules.
        words = utterance_from("I can't breathe")
        assert staff.screener.screen(words).is_crisis
        assert set(loaded) == {"rules.yaml"}
    loaded.clear()
    with closing(open_facility(basics)):
        assert set(loaded) == {"rules.yaml", "plain.yaml"}


def test_the_window_is_there_before_the_facility_is_read() -> None:
    found = subprocess.run(
        [sys.executable, "-c", _READ_BY_THE_WINDOW], capture_output=True, text=True, check=True
    )
    assert found.stdout.strip() == "[]"
