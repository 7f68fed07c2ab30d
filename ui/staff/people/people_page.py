"""The People page: staff and sessions, and what an administrator does with them."""

from collections.abc import Callable

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QBoxLayout, QComboBox, QLineEdit, QVBoxLayout, QWidget

from app.clock import Clock
from app.identity import NewStaff, Permission, Role, StaffLine
from ui.staff.entry.kept_form import KeptForm
from ui.staff.look.key_button import KeyButton
from ui.staff.look.page_frame import Card, News, margins, row_of, scrolling
from ui.staff.look.parts import label, set_text
from ui.staff.look.style import Look
from ui.staff.look.table import Table
from ui.staff.people.people_model import PeopleModel
from ui.staff.people.people_view import staff_rows
from ui.staff.wording.language import Language


class PeoplePage(QWidget):
    """The list, the chosen person below it, and a form for somebody new."""

    def __init__(self, model: PeopleModel, clock: Clock, language: Language, look: Look) -> None:
        super().__init__()
        self.setObjectName("page")
        self._model = model
        self._clock = clock
        self._language = language
        self._look = look
        words = language.words.people
        self._news = News()
        headings = (words.name, words.login, words.role, words.access, words.sessions)
        self._table = Table("staff", words.staff, headings, look, grows=True)
        self._table.chosen.connect(lambda _key: self._show())
        self._hint = label(words.choose_one, "secondary", wraps=True)
        staff = Card(words.staff, look)
        staff.body.addWidget(self._table)
        staff.body.addWidget(self._hint)
        self._one = self._chosen_card()
        self._new = self._new_card()
        column = QVBoxLayout()
        margins(column, look)
        for part in (self._news, staff, self._one, self._new):
            column.addWidget(part)
        column.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolling(column))
        model.changed.connect(self._show)
        self._show()

    def showEvent(self, event: QShowEvent) -> None:
        """Read for whoever opened the page."""
        super().showEvent(event)
        self._model.refresh()
        self._kept.put_back()
        self._table.setFocus()

    def clear(self) -> None:
        """Keep nothing that was typed."""
        for field in self.findChildren(QLineEdit):
            field.setText("")
        self._kept.settle()

    def _chosen_card(self) -> Card:
        words = self._language.words.people
        card = Card("", self._look)
        self._role = self._roles()
        self._set_role = self._button("setRole", words.set_role, self._on_role)
        self._revoke = self._button("revoke", words.revoke, self._on_revoke)
        self._active = self._button("letGo", words.let_go, self._on_active, "danger")
        self._issued = self._field("issued", words.issue_hint, is_secret=True)
        self._issue = self._button("issue", words.issue, self._on_issue)
        self._badge = self._field("badge", words.badge_number)
        self._pin = self._field("pin", words.pin, is_secret=True)
        self._give = self._button("giveBadge", words.give_badge, self._on_badge)
        for parts in (
            (self._role, self._set_role, self._revoke, self._active),
            (self._issued, self._issue),
            (self._badge, self._pin, self._give),
        ):
            card.body.addLayout(self._row(parts))
        return card

    def _new_card(self) -> Card:
        words = self._language.words.people
        card = Card(words.add_heading, self._look)
        self._login = self._field("newLogin", words.login)
        self._given = self._field("newGiven", words.given_name)
        self._family = self._field("newFamily", words.family_name)
        self._title = self._field("newTitle", words.title)
        self._new_role = self._roles()
        self._first = self._field("newPassphrase", words.issue_hint, is_secret=True)
        self._add = self._button("addStaff", words.add, self._on_add, "do")
        fields: dict[str, QWidget] = {"role": self._new_role}
        # Not the passphrase: a secret is kept nowhere.
        for field in (self._login, self._given, self._family, self._title):
            fields[field.objectName()] = field
        self._kept = KeptForm(self._model.drafts, fields, lambda: "new staff", card)
        card.body.addLayout(self._row((self._login, self._given, self._family, self._title)))
        card.body.addLayout(self._row((self._new_role, self._first, self._add)))
        return card

    def _row(self, parts: tuple[QWidget, ...]) -> QBoxLayout:
        fields = [part for part in parts if isinstance(part, QLineEdit)]
        return row_of(self._look, *parts, stretched=fields)

    def _roles(self) -> QComboBox:
        made = QComboBox()
        made.setAccessibleName(self._language.words.people.role)
        for role in Role:
            made.addItem(self._language.words.staff_roles[role], role)
        return made

    def _field(self, name: str, said: str, *, is_secret: bool = False) -> QLineEdit:
        made = QLineEdit()
        made.setObjectName(name)
        made.setAccessibleName(said)
        made.setPlaceholderText(said)
        if is_secret:
            made.setEchoMode(QLineEdit.EchoMode.Password)
        return made

    def _button(self, name: str, text: str, slot: Callable[[], None], kind: str = "") -> KeyButton:
        made = KeyButton(text, kind)
        made.setObjectName(name)
        made.clicked.connect(slot)
        return made

    @property
    def _line(self) -> StaffLine | None:
        return self._model.line(self._table.key)

    def _show(self) -> None:
        model, words, line = self._model, self._language.words, self._line
        problem = model.problem and words.desk.unread.format(message=model.problem)
        self._news.tell(model.notice or problem, is_good=model.is_good and bool(model.notice))
        lines = model.lines or ()
        self._table.show_rows(staff_rows(lines, self._clock(), self._language))
        line = self._line
        may_manage = model.allows(Permission.MANAGE_STAFF)
        may_revoke = model.allows(Permission.REVOKE_SESSIONS)
        if model.lines is None:
            hint = "" if problem else words.desk.reading
        elif not may_manage:
            hint = words.people.only_administrators
        else:
            hint = "" if line else words.people.choose_one
        set_text(self._hint, hint)
        self._one.setVisible(line is not None and (may_manage or may_revoke))
        self._new.setVisible(may_manage)
        if line is None:
            return
        self._one.say(words.people.selected.format(name=line.member.signature))
        is_other = not model.is_oneself(line) and not model.is_busy
        for part in (self._role, self._set_role, self._issued, self._issue, self._active):
            part.setEnabled(may_manage and is_other)
        for part in (self._badge, self._pin, self._give):
            part.setEnabled(may_manage and not model.is_busy)
        self._revoke.setEnabled(may_revoke and bool(line.sessions) and not model.is_busy)
        self._active.setText(
            words.people.let_go if line.member.is_active else words.people.take_back
        )

    def _on_role(self) -> None:
        if line := self._line:
            self._model.set_role(line.member.id, Role(self._role.currentData()))

    def _on_revoke(self) -> None:
        if line := self._line:
            self._model.revoke(line)

    def _on_active(self) -> None:
        if line := self._line:
            self._model.set_active(line.member.id, is_active=not line.member.is_active)

    def _on_issue(self) -> None:
        if line := self._line:
            self._model.issue(line.member.id, self._issued.text())
            self._issued.setText("")

    def _on_badge(self) -> None:
        if line := self._line:
            self._model.give_badge(line.member.id, self._badge.text(), self._pin.text())
            self._badge.setText("")
            self._pin.setText("")

    def _on_add(self) -> None:
        who = NewStaff(
            self._login.text(),
            self._given.text(),
            self._family.text(),
            Role(self._new_role.currentData()),
            self._title.text(),
        )
        self._model.add(who, self._first.text())
        self._kept.given_up()
        self._first.setText("")
