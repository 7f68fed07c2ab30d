"""A kiosk that speaks into the sound card of its environment, and does what it reads line by line.

    python tests/audio/speaking_kiosk.py FOLDER

`say`, `stop`, `again`, `silent`, `peek`, `look`: answers with one line of JSON when that was done.
"""

import asyncio
import json
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from kiosk_fakes import Bench, done, heard, spoken
from PySide6.QtWidgets import QApplication

from app.conversation.aloud import Speaker
from app.identity import VoiceLiking
from app.privacy import start_logging
from app.settings import load_settings
from app.wiring.speaking import spoken_text_of, voices_of
from resources import RESOURCES
from ui.application import run
from ui.kiosk.voice.playback import QtPlayer
from ui.kiosk.voice.voice_line import KioskVoice
from ui.kiosk.window import KioskWindow
from ui.shared.chime import SilentChime
from ui.shared.spawner import TaskSpawner

REPLY = (
    "Your father's bakery was on Mill Street.",
    "It smelled of rye bread by 5:15.",
)


class Notes:
    def __init__(self) -> None:
        self.noted: list[str] = []

    async def note(self, trouble: str) -> None:
        self.noted.append(trouble)


class Program:
    def __init__(self, folder: Path) -> None:
        self.bench, self.notes, self.spawner = Bench(folder), Notes(), TaskSpawner()
        settings = load_settings(RESOURCES / "defaults")
        text = spoken_text_of(RESOURCES / "i18n")
        self.speaker = Speaker(voices_of(settings), QtPlayer(), text)
        self.kiosk = KioskWindow(
            self.bench.basics,
            replace(self.bench.services, silence=self.notes),  # type: ignore[arg-type]
            self.spawner,
            SilentChime(),
            has_motion=False,
            voice=KioskVoice(self.speaker),
        )
        self.kiosk.show()
        self._changed = asyncio.Event()
        self.kiosk.view_model._state.on_change(lambda _: self._changed.set())
        self.asked: asyncio.Queue[str] = asyncio.Queue()

    async def main(self, _application: QApplication) -> int:
        loop = asyncio.get_running_loop()
        reading = threading.Thread(target=self._read, args=(loop,), daemon=True)
        reading.start()
        while asked := await self.asked.get():
            await getattr(self, f"do_{asked}")()
            talk = self.kiosk.view_model.talk
            answer = {
                "sounding": self.speaker.speaking.is_sounding,
                "notice": talk.notice,
                "noted": self.notes.noted,
                "marked": [index for index, each in enumerate(talk.sentences) if each["is_marked"]],
            }
            sys.stdout.write(json.dumps(answer) + "\n")
            sys.stdout.flush()
        self.kiosk.close()
        await self.spawner.close()
        return 0

    async def do_say(self) -> None:
        model = self.kiosk.view_model
        model.start_talking()
        model.keep_draft("Tell me of home")
        self.bench.talk.steps = [heard("Tell me of home"), *map(spoken, REPLY), done()]
        model.send()
        await self._until(lambda: not model.is_busy)

    async def do_stop(self) -> None:
        self.kiosk.view_model.stop_speaking()

    async def do_peek(self) -> None:
        """Answer how it stands now."""

    async def do_again(self) -> None:
        self.kiosk.view_model.say_again()

    async def do_silent(self) -> None:
        preferences = self.kiosk.view_model._state.inputs.preferences
        self.kiosk.view_model._liking.choose(
            replace(preferences, voice=VoiceLiking(is_silent=True))
        )

    async def do_look(self) -> None:
        """Answer how it stands once nothing more is being said."""
        await self._until(lambda: not self.speaker.speaking.is_sounding)
        for _ in range(10):
            # What is noted about it for staff follows in a task of its own.
            await asyncio.sleep(0)

    async def _until(self, holds: Callable[[], bool]) -> None:
        while not holds():
            self._changed.clear()
            await self._changed.wait()

    def _read(self, loop: asyncio.AbstractEventLoop) -> None:
        for line in sys.stdin:
            loop.call_soon_threadsafe(self.asked.put_nowait, line.strip())
        loop.call_soon_threadsafe(self.asked.put_nowait, "")


if __name__ == "__main__":
    start_logging("error")

    async def main(application: QApplication) -> int:
        return await Program(Path(sys.argv[1])).main(application)

    sys.exit(run(main))
