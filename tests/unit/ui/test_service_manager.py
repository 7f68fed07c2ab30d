"""What systemd hears: once that Lilo is there, then as often as is due."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.commands.service_manager import ServiceManager


@pytest.fixture
def heard(tmp_path: Path) -> Iterator[socket.socket]:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening:
        listening.bind(str(tmp_path / "notify"))
        listening.setblocking(False)
        yield listening


def messages(listening: socket.socket) -> list[str]:
    found = []
    while True:
        try:
            found.append(listening.recv(1_000).decode())
        except BlockingIOError:
            return found


def test_it_is_told_no_more_often_than_is_due(heard: socket.socket, tmp_path: Path) -> None:
    now = [0.0]
    environ = {"NOTIFY_SOCKET": str(tmp_path / "notify"), "WATCHDOG_USEC": "45000000"}
    manager = ServiceManager(environ, lambda: now[0])
    for second in range(31):
        now[0] = float(second)
        manager.alive()
    first, *rest = messages(heard)
    assert first.startswith("READY=1")
    assert rest == ["WATCHDOG=1", "WATCHDOG=1"]


def test_a_restart_of_the_kiosk_is_no_silence(heard: socket.socket, tmp_path: Path) -> None:
    manager = ServiceManager({"NOTIFY_SOCKET": str(tmp_path / "notify")})
    manager.alive()
    manager.alive()  # Without a watchdog nothing more is due.
    manager.restarting(3)
    _, status = messages(heard)
    assert "crash 3" in status
    assert "WATCHDOG=1" in status


def test_a_start_that_takes_its_time_is_no_silence(heard: socket.socket, tmp_path: Path) -> None:
    now = [0.0]
    environ = {"NOTIFY_SOCKET": str(tmp_path / "notify"), "WATCHDOG_USEC": "45000000"}
    manager = ServiceManager(environ, lambda: now[0])
    manager.alive()
    manager.restarting(1)
    for second in range(100):
        now[0] = float(second)
        manager.waiting()
    told = messages(heard)[2:]
    assert told == ["WATCHDOG=1"] * 6, "every 15 s, and nothing that says it is there"


@pytest.mark.parametrize("address", ["", "nowhere", "/nowhere/at/all", "@lilo-nobody-listens"])
def test_nobody_listening_is_no_fault(address: str) -> None:
    manager = ServiceManager({"NOTIFY_SOCKET": address, "WATCHDOG_USEC": "x"})
    manager.alive()
    manager.restarting(1)
