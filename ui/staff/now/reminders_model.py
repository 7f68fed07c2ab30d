"""Reminders that staff should know of, and that somebody has seen them."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from app.identity import Permission, StaffSession, may
from app.ids import ResidentId
from app.schedule import NoticeKind, ReminderKey, StaffNotice
from app.station import StationReminders
from ui.shared.spawner import Spawner
from ui.staff.wording.language import Language

SHOWN = 4


@dataclass(frozen=True, slots=True)
class ReminderNoticeView:
    """One note.

    Attributes:
        who: name and room.
        line: what is the matter.
        title: what is planned, as staff wrote it down.
    """

    resident_id: ResidentId
    key: ReminderKey
    who: str
    line: str
    title: str


class RemindersModel(QObject):
    """Reads the notes with every board. It holds nothing while nobody is signed in.

    Signals:
        appeared: one came to stand there that did not before.

    Attributes:
        notices: those that are shown, longest first.
        more: how many there are besides.
    """

    changed = Signal()
    appeared = Signal()

    def __init__(
        self, desk: StationReminders | None, spawner: Spawner, language: Language, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._spawner = spawner
        self._language = language
        self._session: StaffSession | None = None
        self._is_reading = False
        self._is_asked_again = False
        self._known: frozenset[tuple[ResidentId, ReminderKey]] = frozenset()
        self.notices: tuple[ReminderNoticeView, ...] = ()
        self.more = 0

    def enter(self, session: StaffSession) -> None:
        """Show the notes to whoever has signed in, if they are theirs to see."""
        self._session = session if may(session.member.role, Permission.SEE_BOARD) else None
        self.refresh()

    def leave(self) -> None:
        """Hold and show nothing any more."""
        self._session, self.notices, self.more = None, (), 0
        self.changed.emit()

    def refresh(self) -> None:
        """Read them now; while a read is under way, read once more after it."""
        if self._desk is None:
            return
        if self._is_reading:
            self._is_asked_again = True
            return
        self._is_reading = True
        self._spawner.spawn(self._read(self._desk), self._not_read)

    def seen(self, notice: ReminderNoticeView) -> None:
        """Record that the member has seen a note; it goes once that is stored."""
        if self._desk is not None and self._session is not None:
            work = self._seen(self._desk, notice, self._session)
            self._spawner.spawn(work, self._not_read)

    async def _seen(
        self, desk: StationReminders, notice: ReminderNoticeView, session: StaffSession
    ) -> None:
        await desk.seen(session, notice.resident_id, notice.key)
        self.refresh()

    async def _read(self, desk: StationReminders) -> None:
        try:
            self._is_asked_again = True
            while self._is_asked_again:
                self._is_asked_again = False
                session = self._session
                if session is None:
                    self._know(await desk.standing())
                else:
                    self._took(await desk.notices(session))
        finally:
            self._is_reading = False

    def _took(self, found: Sequence[StaffNotice]) -> None:
        if self._session is not None:
            self.notices = tuple(self._view(each) for each in found[:SHOWN])
            self.more = len(found) - len(self.notices)
            self.changed.emit()
        self._know(frozenset((each.resident.id, each.notice.key) for each in found))

    def _know(self, keys: frozenset[tuple[ResidentId, ReminderKey]]) -> None:
        is_new, self._known = bool(keys - self._known), keys
        if is_new:
            self.appeared.emit()

    def _view(self, each: StaffNotice) -> ReminderNoticeView:
        words, notice = self._language.words, each.notice
        form = {
            NoticeKind.UNCONFIRMED: words.reminders.unconfirmed,
            NoticeKind.UNSAID: words.reminders.unsaid,
            NoticeKind.QUESTION: words.reminders.question,
        }[notice.kind]
        return ReminderNoticeView(
            each.resident.id,
            notice.key,
            words.now.person.format(name=each.resident.full_name, room=each.resident.room),
            form.format(time=self._language.clock(notice.occurrence.starts)),
            notice.occurrence.item.title,
        )

    def _not_read(self, _error: Exception) -> None:
        # The board's own truth says when the database does not answer; the next board asks again.
        self._is_reading = False
