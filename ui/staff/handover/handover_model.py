"""What whoever sits here has taken and not resolved, and their colleagues."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject

from app.alerts import AlertStatus
from app.identity import StaffSession
from app.ids import AlertId, StaffId
from app.oversight import AlertCard
from app.station import Colleague, StationAlerts, StationHandingOver
from ui.shared.spawner import Spawner
from ui.staff.live.feed import BoardFeed
from ui.staff.look.priority import priority_of
from ui.staff.page_model import PageModel
from ui.staff.wording.language import Language


@dataclass(frozen=True, slots=True)
class OwnAlert:
    """An alert that is still with whoever sits here, in words."""

    id: AlertId
    title: str


class HandoverModel(PageModel):
    """Follows the board; colleagues are read when the panel is opened.

    Attributes:
        own: open alerts that whoever sits here has, gravest first.
        colleagues: who can take them; None before they were read.
    """

    def __init__(
        self,
        services: StationHandingOver | None,
        alerts: StationAlerts,
        feed: BoardFeed,
        spawner: Spawner,
        language: Language,
        parent: QObject,
    ) -> None:
        super().__init__(spawner, language, parent)
        self._services = services
        self._alerts = alerts
        self._feed = feed
        self.own: tuple[OwnAlert, ...] = ()
        self.colleagues: tuple[Colleague, ...] | None = None
        feed.changed.connect(self._derive)

    @property
    def is_there(self) -> bool:
        """Whether alerts can be handed over here."""
        return self._services is not None

    def enter(self, session: StaffSession) -> None:
        """Work for whoever has signed in."""
        super().enter(session)
        self._derive()

    def forget(self) -> None:
        """Let go of everything."""
        self.own, self.colleagues = (), None

    def refresh(self) -> None:
        """Read who can take them: somebody may have signed in since."""
        if self._services:
            self._read(self._services.colleagues, self._took_colleagues)

    def hand_over(self, alert_id: AlertId, to: StaffId) -> None:
        """Give an alert to a colleague."""
        services = self._services
        if services:
            names = {who.id: who.name for who in self.colleagues or ()}
            said = self._language.words.handover.done.format(name=names.get(to, ""))
            self._do(
                lambda session: services.hand_over(session, alert_id, to),
                lambda _alert: self._feed.refresh(),
                said,
            )

    def release(self, alert_id: AlertId) -> None:
        """Give an alert back to everybody; it sounds."""
        self._do(
            lambda session: self._alerts.release(session, alert_id),
            lambda _alert: self._feed.refresh(),
            self._language.words.handover.released,
        )

    def _took_colleagues(self, colleagues: Sequence[Colleague]) -> None:
        self.colleagues = tuple(colleagues)

    def _derive(self) -> None:
        board, session = self._feed.board, self._session
        if board is None or board.is_veiled or session is None:
            return
        me = session.member.id
        own = tuple(self._own(card) for card in board.cards if _is_with(card, me))
        if own != self.own:
            self.own = own
            self.changed.emit()

    def _own(self, card: AlertCard) -> OwnAlert:
        words, priority = self._language.words, priority_of(card.alert.cause)
        person = words.now.person.format(
            name=card.resident_name or words.now.nobody_known, room=card.room or words.desk.dash
        )
        return OwnAlert(
            card.alert.id, f"{priority.symbols} {words.priorities[priority]} · {person}"
        )


def _is_with(card: AlertCard, me: StaffId) -> bool:
    alert = card.alert
    return alert.status is AlertStatus.ACKNOWLEDGED and alert.acknowledged_by == me
