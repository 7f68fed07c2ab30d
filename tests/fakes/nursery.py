"""Processes to be killed, forked from one that has imported everything: each costs milliseconds.

A forked process is killed like any other. The nursery starts no thread, so forking it is safe.
"""

import json
import os
import signal
import subprocess
import sys
import traceback
from collections.abc import Callable, Mapping
from pathlib import Path


def serve(work: Callable[..., None]) -> None:
    """In the nursery: for each line on standard input fork, and do the work with its words.

    What the work prints goes to whoever asked; so does how it ended.
    """
    print("ready", flush=True)
    for line in sys.stdin:
        number = os.fork()
        if number == 0:
            code = 1
            try:
                work(*json.loads(line))
                code = 0
            except BaseException:
                traceback.print_exc()
            finally:
                os._exit(code)
        print(f"child {number}", flush=True)
        _, status = os.waitpid(number, 0)
        print(f"ended {os.waitstatus_to_exitcode(status)}", flush=True)


class Child:
    """One process.

    Attributes:
        code: its exit code, negative for a signal; None while it lives.
    """

    def __init__(self, said: Callable[[], str]) -> None:
        self._said = said
        self._early: list[str] = []
        self.code: int | None = None
        # It may say something before the nursery has said its number.
        while not (line := said()).startswith("child "):
            assert line, "the nursery is gone"
            self._early.append(line)
        self._number = int(line.split()[1])

    def line(self) -> str:
        """Return what it says next; empty when it is dead."""
        line = self._early.pop(0) if self._early else self._said()
        if line.startswith("ended "):
            self.code = int(line.split()[1])
            return ""
        assert line, "the nursery is gone"
        return line

    def kill(self) -> None:
        """Kill it like a power cut."""
        os.kill(self._number, signal.SIGKILL)

    def rest(self) -> list[str]:
        """Return whatever else it said before it died."""
        return list(iter(self.line, ""))


class Nursery:
    """A process of a script that calls `serve`."""

    def __init__(self, script: Path, environment: Mapping[str, str] | None = None) -> None:
        root = Path(__file__).parents[2]
        self._process = subprocess.Popen(
            [sys.executable, str(script)],
            cwd=root,
            # A script finds what stands beside itself; what it uses stands beside the tests.
            env={**(environment or os.environ), "PYTHONPATH": str(root)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._said() == "ready\n"

    def start(self, *words: str | float) -> Child:
        """Start a child. Only one lives at a time."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(words) + "\n")
        self._process.stdin.flush()
        return Child(self._said)

    def close(self) -> None:
        """End it."""
        with self._process as process:
            assert process.stdin is not None
            process.stdin.close()

    def _said(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline()
