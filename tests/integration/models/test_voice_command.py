"""`lilo voice check` with a real recording and the recogniser that is installed."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from typer.testing import CliRunner

from app.commands.voice import VoiceCheckError, read_sound
from app.main import cli


@pytest.mark.skipif(shutil.which("espeak-ng") is None, reason="espeak-ng is not installed")
def test_a_recording_is_measured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LILO_VOSK_MODEL", raising=False)
    file = tmp_path / "said.wav"
    subprocess.run(["espeak-ng", "-s", "130", "-w", file, "I need a nurse"], check=True)
    command = ["voice", "check", "--recording", str(file), "--text", "I need a nurse", "--json"]
    done = CliRunner().invoke(cli, command)
    assert done.exit_code == 0, done.output
    (engine,) = json.loads(done.stdout)["engines"]
    assert engine["engine"] == "pocketsphinx"
    assert engine["text"] == "i need a nurse"
    assert engine["word_error_rate"] == 0.0
    assert engine["load_s"] > 0 < engine["heard_s"]
    assert 0.5 < engine["sound_s"] < 3.0


def test_what_is_no_recording_is_told(tmp_path: Path) -> None:
    file = tmp_path / "said.wav"
    file.write_bytes(b"RIFF and nothing more")
    with pytest.raises(VoiceCheckError, match="cannot be read as a WAV file"):
        read_sound(file)
