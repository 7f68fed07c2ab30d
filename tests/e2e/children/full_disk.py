"""Lives through a full disk: run inside a mount namespace of its own.

Usage: full_disk.py FOLDER. Makes a demo facility on a small file system at FOLDER, fills that up,
talks, presses the call button, looks at the board, makes a backup; then makes room and looks what
is there. Prints one JSON object.
"""

import asyncio
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import structlog

from app.alerts import AlertCause, AlertSource, replay
from app.audit import Wanted
from app.bootstrap import Lilo, open_facility, prepare_basics
from app.conversation import CrisisOpened
from app.demo.facility import make_demo_facility
from app.errors import LiloError
from app.privacy import start_logging
from app.safety import Level
from app.station import WindowChoice
from app.wiring.guarding import backup_order
from app.wiring.window_choice import keep_choice, kept_choice
from storage.backup import make_backup, verify_backup
from storage.person_file import seal_person_file, write_person_folder
from ui.staff.paper.private_file import write_private


def filled_up(folder: Path) -> Path:
    """Write until not one more byte fits."""
    ballast = folder / "ballast"
    with ballast.open("wb", buffering=0) as file:
        for piece in (1 << 20, 1 << 12, 1):
            try:
                while True:
                    file.write(b"x" * piece)
            except OSError:
                continue
    return ballast


async def outcome_of(doing: Any) -> str:
    """Do something, and return the code of the error it meets, or nothing."""
    try:
        await doing
    except LiloError as error:
        return error.code
    return ""


async def talk(lilo: Lilo, words: str) -> list[str]:
    """Take a turn and return what it brought forth."""
    told = []
    async for event in lilo.conversation.take(lilo.residents[0].id, words):
        name = type(event).__name__
        told.append(f"{name}:{event.alert_id}" if isinstance(event, CrisisOpened) else name)
    return told


SHIFT = b"Monday, day shift\n" * 100_000
RECORDS = {"messages": [{"text": f"{number}: the bakery"} for number in range(20_000)]}


async def written_files(lilo: Lilo, root: Path) -> dict[str, str]:
    """Write a file of every other kind; return by kind the code of what refused it."""
    to, at = root / "handed-out", lilo.basics.clock()
    exports = lilo.station.audit.exports
    if exports is None:
        raise RuntimeError("nothing signs exports")

    def person_folder() -> None:
        write_person_folder(to / "person", RECORDS, "Ada", "Willow House", at)

    def person_file() -> None:
        seal_person_file(
            to / "person.lilo", "a long passphrase", RECORDS, "Ada", "Willow House", at
        )

    jobs: dict[str, Callable[[], object]] = {
        "settings": lambda: keep_choice(lilo.basics, WindowChoice("dark", 2.0, "es")),
        "checkpoint": lilo.guarding.checkpoints.take,
        "figures": lambda: write_private(to / "figures.csv", SHIFT),
        "person_folder": person_folder,
        "person_file": person_file,
        "log": lambda: structlog.get_logger().critical("full", path="x" * 100_000),
    }
    codes = {kind: await outcome_of(asyncio.to_thread(job)) for kind, job in jobs.items()}
    codes["audit_export"] = await outcome_of(exports.write(to / "audit.jsonl", Wanted()))
    return codes


def left_in(root: Path) -> list[str]:
    """Return what lies where files are handed out, and beside the settings."""
    folders = (root / "handed-out", root / "config")
    return sorted(str(p.relative_to(root)) for folder in folders for p in folder.rglob("*"))


async def live(root: Path, folder: Path) -> dict[str, Any]:
    basics = prepare_basics(root)
    lilo = open_facility(basics)
    lilo.waking.over = True
    (root / "handed-out").mkdir()
    keep_choice(basics, WindowChoice("light", 1.0, "en"))
    who = lilo.residents[0].id
    before = await talk(lilo, "It was lovely in the garden.")
    with lilo.database.reading() as unit:
        kept = len(unit.messages.recent(who, 1000))
    ballast = filled_up(folder)
    cause = AlertCause(AlertSource.WORDS, Level.URGENT, words="x" * 200_000)
    found: dict[str, Any] = {
        "before": before,
        "alert": await outcome_of(lilo.desk.raise_alert(who, cause)),
        "turn": await talk(lilo, "I was thinking about the bakery. " * 4_000),
        "call": (await basics.call_button.press(who)).reach.value,
        "room_call": (await basics.call_button.press(None)).reach.value,
    }
    handed_out = root / "handed-out"
    found["left_before"] = left_in(root)
    found["refused"] = await written_files(lilo, root)
    found["left"] = left_in(root)
    board = await lilo.board.read()
    found["board_calls"] = [call.room for call in board.room_calls]
    found["tiles"] = len(board.tiles)
    try:
        make_backup(backup_order(basics, lilo.keys, "test"), verify_backup)
    except LiloError as error:
        found["backup"] = [error.code, error.remedy]
    found["left_of_backup"] = sorted(p.name for p in (root / "backups").glob("*[0-9Z]"))
    ballast.unlink()
    shutil.rmtree(handed_out)
    handed_out.mkdir()
    found["written"] = await written_files(lilo, root)
    found["choice"] = kept_choice(basics).theme
    found["checkpoints"] = lilo.guarding.checkpoints.history().problem
    await replay(basics.call_button.journal, lilo.desk)
    cards = (await lilo.board.read()).cards
    found["replayed"] = [card.alert.cause.source.value for card in cards]
    found["waiting_in_journal"] = [call.room for call in basics.call_button.journal.calls()]
    found["after"] = await talk(lilo, "I was thinking about the bakery.")
    with lilo.database.reading() as unit:
        found["kept"] = len(unit.messages.recent(who, 1000)) - kept
    found["problems"] = lilo.database.check()
    found["chain"] = (await lilo.trail.verify(whole=True)).valid
    lilo.close()
    return found


def main() -> None:
    folder = Path(sys.argv[1])
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", str(folder)], check=True)
    start_logging("critical", folder / "facility.log")
    make_demo_facility(folder / "facility")
    sys.stdout.write(json.dumps(asyncio.run(live(folder / "facility", folder))))


if __name__ == "__main__":
    main()
