"""Memories that Lilo did not understand, of everybody, and what failed: read when looked at."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject

from app.generation import DeadLetter
from app.identity import Permission, StaffSession
from app.ids import MemoryId, ResidentId
from app.memory import MemoryDoubt
from app.station import ResidentLine, StationReviews
from ui.shared.spawner import Spawner
from ui.staff.page_model import PageModel
from ui.staff.services import ResidentServices
from ui.staff.wording.language import Language


class DoubtsModel(PageModel):
    """Holds nothing while nobody is signed in: doubts are residents' words.

    Attributes:
        doubts: the oldest first; None before they were read.
        failures: of language models, the newest first; None before they were read.
        people: who they are, by id.
    """

    def __init__(
        self,
        residents: ResidentServices | None,
        reviews: StationReviews | None,
        spawner: Spawner,
        language: Language,
        parent: QObject,
    ) -> None:
        super().__init__(spawner, language, parent)
        self._residents = residents
        self._reviews = reviews
        self.doubts: tuple[MemoryDoubt, ...] | None = None
        self.failures: tuple[DeadLetter, ...] | None = None
        self.people: Mapping[ResidentId, ResidentLine] = {}

    @property
    def is_there(self) -> bool:
        """Whether doubts can be read."""
        return self._residents is not None

    def forget(self) -> None:
        """Let go of everything."""
        self.doubts = self.failures = None
        self.people = {}

    def refresh(self) -> None:
        """Read both now."""
        residents, reviews = self._residents, self._reviews
        if residents and self.allows(Permission.READ_MEMORIES):

            async def read(
                session: StaffSession,
            ) -> tuple[Sequence[MemoryDoubt], Sequence[ResidentLine]]:
                doubts = await residents.memories.all_doubts(session)
                return doubts, await residents.records.all(session)

            self._read(read, self._took_doubts)
        if reviews and self.allows(Permission.REVIEW):
            self._read(reviews.failures, self._took_failures)

    def doubt(self, key: str) -> MemoryDoubt | None:
        """Return what a row stands for."""
        return next((one for one in self.doubts or () if str(one.id) == key), None)

    def settle(self, doubt: MemoryDoubt) -> None:
        """Take one off the list: somebody has read it."""
        services = self._residents
        if services is None:
            return
        ids: list[MemoryId] = [doubt.id]

        async def settle(session: StaffSession) -> None:
            await services.memories.settle(session, doubt.resident_id, ids)

        said = self._language.words.resident_pages.settled
        self._do(
            settle, lambda _none: self.refresh(), said, lambda _none: lambda: self._back(doubt)
        )

    def _back(self, doubt: MemoryDoubt) -> None:
        services = self._residents
        if services is None:
            return

        async def put_back(session: StaffSession) -> None:
            await services.memories.put_back(session, doubt.resident_id, [doubt])

        self._do(put_back, lambda _none: self.refresh(), self._language.words.unclear.put_back)

    def _took_doubts(self, read: tuple[Sequence[MemoryDoubt], Sequence[ResidentLine]]) -> None:
        doubts, people = read
        self.doubts, self.people = tuple(doubts), {one.id: one for one in people}

    def _took_failures(self, failures: tuple[DeadLetter, ...]) -> None:
        self.failures = failures
