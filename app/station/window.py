"""How the staff window of this machine looks: kept beside the facility's settings."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from app.errors import LiloError
from app.identity import Gate, Permission, StaffSession, needs
from app.language_files import LANGUAGES

THEMES = ("light", "dark", "system")
SCALES = (1.0, 1.2, 1.4, 1.6, 1.8, 2.0)


class WindowChoiceError(LiloError):
    """There is no such look."""

    code = "staff.window_choice"


@dataclass(frozen=True, slots=True)
class WindowChoice:
    """What was chosen.

    Attributes:
        theme: light, dark, or system: as the desktop says.
        text_scale: 1.0 to 2.0 times the usual size.
        language: en or es.

    Raises:
        WindowChoiceError: one of them is not offered.
    """

    theme: str
    text_scale: float
    language: str

    def __post_init__(self) -> None:
        in_range = SCALES[0] <= self.text_scale <= SCALES[-1]
        if self.theme not in THEMES or not in_range or self.language not in LANGUAGES:
            raise WindowChoiceError("The window cannot look like that.", "Choose from the lists.")


@dataclass(frozen=True, slots=True)
class StationWindow:
    """Keeps how the window looks; it counts from its next start on.

    Attributes:
        kept: as the next start would find it; reads files.
        keep: writes it down.
    """

    gate: Gate
    kept: Callable[[], WindowChoice]
    keep: Callable[[WindowChoice], None]

    @needs(Permission.SET_WINDOW)
    async def read(self, _session: StaffSession) -> WindowChoice:
        """Return how the window looks from its next start on.

        Raises:
            LiloError: the settings cannot be read.
        """
        return await asyncio.to_thread(self.kept)

    @needs(Permission.SET_WINDOW)
    async def choose(self, _session: StaffSession, choice: WindowChoice) -> None:
        """Keep another look.

        Raises:
            LiloError: it cannot be written.
        """
        await asyncio.to_thread(self.keep, choice)
