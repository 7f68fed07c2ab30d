"""Pictures of every screen, in every size, colour and size of letters; and one sheet of them.

The screens are those of a real demo facility, brought there as a resident would.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import time
from itertools import product
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from app.bootstrap import Basics, Lilo, open_facility
from app.demo.clock import SettableClock
from app.demo.facility import KIOSK_RESIDENT
from app.errors import LiloError
from app.identity import LANGUAGES
from ui.application import Windows, kiosk_window
from ui.demo.contact_sheet import ContactSheet
from ui.demo.photographs import photographs_come
from ui.handing_over import attach_kiosk, resident_named
from ui.kiosk.inputs import Screen
from ui.kiosk.window import KioskWindow
from ui.shared.by_hand import by_hand
from ui.shared.chime import SilentChime
from ui.shared.spawner import TaskSpawner

SIZES = ((1280, 800), (1920, 1080), (1080, 1920), (800, 1280))
OTHER_RESIDENT = "June Okafor"
LOOKS = ("light", "dark", "contrast", "night")
SCALES = (1.0, 1.5, 2.0)

ON_SHEET = (
    ((1280, 800), "light", 1.0),
    ((1280, 800), "dark", 1.0),
    ((1280, 800), "contrast", 1.5),
    ((1280, 800), "light", 2.0),
    ((800, 1280), "light", 1.0),
    ((800, 1280), "night", 2.0),
)
"""Which of each screen's pictures stand on the sheet."""

_PATIENCE_S = 60.0
_SETTLE_S = 0.5

ALL_WAYS = tuple(product(SIZES, LOOKS, SCALES))

Way = tuple[tuple[int, int], str, float]
Tell = Callable[[str], None]


class ShotError(LiloError):
    """A screen did not come, or its picture could not be written."""

    code = "demo.shot"


@dataclass(frozen=True, slots=True)
class Stage:
    """Where screens are brought about."""

    kiosk: KioskWindow
    lilo: Lilo
    clock: SettableClock

    async def until(self, name: str) -> None:
        """Wait until an item of that name is on the screen.

        Raises:
            ShotError: it does not come.
        """
        for _ in range(int(_PATIENCE_S / 0.05)):
            if self.kiosk.find(name) is not None:
                return
            await asyncio.sleep(0.05)
        raise ShotError(f"The kiosk never showed '{name}'.")

    async def end_check_in(self) -> None:
        """Stop the questions where they are asked: what is said next would be an answer."""
        if self.kiosk.find("checkInStopButton") is None:
            return
        self.kiosk.view_model.press_in_check_in("stop")
        await self.until("checkInHomeButton")
        self.kiosk.view_model.leave_check_in()

    async def home(self) -> None:
        """Go home, in the afternoon."""
        await self.end_check_in()
        self.at(15, 40)
        self.kiosk.view_model.go_home()
        await asyncio.sleep(_SETTLE_S)

    async def today(self) -> None:
        """Look at the whole day."""
        self.kiosk.view_model.show_today()
        await self.until("todayTitle0")

    async def write(self) -> None:
        """Begin to write a word that is known."""
        await self.home()
        self.kiosk.view_model.start_talking()
        self.kiosk.view_model.keep_draft("I was th")

    async def say(self, words: str, shows: str) -> None:
        """Take a real turn, until an item of that name is on the screen."""
        await self.home()
        model = self.kiosk.view_model
        model.start_talking()
        model.keep_draft(words)
        model.send()
        await self.until(shows)
        await asyncio.sleep(_SETTLE_S)

    async def call(self) -> None:
        """Call a nurse from home."""
        await self.home()
        self.kiosk.view_model.call_nurse()
        await asyncio.sleep(_SETTLE_S)

    async def write_in_crisis(self) -> None:
        """Say more than an answer."""
        self.kiosk.view_model.write_in_crisis()
        await asyncio.sleep(_SETTLE_S)

    async def visit(self, place: Screen) -> None:
        """Go home, to More, and on from there."""
        await self.end_check_in()
        self.kiosk.view_model.visit(place)
        await asyncio.sleep(_SETTLE_S)

    async def speak(self, language: str) -> None:
        """Choose a language on the page of languages."""
        await self.visit(Screen.LANGUAGE)
        self.kiosk.view_model.choose_option(LANGUAGES.index(language))
        await asyncio.sleep(_SETTLE_S)

    async def begin_check_in(self) -> None:
        """Go home, and begin what is due."""
        await self.home()
        self.kiosk.view_model.begin_check_in()
        await self.until("checkInAnswer0")

    async def leaf_through(self) -> None:
        """Open the album at its first photograph."""
        await self.visit(Screen.STORIES)
        await self.until("storyPhoto")
        await asyncio.sleep(_SETTLE_S)

    async def turn_leaf(self) -> None:
        """Read the words of that story."""
        self.kiosk.view_model.turn_leaf()
        await asyncio.sleep(_SETTLE_S)

    def at(self, hour: int, minute: int) -> None:
        """Go forward to that time of day."""
        self.clock.go_to(time(hour, minute), self.lilo.basics.settings.facility.zone)
        self.kiosk.view_model.tick()


