"""Who is in front of a shared screen: names to touch, pictures to open."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Protocol

import structlog

from app.identity import Resident
from app.ids import ResidentId
from app.presence import LENGTH, PICTURES, Face, PinBlockedError, PinError
from ui.kiosk.inputs import Screen
from ui.kiosk.portraits import Portraits
from ui.kiosk.presence_inputs import FaceInputs, PinTrouble, WhoInputs
from ui.kiosk.presence_view import FACES_SHOWN, page_after
from ui.kiosk.state import KioskState
from ui.shared.spawner import Spawner

_log = structlog.get_logger(__name__)


class Doors(Protocol):
    """The doorkeeper, as a screen uses it."""

    async def look(self) -> frozenset[ResidentId]:
        """Return who has moved out."""

    async def faces(self) -> Sequence[Face]:
        """Return everybody who lives here."""

    async def enter(self, resident_id: ResidentId, pictures: Sequence[str] = ()) -> None:
        """Let a resident in, or raise a `PinError`."""


class WhoWatch:
    """Asks who is there, and lets them in."""

    def __init__(
        self,
        state: KioskState,
        spawner: Spawner,
        portraits: Portraits,
        on_departed: Callable[[], None],
    ) -> None:
        self._state = state
        self._spawner = spawner
        self._portraits = portraits
        self._on_departed = on_departed
        self._doors: Doors | None = None
        self._on_enter: Callable[[Resident], None] | None = None
        self._residents: dict[ResidentId, Resident] = {}

    def attach(self, doors: Doors | None, on_enter: Callable[[Resident], None] | None) -> None:
        """Know who lives here; with `on_enter` this screen is shared.

        Args:
            doors: lets people in; None where nobody is asked for.
            on_enter: called with who came in.
        """
        self._doors, self._on_enter = doors, on_enter

    def ask(self) -> None:
        """Ask who is there."""
        who = WhoInputs(self._state.inputs.who.faces)
        self._state.change(screen=Screen.WHO, who=who, path=())
        self._read_faces()

    def look(self) -> None:
        """Look whether whoever is there still lives here."""
        if self._doors is not None:
            self._spawner.spawn(self._look(self._doors), self._not_read, name="read_residence")

    def more(self) -> None:
        """Show the next names."""
        who = self._state.inputs.who
        self._state.change(who=replace(who, page=page_after(who)))

    def back(self) -> None:
        """Ask for the name again."""
        who = self._state.inputs.who
        if not who.is_trying:
            self._state.change(who=WhoInputs(who.faces, who.page))

    def choose(self, index: int) -> None:
        """Take whoever has touched their name, or ask for their pictures."""
        who = self._state.inputs.who
        faces = who.faces or ()
        at = who.page * FACES_SHOWN + index
        if who.chosen is not None or who.is_trying or not 0 <= at < len(faces):
            return
        self._state.change(who=replace(who, chosen=faces[at], trouble=PinTrouble.NONE))
        if not faces[at].has_pin:
            self._try(())

    def touch(self, index: int) -> None:
        """Take a picture of the PIN."""
        who = self._state.inputs.who
        if who.chosen is None or who.is_trying or not 0 <= index < len(PICTURES):
            return
        pictures = (*who.pictures, PICTURES[index])
        self._state.change(who=replace(who, pictures=pictures, trouble=PinTrouble.NONE))
        if len(pictures) == LENGTH:
            self._try(pictures)

    def _try(self, pictures: tuple[str, ...]) -> None:
        who = self._state.inputs.who
        if self._doors is None or who.chosen is None:
            return
        self._state.change(who=replace(who, is_trying=True))
        self._spawner.spawn(
            self._enter(self._doors, who.chosen, pictures), self._not_entered, name="enter"
        )

    async def _enter(self, doors: Doors, face: FaceInputs, pictures: tuple[str, ...]) -> None:
        try:
            await doors.enter(face.resident_id, pictures)
        except PinBlockedError:
            self._refused(PinTrouble.WAIT)
            return
        except PinError:
            # Without a PIN it can only be that they have moved out.
            self._refused(PinTrouble.WRONG if face.has_pin else PinTrouble.UNKNOWN)
            self._read_faces()
            return
        resident = self._residents.get(face.resident_id)
        if resident is not None and self._on_enter is not None:
            self._on_enter(resident)

    def _refused(self, trouble: PinTrouble) -> None:
        who = self._state.inputs.who
        chosen = None if trouble is PinTrouble.UNKNOWN else who.chosen
        self._state.change(
            who=WhoInputs(who.faces, who.page, chosen, trouble=trouble),
        )

    def _not_entered(self, error: Exception) -> None:
        _log.warning("door_not_opened", error=type(error).__name__)
        self._refused(PinTrouble.UNKNOWN)

    def _read_faces(self) -> None:
        if self._doors is not None:
            self._spawner.spawn(self._read(self._doors), self._not_read, name="read_faces")

    async def _read(self, doors: Doors) -> None:
        faces = await doors.faces()
        self._residents = {face.resident.id: face.resident for face in faces}
        shown = tuple(
            FaceInputs(
                face.resident.id,
                face.name,
                initials_of(face.resident),
                face.has_pin,
                self._portraits.keep(face.resident.id, face.portrait),
            )
            for face in faces
        )
        who = self._state.inputs.who
        # Another reading may be shorter than the page that is shown.
        page = who.page if who.page * FACES_SHOWN < len(shown) else 0
        self._state.change(who=replace(who, faces=shown, page=page))

    async def _look(self, doors: Doors) -> None:
        departed = await doors.look()
        if self._state.inputs.resident_id in departed:
            self._on_departed()

    def _not_read(self, error: Exception) -> None:
        # The next look tries again.
        _log.warning("residence_not_read", error=type(error).__name__)


def initials_of(resident: Resident) -> str:
    """Return what is drawn in place of a portrait."""
    return f"{resident.given_name[:1]}{resident.family_name[:1]}".upper()
