"""A sound card that only programs hear: PulseAudio with null sinks, to measure voices with.

What is played to its speaker can be recorded; what is said into its mouth comes out of its
microphone. It has a server, a runtime folder and a home of its own, so that it neither hears nor
disturbs anybody, and it works as root.
"""

import os
import shutil
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.commands.sound_recording import RATE, Recording
from app.errors import LiloError

SPEAKER = "speaker"
MOUTH = "mouth"
MICROPHONE = "microphone"

START_S = 10.0
_READY = "Daemon startup complete"
_LATENCY_MS = "10"
_NEEDED = ("pulseaudio", "pactl", "parec", "paplay")


class NoVirtualSoundError(LiloError):
    """PulseAudio is not installed, or does not start."""

    code = "bench.no_virtual_sound"


class VirtualSound:
    """The running card.

    Attributes:
        environment: variables of a program that is to use this card. Set them before that program
            first asks for sound devices.
    """

    def __init__(self, folder: Path) -> None:
        runtime, home = folder / "run", folder / "home"
        for each in (runtime, home):
            each.mkdir(mode=0o700)
        self.environment = {
            "XDG_RUNTIME_DIR": str(runtime),
            "PULSE_SERVER": f"unix:{runtime}/pulse/native",
            "PULSE_COOKIE": str(home / "cookie"),
            "PULSE_SINK": SPEAKER,
            "PULSE_SOURCE": MICROPHONE,
            "PULSE_LATENCY_MSEC": "30",
        }
        self._home = home
        self._server = self._started()

    def record(self, source: str = f"{SPEAKER}.monitor") -> Recording:
        """Begin to record, by default what the speaker plays."""
        command = ["parec", f"--device={source}", "--format=s16le", f"--rate={RATE}"]
        command += ["--channels=1", "--raw", f"--latency-msec={_LATENCY_MS}"]
        recording = Recording(
            subprocess.Popen(  # noqa: S603 - a program of PulseAudio, with our own arguments
                command,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=self._whole_environment(),
                bufsize=0,
            )
        )
        # It runs once the silence of the null sink arrives.
        recording.until_silence(time.monotonic(), for_s=0.05, within_s=5.0)
        return recording

    def say(self, file: Path) -> None:
        """Play a WAV file into the mouth, that is, to the microphone; return when it is over."""
        self._run("paplay", f"--device={MOUTH}", str(file), patience_s=120.0)

    def unplug(self) -> None:
        """Take the speaker away, as when its cable is pulled."""
        self._run("pactl", "unload-module", self._speaker)

    def plug_in(self) -> None:
        """Bring the speaker back."""
        self._speaker = self._load("module-null-sink", f"sink_name={SPEAKER}", "channels=1")
        self._run("pactl", "set-default-sink", SPEAKER)

    def close(self) -> None:
        """Stop the server; every program that uses the card loses it."""
        self._server.terminate()
        try:
            self._server.wait(5)
        except subprocess.TimeoutExpired:
            self._server.kill()
            self._server.wait(5)

    def _started(self) -> "subprocess.Popen[str]":
        server = subprocess.Popen(  # noqa: S603 - found on the path, with our own arguments
            [
                shutil.which("pulseaudio") or "pulseaudio",
                "-n",
                "--daemonize=no",
                "--exit-idle-time=-1",
                "--use-pid-file=no",
                "--log-level=info",
                "--log-target=stderr",
                "--load=module-native-protocol-unix",
            ],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            env=self._whole_environment(),
            text=True,
        )
        ready = threading.Event()
        # What it writes is read to the end: a full pipe would stop it.
        reading = threading.Thread(target=_watch, args=(server, ready), daemon=True)
        reading.start()
        if not ready.wait(START_S) or server.poll() is not None:
            server.kill()
            server.wait(5)
            raise NoVirtualSoundError("PulseAudio does not start.", "Run `pulseaudio -n -vv`.")
        return server

    def _load(self, *module: str) -> str:
        return self._run("pactl", "load-module", *module).strip()

    def prepare(self) -> None:
        """Put in the speaker, the mouth and the microphone."""
        self.plug_in()
        self._load("module-null-sink", f"sink_name={MOUTH}", "channels=1")
        self._load(
            "module-remap-source",
            f"source_name={MICROPHONE}",
            f"master={MOUTH}.monitor",
            "channels=1",
        )
        self._run("pactl", "set-default-source", MICROPHONE)

    def _run(self, *command: str, patience_s: float = 10.0) -> str:
        done = subprocess.run(  # noqa: S603 - a program of PulseAudio, with our own arguments
            command,
            env=self._whole_environment(),
            capture_output=True,
            text=True,
            timeout=patience_s,
            check=False,
        )
        if done.returncode:
            raise NoVirtualSoundError(f"`{' '.join(command[:2])}` failed: {done.stderr.strip()}")
        return done.stdout

    def _whole_environment(self) -> dict[str, str]:
        return os.environ | self.environment | {"HOME": str(self._home)}


def missing_for_virtual_sound() -> tuple[str, ...]:
    """Return the programs it needs that are not installed."""
    return tuple(name for name in _NEEDED if shutil.which(name) is None)


@contextmanager
def virtual_sound() -> Iterator[VirtualSound]:
    """Start a card and stop it at the end.

    Raises:
        NoVirtualSoundError: PulseAudio is not installed, or does not start.
    """
    if missing := missing_for_virtual_sound():
        raise NoVirtualSoundError(
            f"There is no {', '.join(missing)} here.",
            "Install the packages of packaging/system-packages.txt.",
        )
    # A socket's path may have about a hundred characters: test folders are longer.
    with tempfile.TemporaryDirectory(prefix="lilo-sound-") as folder:
        sound = VirtualSound(Path(folder))
        try:
            sound.prepare()
            yield sound
        finally:
            sound.close()


def _watch(server: "subprocess.Popen[str]", ready: threading.Event) -> None:
    if server.stderr is None:
        return
    with server.stderr as lines:
        for line in lines:
            if _READY in line:
                ready.set()
    ready.set()
