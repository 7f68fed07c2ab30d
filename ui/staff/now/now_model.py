"""The Now page's view model: what is shown, which card is selected, what is being resolved."""

from collections.abc import Hashable

from PySide6.QtCore import QObject, Signal

from app.alerts import Outcome
from app.identity import Permission, StaffMember, StaffSession, may
from app.ids import AlertId, ResidentId
from ui.staff.entry.drafts import Drafts
from ui.staff.live.feed import BoardFeed
from ui.staff.live.waiting import RoomCallView, WaitingModel
from ui.staff.now.alert_actions import AlertActions
from ui.staff.now.card_view import CardView, Viewpoint, cards_of, in_order, keep_open
from ui.staff.now.deliveries import Deliveries
from ui.staff.now.side_view import FigureView, TileView, WatchView, shift_of, tiles_of, watch_of
from ui.staff.services import EmergencyCall
from ui.staff.wording.language import Language

SHOWN = 30


class NowModel(QObject):
    """Derives the page from the board. It holds nothing while nobody is signed in.

    The selected card never changes under somebody's finger: a graver alert that comes in is
    shown above it, and Enter still means the card that was selected.
    """

    changed = Signal()
    opened = Signal(object)
    """A resident's record is wanted."""

    def __init__(
        self,
        feed: BoardFeed,
        waiting: WaitingModel,
        actions: AlertActions,
        deliveries: Deliveries,
        language: Language,
        parent: QObject,
        *,
        facility: str = "",
        emergency: EmergencyCall | None = None,
        opens_records: bool = False,
    ) -> None:
        super().__init__(parent)
        self._feed = feed
        self._deliveries = deliveries
        self._facility = facility
        self._emergency = emergency
        self._opens_records = opens_records
        self._waiting = waiting
        self._actions = actions
        self._language = language
        self._session: StaffSession | None = None
        self.is_read = False
        self.entries: tuple[CardView | RoomCallView, ...] = ()
        self.watch: tuple[WatchView, ...] = ()
        self.watch_more = 0
        self.tiles: tuple[TileView, ...] = ()
        self.shift: tuple[FigureView, ...] = ()
        self.notice = ""
        self.drafts = Drafts(self)
        self.selected: AlertId | None = None
        self.resolving: AlertId | None = None
        self._limit = SHOWN
        self._taken_last: AlertId | None = None
        # It follows the feed too, and changes with every board.
        waiting.changed.connect(self._derive)
        actions.changed.connect(self.changed)
        actions.resolved.connect(self._on_resolved)
        actions.released.connect(self._on_released)
        actions.lost.connect(self._on_lost)
        actions.refused.connect(self._on_refused)

    def enter(self, session: StaffSession) -> None:
        """Show the board to whoever signed in."""
        self._session = session
        self._derive()

    @property
    def cards(self) -> tuple[CardView, ...]:
        """The alerts among the entries."""
        return tuple(entry for entry in self.entries if isinstance(entry, CardView))

    @property
    def shown(self) -> tuple[CardView | RoomCallView, ...]:
        """What is on the page; the rest is a button away, so that many alerts stay quick.

        The card that is being worked on is on the page wherever it stands.
        """
        rest = self.entries[self._limit :]
        kept = [entry for entry in rest if entry is self._card(self.resolving or self.selected)]
        return (*self.entries[: self._limit], *kept)

    def show_more(self) -> None:
        """Put more on the page."""
        self._limit += SHOWN
        self.changed.emit()

    def leave(self) -> None:
        """Hold and show nothing any more."""
        self._session = None
        self._clear()
        self.changed.emit()

    def is_pending(self, alert_id: AlertId) -> bool:
        """Whether what was done to the alert is still being recorded."""
        return self._actions.is_pending(alert_id)

    def note_painted(self, alert_id: AlertId, alarms: int) -> None:
        """Know that a card stands on the screen."""
        self._deliveries.note(alert_id, alarms)

    def select(self, alert_id: AlertId) -> None:
        """Make this card the one that keys act on."""
        if alert_id != self.selected:
            self.selected, self.notice = alert_id, ""
            self.changed.emit()

    def step(self, by: int) -> None:
        """Select the next card, or the one before."""
        ids = [entry.id for entry in self.shown if isinstance(entry, CardView)]
        if ids:
            at = ids.index(self.selected) + by if self.selected in ids else 0
            self.select(ids[min(max(at, 0), len(ids) - 1)])

    def act(self) -> None:
        """Take the selected alert; where that makes no sense, select the first that waits."""
        card = self._card(self.selected)
        if card and card.can_take:
            self.take(card.id)
        elif waiting := self._first_waiting():
            self.select(waiting)

    def take(self, alert_id: AlertId) -> None:
        """Go to the resident."""
        card = self._card(alert_id)
        if self._session and card and card.can_take and not self.is_pending(alert_id):
            self.selected = self._taken_last = alert_id
            self.notice = ""
            self._actions.take(alert_id, self._session)

    def arrive(self, alert_id: AlertId | None = None) -> None:
        """Say that whoever sits here is with the resident of the alert, or of the selected one."""
        card = self._card(alert_id or self.selected)
        if self._session and card and card.can_arrive and not self.is_pending(card.id):
            self.selected, self.notice = card.id, ""
            self._actions.arrive(card.id, self._session)

    def release(self, alert_id: AlertId) -> None:
        """Give an alert back."""
        card = self._card(alert_id)
        if self._session and card and card.can_release and not self.is_pending(alert_id):
            self.selected, self.notice = alert_id, ""
            self._actions.release(alert_id, self._session)

    def undo(self) -> None:
        """Give back what was taken last from here."""
        if self._taken_last:
            self.release(self._taken_last)

    def open_record(self, alert_id: AlertId | None = None) -> None:
        """Ask for the record of an alert's resident, or of the selected one's."""
        card = self._card(alert_id or self.selected)
        self.open_resident(card.opens if card else None)

    def open_resident(self, resident_id: ResidentId | None) -> None:
        """Ask for a resident's record; nothing where it cannot be opened from here."""
        if resident_id is not None and self._may_open:
            self.opened.emit(resident_id)

    def begin_resolving(self, alert_id: AlertId | None = None) -> None:
        """Ask what the selected alert turned out to be, if somebody has it."""
        card = self._card(alert_id or self.selected)
        if card and not card.is_waiting and not card.closed_elsewhere and self.resolving is None:
            self.selected = self.resolving = card.id
            self.changed.emit()

    def stop_resolving(self) -> None:
        """Leave it as it was."""
        self.drafts.done(note_of(self.resolving))
        self.resolving = None
        self._derive()

    def resolve(self, outcome: Outcome, note: str) -> None:
        """Record what it turned out to be."""
        card = self._card(self.resolving)
        if self._session and card and not card.closed_elsewhere and not self.is_pending(card.id):
            self.notice = ""
            self._actions.resolve(card.id, self._session, outcome, note.strip())

    def _clear(self) -> None:
        self.is_read, self._limit = False, SHOWN
        self.entries, self.tiles, self.shift = (), (), ()
        self.watch, self.watch_more, self.notice = (), 0, ""
        self.selected = self.resolving = self._taken_last = None

    def _derive(self) -> None:
        board = self._feed.board
        # A veiled board was read for the locked screen: the whole one is on its way.
        if board is None or board.is_veiled or self._session is None:
            return
        self._actions.settle()
        self._deliveries.keep_to(frozenset(card.alert.id for card in board.cards))
        was_empty = not self.entries
        cards = keep_open(
            cards_of(
                board,
                self._language,
                self._viewpoint(self._session.member),
            ),
            self._card(self.resolving),
            is_own=self.resolving is not None and self.is_pending(self.resolving),
        )
        self.entries = in_order(cards, self._waiting.room_calls)
        watch = watch_of(board.watch, board.at, self._language)
        self.watch, self.watch_more = tuple(watch), len(board.watch) - len(watch)
        self.tiles = tiles_of(board, self._language)
        self.shift = shift_of(board.shift, self._language)
        if self._card(self.selected) is None:
            # Only onto an empty page: nobody was about to press Enter for another card.
            self.selected = self._first() if was_empty else None
        self.is_read = True
        self.changed.emit()

    @property
    def _may_open(self) -> bool:
        session = self._session
        if session is None or not self._opens_records:
            return False
        return may(session.member.role, Permission.SEE_RESIDENTS)

    def _viewpoint(self, member: StaffMember) -> Viewpoint:
        return Viewpoint(
            member.id,
            self._facility,
            self._emergency,
            may_release=may(member.role, Permission.RELEASE_OTHERS),
            may_open=self._may_open,
        )

    def _card(self, alert_id: AlertId | None) -> CardView | None:
        return next((card for card in self.cards if card.id == alert_id), None)

    def _first_waiting(self) -> AlertId | None:
        return next((card.id for card in self.cards if card.is_waiting), None)

    def _first(self) -> AlertId | None:
        return self._first_waiting() or next((card.id for card in self.cards), None)

    def _on_resolved(self, alert_id: AlertId) -> None:
        self.drafts.done(note_of(alert_id))
        if self.resolving == alert_id:
            self.resolving = None
        self.entries = tuple(
            entry
            for entry in self.entries
            if isinstance(entry, RoomCallView) or entry.id != alert_id
        )
        if self.selected == alert_id:
            self.selected = self._first()
        self.changed.emit()
        self._feed.refresh()

    def _on_released(self, alert_id: AlertId) -> None:
        if self._taken_last == alert_id:
            self._taken_last = None
        card = self._card(alert_id)
        if card:
            self._on_refused(self._language.words.now.released_by_you.format(place=card.title))
        self._feed.refresh()

    def _on_lost(self, alert_id: AlertId) -> None:
        now = self._language.words.now
        board = self._feed.board
        names = {card.alert.id: card.taken_by for card in board.cards} if board else {}
        self._on_refused(now.taken_by_other.format(name=names.get(alert_id) or now.someone))

    def _on_refused(self, notice: str) -> None:
        self.notice = notice
        self.changed.emit()
        self._feed.refresh()


def note_of(alert_id: AlertId | None) -> Hashable:
    """Name what is being written about an alert, for what is kept over a lock."""
    return ("note", alert_id)
