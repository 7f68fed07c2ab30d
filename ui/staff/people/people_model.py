"""Staff as last read, and what administrators do."""

from collections.abc import Callable, Coroutine
from typing import Any

from PySide6.QtCore import QObject

from app.identity import NewStaff, People, Role, StaffLine, StaffSession
from app.ids import StaffId
from ui.shared.spawner import Spawner
from ui.staff.page_model import PageModel
from ui.staff.wording.language import Language


class PeopleModel(PageModel):
    """Reads when the page is opened and after each change.

    Attributes:
        lines: everybody by family name; None before they were read.
    """

    def __init__(
        self, people: People | None, spawner: Spawner, language: Language, parent: QObject
    ) -> None:
        super().__init__(spawner, language, parent)
        self._people = people
        self.lines: tuple[StaffLine, ...] | None = None

    @property
    def is_there(self) -> bool:
        """Whether staff can be listed."""
        return self._people is not None

    def forget(self) -> None:
        """Let go of what was read."""
        self.lines = None

    def refresh(self) -> None:
        """Read now."""
        if self._people:
            self._read(self._people.staff, self._took)

    def line(self, key: str) -> StaffLine | None:
        """Return who a row stands for."""
        return next((one for one in self.lines or () if str(one.member.id) == key), None)

    def is_oneself(self, line: StaffLine) -> bool:
        """Whether it is who sits here."""
        return self._session is not None and self._session.member.id == line.member.id

    def add(self, who: NewStaff, passphrase: str) -> None:
        """Add somebody."""
        self._change(
            lambda people, session: people.add(session, who, passphrase),
            self._language.words.people.add_done,
        )

    def set_role(self, staff_id: StaffId, role: Role) -> None:
        """Give somebody another role."""
        self._change(
            lambda people, session: people.set_role(session, staff_id, role),
            self._language.words.people.role_done,
        )

    def set_active(self, staff_id: StaffId, *, is_active: bool) -> None:
        """Let somebody go, or take them back."""
        words = self._language.words.people
        self._change(
            lambda people, session: people.set_active(session, staff_id, is_active=is_active),
            words.take_back_done if is_active else words.let_go_done,
        )

    def issue(self, staff_id: StaffId, passphrase: str) -> None:
        """Give somebody a passphrase that they must change."""
        self._change(
            lambda people, session: people.issue_passphrase(session, staff_id, passphrase),
            self._language.words.people.issue_done,
        )

    def give_badge(self, staff_id: StaffId, badge: str, pin: str) -> None:
        """Give somebody a badge."""
        self._change(
            lambda people, session: people.give_badge(session, staff_id, badge, pin),
            self._language.words.people.badge_done,
        )

    def revoke(self, line: StaffLine) -> None:
        """End all sessions of somebody."""

        async def all_of_them(people: People, session: StaffSession) -> None:
            for record in line.sessions:
                await people.revoke(session, record.id)

        self._change(all_of_them, self._language.words.people.revoke_done)

    def _change(
        self, work: Callable[[People, StaffSession], Coroutine[Any, Any, object]], said: str
    ) -> None:
        people = self._people
        if people:

            async def change(session: StaffSession) -> object:
                return await work(people, session)

            self._do(change, lambda _result: self.refresh(), said)

    def _took(self, lines: tuple[StaffLine, ...]) -> None:
        self.lines = lines