def scenes(on: Stage) -> Iterator[tuple[str, Callable[[], Awaitable[None]]]]:
    """All screens, in an order in which each can follow the one before."""
    yield "home", on.home
    yield "today", on.today
    yield "more", lambda: on.visit(Screen.MORE)
    yield "stories", on.leaf_through
    yield "stories-told", on.turn_leaf
    yield "calm", lambda: on.visit(Screen.CALM)
    yield "settings", lambda: on.visit(Screen.SETTINGS)
    yield "size", lambda: on.visit(Screen.SIZE)
    yield "looks", lambda: on.visit(Screen.LOOKS)
    yield "colours", lambda: on.visit(Screen.COLOURS)
    yield "voice", lambda: on.visit(Screen.VOICE)
    yield "speed", lambda: on.visit(Screen.SPEED)
    yield "words", lambda: on.visit(Screen.WORDS)
    yield "keys", lambda: on.visit(Screen.KEYS)
    yield "writing", on.write
    yield "check-in", on.begin_check_in
    yield "language-es", lambda: on.speak("es")
    yield "check-in-es", on.begin_check_in
    yield "home-es", on.home
    yield "today-es", on.today
    yield "settings-es", lambda: on.visit(Screen.SETTINGS)
    yield "reply-es", lambda: on.say("Estaba pensando en la panadería de mi padre", "sentence0")
    yield "language", lambda: on.speak("en")
    yield "reply", lambda: on.say("I was thinking about my father's bakery", "sentence0")
    yield "home-called", on.call
    yield "crisis", lambda: on.say("I want to end my life tonight", "question")
    yield "crisis-writing", on.write_in_crisis


async def shoot(
    _application: QApplication,
    basics: Basics,
    clock: SettableClock,
    folder: Path,
    tell: Tell,
    *,
    only_sheet: bool = False,
) -> int:
    """Write the pictures and the sheet into the folder; return 0."""
    windows = Windows(TaskSpawner(), SilentChime())
    kiosk = kiosk_window(basics, windows, is_kiosk=True)
    windows.kiosk = kiosk
    kiosk.show()
    sheet = ContactSheet(len(ON_SHEET))
    camera = Camera(kiosk, folder, sheet, ON_SHEET if only_sheet else ALL_WAYS)
    await camera.take("starting")
    lilo = await asyncio.to_thread(open_facility, basics)
    try:
        resident = resident_named(lilo, KIOSK_RESIDENT)
        await photographs_come(lilo, resident)
        attach_kiosk(kiosk, lilo, resident)
        tell("Loading the models.")
        await lilo.wake()
        for name, go in scenes(Stage(kiosk, lilo, clock)):
            await go()
            await camera.take(name)
            tell(name)
        await _last_scenes(Stage(kiosk, lilo, clock), basics, windows, camera, tell)
    finally:
        if windows.kiosk:
            windows.kiosk.close()
        await windows.spawner.close()
        lilo.close()
    if not sheet.image().save(str(folder / "kiosk-sheet.png")):
        raise ShotError(f"The sheet could not be written into {folder}.")
    return 0


async def _last_scenes(
    on: Stage, basics: Basics, windows: Windows, camera: "Camera", tell: Tell
) -> None:
    """What comes of another window and resident: a crisis goes on until staff have ended it."""
    on.kiosk.close()
    kiosk = kiosk_window(basics, windows, is_kiosk=True)
    windows.kiosk = kiosk
    kiosk.show()
    attach_kiosk(kiosk, on.lilo, resident_named(on.lilo, OTHER_RESIDENT))
    stage = Stage(kiosk, on.lilo, on.clock)
    camera.kiosk = kiosk
    kiosk.view_model.ask_to_leave()
    await asyncio.sleep(0.1)
    await camera.take("leave")
    kiosk.view_model.stay()
    stage.at(2, 10)
    await asyncio.sleep(0.3)
    await camera.take("night")
    stage.at(10, 15)
    kiosk.fail(basics.wording.lines["trouble"][0])
    await camera.take("trouble")
    tell("leave, night, trouble")


@dataclass(slots=True)
class Camera:
    """Takes one screen in all its sizes, colours and letters."""

    kiosk: KioskWindow
    folder: Path
    sheet: ContactSheet
    ways: Sequence[Way]

    async def take(self, scene: str) -> None:
        """Write all pictures of what is on the screen, and put some on the sheet."""
        await by_hand(lambda: self._take(scene))

    def _take(self, scene: str) -> None:
        kiosk, kept = self.kiosk, self.kiosk.root.property("look")
        on_sheet: dict[object, QImage] = {}
        for size, look, scale in self.ways:
            kiosk.view.resize(*size)
            kiosk.root.setProperty("look", look)
            kiosk.set_text_scale(scale)
            # What follows from the new size, before it is drawn; what covers half lines comes after
            # the first drawing.
            for _ in range(3):
                QCoreApplication.processEvents()
                kiosk.grab()
            picture = kiosk.grab()
            name = f"kiosk-{scene}-{size[0]}x{size[1]}-{look}-{scale:.0%}.png"
            if not picture.save(str(self.folder / name)):
                raise ShotError(f"The picture {self.folder / name} could not be written.")
            if (size, look, scale) in ON_SHEET:
                on_sheet[size, look, scale] = picture
        self.sheet.add_row([on_sheet[entry] for entry in ON_SHEET])
        kiosk.root.setProperty("look", kept)
        kiosk.set_text_scale(1.0)
        kiosk.view.resize(*SIZES[0])
        kiosk.view.setCursor(Qt.CursorShape.ArrowCursor)
