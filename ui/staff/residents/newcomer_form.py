"""The form for somebody who moves in."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit, QVBoxLayout, QWidget

from app.language_files import LANGUAGES
from app.station import NewResident
from ui.staff.look.key_button import KeyButton
from ui.staff.look.page_frame import Card, row_of
from ui.staff.look.parts import label
from ui.staff.look.style import Look
from ui.staff.residents.residents_model import ResidentsModel
from ui.staff.wording.language import Language


def day_of_birth(text: str) -> date | None:
    """Return the day that was written; None where nothing was.

    Raises:
        ValueError: something was written that is no day.
    """
    return date.fromisoformat(text.strip()) if text.strip() else None


class NewcomerForm(QWidget):
    """Fields stay as they are when what stands in them cannot be kept.

    Signals:
        left: whoever wrote has changed their mind.
    """

    left = Signal()

    def __init__(self, model: ResidentsModel, language: Language, look: Look) -> None:
        super().__init__()
        self._model = model
        self._words = language.words.moving
        words, pages = language.words.people, language.words.resident_pages
        self._given = self._field("movesInGiven")
        self._family = self._field("movesInFamily")
        self._called = self._field("movesInCalled")
        self._room = self._field("movesInRoom")
        self._wing = self._field("movesInWing")
        self._born = self._field("movesInBorn", self._words.born_hint)
        self._language = QComboBox()
        self._language.setObjectName("movesInLanguage")
        for name in LANGUAGES:
            self._language.addItem(language.words.languages.get(name, name), name)
        card = Card(self._words.heading, look, self._words.explained)
        form = QFormLayout()
        form.setHorizontalSpacing(look.px(18))
        form.setVerticalSpacing(look.px(8))
        for said, part in (
            (words.given_name, self._given),
            (words.family_name, self._family),
            (pages.known_as, self._called),
            (pages.room, self._room),
            (self._words.wing, self._wing),
            (pages.born, self._born),
            (pages.language, self._language),
        ):
            part.setAccessibleName(said)
            form.addRow(label(said, "factName"), part)
        card.body.addLayout(form)
        self._keep = KeyButton(self._words.keep, "do")
        self._keep.setObjectName("moveIn")
        self._keep.clicked.connect(self._on_keep)
        leave = KeyButton(self._words.leave)
        leave.setObjectName("leaveMoveIn")
        leave.clicked.connect(self.left)
        card.body.addLayout(row_of(look, self._keep, leave))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, look.px(12), 0, 0)
        layout.addWidget(card)
        layout.addStretch()

    def begin(self) -> None:
        """Empty every field and begin at the first."""
        for field in (
            self._given,
            self._family,
            self._called,
            self._room,
            self._wing,
            self._born,
        ):
            field.clear()
        self._language.setCurrentIndex(0)
        self._given.setFocus()

    def _field(self, name: str, hint: str = "") -> QLineEdit:
        made = QLineEdit()
        made.setObjectName(name)
        made.setPlaceholderText(hint)
        return made

    def _on_keep(self) -> None:
        try:
            born = day_of_birth(self._born.text())
        except ValueError:
            self._model.tell(self._words.born_wrong, is_good=False)
            self._born.setFocus()
            return
        self._model.add(
            NewResident(
                self._given.text(),
                self._family.text(),
                self._room.text(),
                self._called.text(),
                self._wing.text(),
                born,
                str(self._language.currentData()),
            )
        )
