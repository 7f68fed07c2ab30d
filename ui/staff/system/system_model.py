"""The state of the house as last read, and the emergency stop."""

from PySide6.QtCore import QObject, QTimer

from app.generation import StopOrder
from app.identity import StaffSession
from app.station import StationSystem, SystemState
from ui.shared.spawner import Spawner
from ui.staff.page_model import PageModel
from ui.staff.wording.language import Language

EVERY_MS = 10_000


class SystemModel(PageModel):
    """Reads again while somebody looks.

    Attributes:
        state: as last read, or None.
    """

    def __init__(
        self, system: StationSystem | None, spawner: Spawner, language: Language, parent: QObject
    ) -> None:
        super().__init__(spawner, language, parent)
        self._system = system
        self.state: SystemState | None = None
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self.refresh)

    @property
    def is_there(self) -> bool:
        """Whether the state can be read."""
        return self._system is not None

    def watch(self, *, is_looking: bool) -> None:
        """Go on reading while the page is seen."""
        if is_looking:
            self._timer.start()
            self.refresh()
        else:
            self._timer.stop()

    def forget(self) -> None:
        """Let go of what was read."""
        self._timer.stop()
        self.state = None

    def refresh(self) -> None:
        """Read now."""
        if self._system:
            self._read(self._system.read, self._took)

    def stop_generation(self) -> None:
        """Stop everything that language models write."""
        system, words = self._system, self._language.words.system
        if system:

            async def stop(session: StaffSession) -> StopOrder:
                return await system.stop(session)

            self._do(stop, self._ordered, words.stop_done)

    def allow_generation(self) -> None:
        """Let language models write again."""
        system, words = self._system, self._language.words.system
        if system:

            async def allow(session: StaffSession) -> StopOrder:
                return await system.allow(session)

            self._do(allow, self._ordered, words.allow_done)

    def _took(self, state: SystemState) -> None:
        self.state = state

    def _ordered(self, _order: StopOrder) -> None:
        self.refresh()
