"""Tells systemd, where it started this, that Lilo is there and goes on being there.

The protocol is sd_notify(3): a datagram of names and values to the socket that NOTIFY_SOCKET names.
It is a socket of this machine's own file system; nothing of it goes over a network.
"""

import os
import socket
import time
from collections.abc import Callable, Mapping
from contextlib import suppress

_SPARE = 3
"""systemd hears so many times within the time after which it acts."""


class ServiceManager:
    """Speaks to systemd; to nobody where it is not there. Never raises."""

    def __init__(
        self,
        environ: Mapping[str, str] = os.environ,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._address = environ.get("NOTIFY_SOCKET", "")
        self._every_s = _microseconds(environ.get("WATCHDOG_USEC", "")) / 1e6 / _SPARE
        self._clock = clock
        self._is_ready = False
        self._told_at = -float("inf")

    def alive(self) -> None:
        """Say that all is well: the first time that it has begun, afterwards as often as is due."""
        now = self._clock()
        if not self._is_ready:
            self._is_ready = True
            self._told_at = now
            self._tell("READY=1\nSTATUS=The kiosk is there.\nWATCHDOG=1")
        else:
            self.waiting()

    def waiting(self) -> None:
        """Say, as often as is due, that somebody waits for a start that takes its time."""
        now = self._clock()
        if self._every_s and now - self._told_at >= self._every_s:
            self._told_at = now
            self._tell("WATCHDOG=1")

    def restarting(self, crashes: int) -> None:
        """Say that the kiosk is started again; that is no reason to start everything again."""
        self._tell(f"STATUS=Starting the kiosk again, crash {crashes}.\nWATCHDOG=1")
        self._told_at = self._clock()

    def _tell(self, message: str) -> None:
        if not self._address.startswith(("/", "@")):
            return
        # A name that begins with @ lies in no folder; the kernel knows it with a zero in front.
        place = self._address.replace("@", "\0", 1) if self._address[0] == "@" else self._address
        with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as to:
            to.sendto(message.encode(), place)


def _microseconds(text: str) -> int:
    return int(text) if text.isdecimal() else 0
