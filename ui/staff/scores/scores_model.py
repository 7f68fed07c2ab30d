"""The records of the resident that somebody looks at, and who is due."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from app.check_in import ResidentRecord
from app.clinical import ScaleId
from app.clinical.due import Due
from app.errors import LiloError
from app.identity import Resident, StaffMember
from app.ids import ResidentId
from ui.shared.spawner import Spawner
from ui.staff.live.feed import Problem
from ui.staff.services import ScoreServices


class ScoresModel(QObject):
    """Holds nothing while nobody is signed in. Each look at a resident is audited.

    Attributes:
        due: of everybody, or None before it was read.
        record: of the chosen resident, or None.
        scale: which of the resident's scales is shown.
        problem: why the last read failed, or None.
    """

    changed = Signal()

    def __init__(self, services: ScoreServices | None, spawner: Spawner, parent: QObject) -> None:
        super().__init__(parent)
        self._services = services
        self._spawner = spawner
        self._member: StaffMember | None = None
        self._visit = 0
        self.due: tuple[Due, ...] | None = None
        self.record: ResidentRecord | None = None
        self.resident: Resident | None = None
        self.scale: ScaleId | None = None
        self.problem: Problem | None = None

    @property
    def is_there(self) -> bool:
        """Whether this facility keeps scores."""
        return self._services is not None

    @property
    def residents(self) -> Sequence[Resident]:
        """Everybody, while somebody is signed in."""
        if self._services is None or self._member is None:
            return ()
        return self._services.residents

    def enter(self, member: StaffMember) -> None:
        """Read for the member."""
        self._member = member

    def leave(self) -> None:
        """Hold nothing any more; what is being read is dropped when it comes."""
        self._visit += 1
        self._member = self.due = self.record = self.resident = self.scale = self.problem = None
        self.changed.emit()

    def refresh(self) -> None:
        """Read who is due, and the chosen resident anew."""
        services, member = self._services, self._member
        if services is None or member is None:
            return
        self._spawner.spawn(self._read(services, member, self._visit), self._not_read)

    def choose(self, resident_id: ResidentId) -> None:
        """Look at a resident."""
        found = next((one for one in self.residents if one.id == resident_id), None)
        if found is not None and found != self.resident:
            self.resident, self.record, self.scale = found, None, None
            self.changed.emit()
            self.refresh()

    def show_scale(self, scale: ScaleId) -> None:
        """Look at one of the resident's scales."""
        if scale != self.scale:
            self.scale = scale
            self.changed.emit()

    async def _read(self, services: ScoreServices, member: StaffMember, visit: int) -> None:
        due = await services.desk.due([one.id for one in services.residents])
        resident = self.resident or _most_due(services.residents, due)
        record = await services.book.read(resident.id, member.id) if resident else None
        if visit != self._visit or self.resident not in (None, resident):
            return
        self.due, self.resident, self.record, self.problem = due, resident, record, None
        known = [one.scale.id for one in record.scales] if record else []
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
