"""The kiosk is started again when it crashes or stands still, and only then."""

import sys
from pathlib import Path

import pytest

from app.commands.supervise import LONGEST_PAUSE_S, Supervisor, pause_after

CHILD = """
import os, sys, time
from pathlib import Path
count = Path(sys.argv[1])
before = int(count.read_text()) if count.exists() else 0
count.write_text(str(before + 1))
if sys.argv[3] == "never" and before < int(sys.argv[2]):
    time.sleep(60)
os.write(int(os.environ["LILO_HEARTBEAT"]), b".")
if before < int(sys.argv[2]):
    if sys.argv[3] == "crash":
        os.abort()
    time.sleep(60)
os._exit(int(sys.argv[4]))
"""


def supervise(
    folder: Path,
    failures: int,
    how: str,
    code: int,
    still_after_s: float = 20.0,
    begin_within_s: float = 60.0,
) -> tuple[int, int, list[float]]:
    pauses: list[float] = []
    command = [sys.executable, "-c", CHILD, str(folder / "count"), str(failures), how, str(code)]
    supervisor = Supervisor(
        command,
        still_after_s=still_after_s,
        begin_within_s=begin_within_s,
        sleep=pauses.append,
    )
    return supervisor.run(), supervisor.starts, pauses


def test_a_crash_is_followed_by_a_new_start(tmp_path: Path) -> None:
    code, starts, pauses = supervise(tmp_path, 2, "crash", 0)
    assert (code, starts) == (0, 3)
    assert pauses == [0.5, 1.0]


def test_one_that_stands_still_is_killed_and_started_again(tmp_path: Path) -> None:
    code, starts, _ = supervise(tmp_path, 1, "still", 0, still_after_s=1.0)
    # More where the machine stood still itself.
    assert code == 0
    assert starts >= 2


def test_a_start_that_does_not_begin_is_killed_and_tried_again(tmp_path: Path) -> None:
    code, starts, _ = supervise(tmp_path, 1, "never", 0, begin_within_s=5.0)
    assert (code, tmp_path.joinpath("count").exists()) == (0, True)
    assert starts >= 2


@pytest.mark.parametrize("code", [0, 2])
def test_what_ended_by_itself_stays_away(tmp_path: Path, code: int) -> None:
    assert supervise(tmp_path, 0, "crash", code) == (code, 1, [])


def test_no_pause_is_longer_than_five_seconds() -> None:
    pauses = [pause_after(crashes) for crashes in range(1, 50)]
    assert pauses == sorted(pauses)
    assert max(pauses) == LONGEST_PAUSE_S == 5.0
