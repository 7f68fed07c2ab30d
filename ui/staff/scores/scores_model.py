"""The records of the resident that somebody looks at, or the whole house, and who is due."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal

from app.check_in import ResidentRecord
from app.clinical import ScaleId
from app.clinical.due import Due
from app.clinical.house import HouseScale
from app.errors import LiloError
from app.identity import Resident, StaffSession
from app.ids import ResidentId
from app.station import StationScores
from ui.shared.spawner import Spawner
from ui.staff.live.feed import Problem


class ScoresModel(QObject):
    """Holds nothing while nobody is signed in. Each look at a resident or at the house is audited.

    Attributes:
        residents: everybody, once they were read.
        due: of everybody, or None before it was read.
        record: of the chosen resident, or None.
        house: how everybody stands, or None before it was read.
        is_house: whether the whole house is looked at instead of one resident.
        scale: which of the scales is shown.
        problem: why the last read failed, or None.
    """

    changed = Signal()

    def __init__(
        self,
        services: StationScores | None,
        spawner: Spawner,
        parent: QObject,
        on_choose: Callable[[ResidentId], None] = lambda _who: None,
    ) -> None:
        super().__init__(parent)
        self._on_choose = on_choose
        self._followed: ResidentId | None = None
        self._services = services
        self._spawner = spawner
        self._session: StaffSession | None = None
        self._visit = 0
        self.residents: Sequence[Resident] = ()
        self.due: tuple[Due, ...] | None = None
        self.record: ResidentRecord | None = None
        self.house: tuple[HouseScale, ...] | None = None
        self.is_house = False
        self.resident: Resident | None = None
        self.scale: ScaleId | None = None
        self.problem: Problem | None = None

    @property
    def is_there(self) -> bool:
        """Whether this facility keeps scores."""
        return self._services is not None

    def enter(self, session: StaffSession) -> None:
        """Read for whoever has signed in."""
        self._session = session

    def leave(self) -> None:
        """Hold nothing any more; what is being read is dropped when it comes."""
        self._visit += 1
        self._session = self.due = self.record = self.resident = self.scale = self.problem = None
        self.house, self.is_house = None, False
        self._followed = None
        self.residents = ()
        self.changed.emit()

    def refresh(self) -> None:
        """Read who is due, and the chosen resident, or the house, anew."""
        services, session = self._services, self._session
        if services is None or session is None:
            return
        self._spawner.spawn(self._read(services, session, self._visit), self._not_read)

    def follow(self, resident_id: ResidentId | None) -> None:
        """Look at whom somebody looked at on another page, unless the whole house is looked at."""
        if resident_id and not self.is_house:
            self._followed = resident_id
            self.choose(resident_id)

    def choose(self, resident_id: ResidentId) -> None:
        """Look at a resident."""
        found = next((one for one in self.residents if one.id == resident_id), None)
        if found is not None and (self.is_house or found != self.resident):
            # Coming from the house one goes on looking at the same scale.
            self.scale = self.scale if self.is_house else None
            self.resident, self.record, self.is_house = found, None, False
            self._on_choose(resident_id)
            self.changed.emit()
            self.refresh()

    def choose_house(self) -> None:
        """Look at the whole house."""
        if not self.is_house:
            self.is_house = True
            self.changed.emit()
            self.refresh()

    def show_scale(self, scale: ScaleId) -> None:
        """Look at one of the scales."""
        if scale != self.scale:
            self.scale = scale
            self.changed.emit()

    async def _read(self, services: StationScores, session: StaffSession, visit: int) -> None:
        everybody = await services.residents(session)
        due = await services.due(session)
        if self.is_house:
            house = await services.house(session)
            if visit != self._visit or not self.is_house:
                return
            self.residents, self.due, self.house, self.problem = everybody, due, house, None
            self._take_scale([one.scale.id for one in house])
            return
        followed = next((one for one in everybody if one.id == self._followed), None)
        resident = self.resident or followed or _most_due(everybody, due)
        record = await services.of(session, resident.id) if resident else None
        if visit != self._visit or self.is_house or self.resident not in (None, resident):
            return
        self.residents = everybody
        self.due, self.resident, self.record, self.problem = due, resident, record, None
        self._take_scale([one.scale.id for one in record.scales] if record else [])

    def _take_scale(self, known: Sequence[ScaleId]) -> None:
        if self.scale not in known:
            self.scale = next(iter(known), None)
        self.changed.emit()

    def _not_read(self, error: Exception) -> None:
        self.problem = Problem(str(error) if isinstance(error, LiloError) else "")
        self.changed.emit()


def _most_due(residents: Sequence[Resident], due: Sequence[Due]) -> Resident | None:
    by_id = {one.id: one for one in residents}
    found = next((by_id[one.resident_id] for one in due if one.resident_id in by_id), None)
    return found or next(iter(residents), None)
