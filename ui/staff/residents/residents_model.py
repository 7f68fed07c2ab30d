"""Residents as last read: the list, and what was opened of the chosen one."""

from collections.abc import Callable, Coroutine, Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.identity import (
    Basis,
    BrokenGlass,
    ConsentKind,
    Gate,
    Permission,
    RiskFactor,
    StaffSession,
)
from app.ids import MemoryId, ResidentId
from app.memory import Memory, MemoryDoubt
from app.station import (
    Liking,
    NewResident,
    OpenedConversation,
    OpenedResident,
    Profile,
    RecordChangedError,
    ResidentLine,
)
from ui.shared.spawner import Spawner
from ui.staff.page_model import PageModel
from ui.staff.services import ResidentServices
from ui.staff.wording.language import Language


class ResidentsModel(PageModel):
    """Opens only what somebody asks for: every opening is an entry in the audit log.

    Attributes:
        lines: everybody on record by room; None before they were read.
        shows_all: the list names those who have moved out as well.
        opened: the chosen resident's record, or None.
        memories, doubts: what Lilo remembers of them; None before somebody looked.
        conversation: what was said; None before somebody opened it.
        glass: what this session has broken; None again once its time is over.

    Signals:
        glass_broken: everybody has to be shown that it is.
    """

    glass_broken = Signal()

    def __init__(
        self,
        services: ResidentServices | None,
        gate: Gate,
        spawner: Spawner,
        language: Language,
        parent: QObject,
        on_choose: Callable[[ResidentId], None] = lambda _who: None,
    ) -> None:
        super().__init__(spawner, language, parent)
        self._services = services
        self._on_choose = on_choose
        self._gate = gate
        self.lines: tuple[ResidentLine, ...] | None = None
        self.shows_all = False
        self.opened: OpenedResident | None = None
        self.memories: tuple[Memory, ...] | None = None
        self.doubts: tuple[MemoryDoubt, ...] | None = None
        self.conversation: OpenedConversation | None = None
        self.glass: BrokenGlass | None = None

    @property
    def is_there(self) -> bool:
        """Whether records can be opened."""
        return self._services is not None

    @property
    def chosen(self) -> ResidentId | None:
        """Whose record is open."""
        return self.opened.resident.id if self.opened else None

    @property
    def glass_minutes(self) -> int:
        """How long broken glass stays open."""
        return self._gate.glass_minutes

    @property
    def may_open_closed(self) -> bool:
        """Whether broken glass opens memories and conversations for whoever sits here."""
        return self.glass is not None

    def forget(self) -> None:
        """Let go of everything."""
        self.lines = self.glass = None
        self.shows_all = False
        self._close()

    def refresh(self) -> None:
        """Read the list now."""
        if self._services:
            self._read(self._services.records.all, self._took_lines)

    def open(self, resident_id: ResidentId, *, keeps_news: bool = False) -> None:
        """Open a record."""
        services = self._services
        if services:
            self._on_choose(resident_id)
            if resident_id != self.chosen and not keeps_news:
                self._close()
                self.notice = ""

            async def read(session: StaffSession) -> OpenedResident:
                return await services.records.open(session, resident_id)

            self._read(read, self._took_record)

    def follow(self, resident_id: ResidentId | None) -> None:
        """Open the record of whom somebody looked at on another page."""
        if resident_id and resident_id != self.chosen:
            self.open(resident_id)

    def show_all(self, *, is_wanted: bool) -> None:
        """Name those who have moved out as well, or no longer."""
        self.shows_all = is_wanted
        self.changed.emit()

    def add(self, new: NewResident) -> None:
        """Take somebody in who moves in, and open their record."""
        services = self._services
        if services:

            async def add(session: StaffSession) -> ResidentId:
                return await services.records.add(session, new)

            def added(resident_id: ResidentId) -> None:
                self._close()
                self.refresh()
                self.open(resident_id, keeps_news=True)

            self._do(add, added, self._language.words.moving.added)

    def move_out(self) -> None:
        """Keep that the chosen resident has moved out."""
        self._move(is_out=True)

    def move_back(self) -> None:
        """Keep that the chosen resident is back."""
        self._move(is_out=False)

    def look_at_memories(self) -> None:
        """Read what Lilo remembers of the chosen resident."""
        services, chosen = self._services, self.chosen
        if services and chosen:

            async def read(
                session: StaffSession,
            ) -> tuple[ResidentId, Sequence[Memory], Sequence[MemoryDoubt]]:
                memories = await services.memories.of(session, chosen)
                return chosen, memories, await services.memories.doubts(session, chosen)

            self._read(read, self._took_memories)

    def open_conversation(self) -> None:
        """Open what the chosen resident said to Lilo."""
        services, chosen = self._services, self.chosen
        if services and chosen:

            async def read(session: StaffSession) -> OpenedConversation:
                return await services.conversations.open(session, chosen)

            self._do(read, lambda opened: self._took_conversation(chosen, opened))

    def break_glass(self, reason: str) -> None:
        """Open closed records for a while."""

        async def break_it(session: StaffSession) -> BrokenGlass:
            return await self._gate.break_glass(session, reason)

        self._do(break_it, self._took_glass)

    def follow_time(self, now: datetime) -> None:
        """Close what only broken glass kept open, once its time is over."""
        if self.glass is None or now < self.glass.until:
            return
        if self.notice == self._glass_notice(self.glass):
            self.notice = ""
        self.glass = None
        if self.conversation and self.conversation.glass_until:
            self.conversation = None
        if not self.allows(Permission.READ_MEMORIES):
            self.memories = self.doubts = None
        self.changed.emit()

    def save_profile(self, wanted: Profile) -> None:
        """Put the record right, in what was changed since it was read."""
        if self.opened is not None:
            self._save_profile(Profile.of(self.opened.resident), wanted)

    def _save_profile(self, read: Profile, wanted: Profile) -> None:
        self._change(
            lambda services, session, who: services.records.save_profile(
                session, who, read, wanted
            ),
            self._language.words.resident_pages.saved,
            undo=lambda saved: self._save_profile(saved[1], saved[0]),
        )

    @property
    def liking(self) -> Liking | None:
        """How whoever is open likes Lilo; as the house sets it where they have chosen nothing."""
        opened, services = self.opened, self._services
        if opened is None or services is None:
            return None
        kept = opened.preferences or services.likings.house
        return Liking.of(kept, opened.resident.language)

    def save_liking(self, wanted: Liking) -> None:
        """Set what was changed since it was read."""
        if (read := self.liking) is not None:
            self._save_liking(read, wanted)

    def _save_liking(self, read: Liking, wanted: Liking) -> None:
        self._change(
            lambda services, session, who: services.likings.save(session, who, read, wanted),
            self._language.words.liking.saved,
            undo=lambda saved: self._save_liking(saved[1], saved[0]),
        )

    def add_risk(self, risk: RiskFactor) -> None:
        """Put a risk factor on record."""
        self._change(
            lambda services, session, who: services.records.add_risk(session, who, risk),
            self._language.words.resident_pages.risks_saved,
            undo=lambda _result: self.remove_risk(risk),
        )

    def remove_risk(self, risk: RiskFactor) -> None:
        """Take a risk factor off the record."""
        self._change(
            lambda services, session, who: services.records.remove_risk(session, who, risk),
            self._language.words.resident_pages.risks_saved,
            undo=lambda _result: self.add_risk(risk),
        )

    def record_consent(
        self, kind: ConsentKind, *, is_given: bool, basis: Basis, said_by: str
    ) -> None:
        """Record that something was agreed to, or withdrawn."""
        self._change(
            lambda services, session, who: services.consents.record(
                session, who, kind, is_given=is_given, basis=basis, said_by=said_by
            ),
            self._language.words.resident_pages.consent_done,
        )

    def correct(self, memory_id: MemoryId, text: str) -> None:
        """Put a memory right."""
        self._change_memories(
            lambda services, session, _who: services.memories.correct(session, memory_id, text),
            self._language.words.resident_pages.corrected,
        )

    def delete(self, memory_id: MemoryId) -> None:
        """Forget a memory for good."""
        self._change_memories(
            lambda services, session, _who: services.memories.delete(session, memory_id),
            self._language.words.resident_pages.deleted,
        )

    def settle(self) -> None:
        """Take the doubts that are shown off the list."""
        settled = self.doubts or ()
        ids = [doubt.id for doubt in settled]
        self._change_memories(
            lambda services, session, who: services.memories.settle(session, who, ids),
            self._language.words.resident_pages.settled,
            lambda _result: self._put_back(settled),
        )

    def _put_back(self, doubts: Sequence[MemoryDoubt]) -> None:
        if doubts and doubts[0].resident_id == self.chosen:
            self._change_memories(
                lambda services, session, who: services.memories.put_back(session, who, doubts),
                self._language.words.unclear.put_back,
            )

    def allows(self, permission: Permission) -> bool:
        """Whether to offer something, by role or through broken glass."""
        behind = {Permission.READ_CONVERSATIONS, Permission.READ_MEMORIES}
        return super().allows(permission) or (self.may_open_closed and permission in behind)

    def _move(self, *, is_out: bool) -> None:
        chosen, words = self.chosen, self._language.words.moving

        async def work(services: ResidentServices, session: StaffSession, who: ResidentId) -> None:
            records = services.records
            await (records.move_out if is_out else records.move_back)(session, who)

        def after() -> None:
            self.refresh()
            if chosen:
                self.open(chosen)

        def back(_result: object) -> None:
            # Another record may be open by now.
            if chosen == self.chosen:
                self._move(is_out=not is_out)

        self._change(work, words.moved_out if is_out else words.moved_back, after, back)

    def _change(
        self,
        work: Callable[[ResidentServices, StaffSession, ResidentId], Coroutine[Any, Any, Any]],
        said: str,
        then: Callable[[], None] | None = None,
        undo: Callable[[Any], None] | None = None,
    ) -> None:
        services, chosen = self._services, self.chosen
        if services and chosen:

            async def change(session: StaffSession) -> Any:
                return await work(services, session, chosen)

            after = then or (lambda: self.open(chosen))
            back = (lambda result: lambda: undo(result)) if undo else None
            self._do(change, lambda _result: after(), said, back)

    def _undone(self, session: StaffSession, error: Exception) -> None:
        super()._undone(session, error)
        if self._session is session and isinstance(error, RecordChangedError) and self.chosen:
            self.open(self.chosen)

    def _change_memories(
        self,
        work: Callable[[ResidentServices, StaffSession, ResidentId], Coroutine[Any, Any, object]],
        said: str,
        undo: Callable[[Any], None] | None = None,
    ) -> None:
        self._change(work, said, self.look_at_memories, undo)

    def _close(self) -> None:
        self._undoing = None
        self.opened = self.memories = self.doubts = self.conversation = None

    def _took_lines(self, lines: tuple[ResidentLine, ...]) -> None:
        self.lines = lines

    def _took_record(self, opened: OpenedResident) -> None:
        if opened.resident.id != self.chosen:
            self._close()
        self.opened = opened

    def _took_memories(
        self, read: tuple[ResidentId, Sequence[Memory], Sequence[MemoryDoubt]]
    ) -> None:
        chosen, memories, doubts = read
        if chosen == self.chosen:
            self.memories, self.doubts = tuple(memories), tuple(doubts)

    def _took_conversation(self, chosen: ResidentId, opened: OpenedConversation) -> None:
        if chosen == self.chosen:
            self.conversation = opened

    def _took_glass(self, glass: BrokenGlass) -> None:
        self.glass = glass
        self.notice = self._glass_notice(glass)
        self.glass_broken.emit()

    def _glass_notice(self, glass: BrokenGlass) -> str:
        words = self._language.words.resident_pages
        return words.glass_done.format(when=self._language.clock(glass.until))
