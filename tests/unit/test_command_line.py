"""The command line lists everything at once, and imports a command only when it is called."""

import gc
import subprocess
import sys

import pytest

from app.commands.lazy import LazyCommand
from app.main import COMMANDS

HEAVY = ("numpy", "onnx", "onnxruntime", "sqlalchemy", "pydantic", "PySide6", "faiss")


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_what_is_listed_is_what_the_command_says_of_itself(command: LazyCommand) -> None:
    loaded = command.loaded()
    assert loaded.name == command.name
    assert command.help == (loaded.help or "").split("\n\n")[0].replace("\n", " ")


def test_help_waits_for_no_command() -> None:
    """In a process of its own, since everything is imported here already."""
    code = (
        "import sys; from app.main import main; sys.argv = ['lilo', '--help']\n"
        "try: main()\n"
        f"finally: print([name for name in {HEAVY} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=300, check=True
    )
    assert "kiosk-setup" in done.stdout
    assert done.stderr.strip() == "[]"


@pytest.mark.parametrize("is_on", [True, False])
def test_importing_a_command_leaves_the_collector_as_it_was(is_on: bool) -> None:
    was_on, frozen = gc.isenabled(), gc.get_freeze_count()
    (gc.enable if is_on else gc.disable)()
    try:
        COMMANDS[0].loaded()
        assert gc.isenabled() is is_on
        # What was imported is looked through no more.
        assert (gc.get_freeze_count() > frozen) is is_on
    finally:
        gc.unfreeze()
        (gc.enable if was_on else gc.disable)()
