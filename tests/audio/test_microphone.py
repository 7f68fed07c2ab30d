"""The real microphone of Qt, the real recogniser, and a voice that only programs hear."""

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from app.commands.virtual_sound import VirtualSound

CHILD = Path(__file__).with_name("microphone_child.py")
AFTER_THE_END_S = 1.2


def started(environment: dict[str, str]) -> "subprocess.Popen[str]":
    child = subprocess.Popen(
        [sys.executable, str(CHILD)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, **environment, "QT_QPA_PLATFORM": "offscreen"},
    )
    assert child.stdout is not None
    line = child.stdout.readline()
    if line != "ready\n":
        child.kill()
        pytest.fail(f"the child said {line + child.communicate()[0]!r}")
    return child


def told(child: "subprocess.Popen[str]") -> dict[str, Any]:
    # Not `communicate`: what was read ahead with the first line would be lost to it.
    assert child.stdout is not None
    with child.stdout as said:
        found: dict[str, Any] = json.loads(said.read())
    child.wait(30)
    return found


@pytest.mark.skipif(shutil.which("espeak-ng") is None, reason="espeak-ng is not installed")
def test_what_is_said_into_the_room_is_understood(sound: VirtualSound, tmp_path: Path) -> None:
    file = tmp_path / "said.wav"
    subprocess.run(["espeak-ng", "-s", "130", "-w", file, "I need a nurse"], check=True)
    child = started(sound.environment)
    sound.say(file)
    said_at = time.monotonic()
    heard = told(child)
    assert heard["fault"] == heard["lost"] == ""
    assert heard["text"] == "i need a nurse"
    assert heard["sure"] > 0.5
    # How long after the end-point depends on the machine; that it is after the words does not.
    assert heard["understood_at"] >= heard["ended_at"] > said_at - 1.0


def test_where_there_is_no_sound_card_it_says_so(tmp_path: Path) -> None:
    nowhere = {"XDG_RUNTIME_DIR": str(tmp_path), "PULSE_SERVER": f"unix:{tmp_path}/none"}
    assert told(started(nowhere))["fault"] in {"no_microphone", "microphone_busy"}
