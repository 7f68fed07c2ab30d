"""A second process that starts the kiosk again when it has crashed or stands still.

The kiosk writes a byte to a pipe every second. Where no byte comes for a while after the first, it
stands still and is killed; where it ends with an error it is started again. Left by staff, or
stopped by the system, it stays away. A start may take its time, and systemd is told meanwhile that
somebody looks after it.
"""

import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence

import structlog

from app.commands.service_manager import ServiceManager
from ui.shared.heartbeat import BEAT_VARIABLE

STILL_AFTER_S = 20.0
BEGIN_WITHIN_S = 120.0
"""How long a start may take until the first byte: a slow machine is not a broken one."""

_LOOK_S = 1.0
FIRST_PAUSE_S = 0.5
LONGEST_PAUSE_S = 5.0
WELL_AFTER_S = 60.0
"""Whoever has run so long is well again: the next pause is the first one."""

FINISHED = frozenset({0, 2})
"""Exit codes after which it is not started again: left by staff, or wrong use told in words."""

_log = structlog.get_logger(__name__)


def pause_after(crashes: int) -> float:
    """Return how many seconds to wait after so many crashes in a row."""
    doublings = min(max(crashes - 1, 0), 10)
    return min(FIRST_PAUSE_S * (1 << doublings), LONGEST_PAUSE_S)


class Supervisor:
    """Keeps one command running."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        still_after_s: float = STILL_AFTER_S,
        begin_within_s: float = BEGIN_WITHIN_S,
        sleep: Callable[[float], None] = time.sleep,
        manager: ServiceManager | None = None,
    ) -> None:
        self._command = list(command)
        self._still_after_s = still_after_s
        self._begin_within_s = begin_within_s
        self._sleep = sleep
        self._manager = manager or ServiceManager()
        self._child: subprocess.Popen[bytes] | None = None
        self._is_stopped = False
        self.starts = 0

    def run(self) -> int:
        """Run the command until it ends by itself; return its exit code."""
        before = {
            number: signal.signal(number, self._stop) for number in (signal.SIGINT, signal.SIGTERM)
        }
        crashes = 0
        try:
            while True:
                began = time.monotonic()
                code = self._run_once()
                if self._is_stopped or code in FINISHED:
                    return max(code, 0)
                crashes = 1 if time.monotonic() - began >= WELL_AFTER_S else crashes + 1
                _log.error("kiosk_restarted", exit_code=code, crashes=crashes)
                self._manager.restarting(crashes)
                self._sleep(pause_after(crashes))
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def _run_once(self) -> int:
        reading, writing = os.pipe()
        try:
            environment = {**os.environ, BEAT_VARIABLE: str(writing)}
            self._child = subprocess.Popen(  # noqa: S603 - our own command line again
                self._command, env=environment, pass_fds=(writing,)
            )
            os.close(writing)
            writing = -1
            self.starts += 1
            self._watch(reading, self._child)
            return self._child.wait()
        finally:
            os.close(reading)
            if writing >= 0:
                os.close(writing)

    def _watch(self, reading: int, child: subprocess.Popen[bytes]) -> None:
        """Return once the child has ended, or has been killed because it stands still."""
        if not self._begins(reading):
            _log.error("kiosk_does_not_begin")
            child.kill()
            return
        while os.read(reading, 64):  # nothing: its end of the pipe closed, it has ended
            self._manager.alive()
            if not select.select([reading], [], [], self._still_after_s)[0]:
                _log.error("kiosk_stands_still")
                child.kill()
                return

    def _begins(self, reading: int) -> bool:
        """Wait for the first byte, or the end; return whether one came in time."""
        until = time.monotonic() + self._begin_within_s
        while (left := until - time.monotonic()) > 0:
            if select.select([reading], [], [], min(_LOOK_S, left))[0]:
                return True
            self._manager.waiting()
        return False

    def _stop(self, number: int, _frame: object) -> None:
        self._is_stopped = True
        if self._child is not None and self._child.poll() is None:
            self._child.send_signal(number)


def supervised() -> int:
    """Run this very command line, without the wish to be supervised, under a supervisor."""
    rest = [word for word in sys.argv[1:] if word != "--supervised"]
    return Supervisor([sys.executable, "-m", "app.main", *rest]).run()
