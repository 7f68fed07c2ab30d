"""The record of a resident: what can be put right, the facts, the risk factors."""

from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from app.identity import Permission, RiskFactor, RiskKind
from app.ids import ResidentId
from app.station import Profile
from ui.staff.look.key_button import KeyButton
from ui.staff.look.page_frame import Card, row_of
from ui.staff.look.parts import label, set_text
from ui.staff.look.style import Look
from ui.staff.residents.liking_card import LikingCard
from ui.staff.residents.living_card import LivingCard
from ui.staff.residents.residents_model import ResidentsModel
from ui.staff.residents.residents_view import fact_lines, risk_lines
from ui.staff.wording.language import Language


class ProfileTab(QWidget):
    """Fields fill anew for another resident or after saving, not under somebody's fingers."""

    def __init__(self, model: ResidentsModel, language: Language, look: Look) -> None:
        super().__init__()
        self._model = model
        self._language = language
        self._shown: tuple[ResidentId, str, str, str] | None = None
        words = language.words.resident_pages
        self._called, self._room = QLineEdit(), QLineEdit()
        self._called.setObjectName("knownAs")
        self._room.setObjectName("room")
        self._background = QPlainTextEdit()
        self._background.setObjectName("background")
        self._background.setTabChangesFocus(True)
        self._background.setFixedHeight(look.px(120))
        self._facts = label(wraps=True)
        self._save = KeyButton(words.save, "do")
        self._save.setObjectName("saveProfile")
        self._save.clicked.connect(self._on_save)
        record = Card(words.profile, look)
        form = QFormLayout()
        form.setHorizontalSpacing(look.px(18))
        form.setVerticalSpacing(look.px(8))
        for naming, field in (
            (words.known_as, self._called),
            (words.room, self._room),
            (words.background, self._background),
        ):
            field.setAccessibleName(naming)
            form.addRow(label(naming, "factName"), field)
        record.body.addLayout(form)
        record.body.addWidget(self._facts)
        record.body.addLayout(row_of(look, self._save))
        risks = Card(words.risks, look)
        self._risks = QListWidget()
        self._risks.setObjectName("residentList")
        self._risks.setAccessibleName(words.risks)
        self._risks.setFixedHeight(look.px(130))
        self._no_risks = label(words.risks_none, "secondary")
        self._kind = QComboBox()
        self._kind.setAccessibleName(words.risks)
        for kind in RiskKind:
            self._kind.addItem(language.words.risks[kind], kind)
        self._note = QLineEdit()
        self._note.setAccessibleName(words.risk_note)
        self._note.setPlaceholderText(words.risk_note)
        self._add = KeyButton(words.add_risk)
        self._add.clicked.connect(self._on_add)
        self._remove = KeyButton(words.remove_risk)
        self._remove.clicked.connect(self._on_remove)
        row = row_of(look, self._kind, self._note, self._add, self._remove, stretched=(self._note,))
        risks.body.addWidget(self._no_risks)
        risks.body.addWidget(self._risks)
        risks.body.addLayout(row)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, look.px(12), 0, 0)
        layout.setSpacing(look.px(14))
        layout.addWidget(record)
        layout.addWidget(risks)
        self._liking = LikingCard(model, language, look)
        layout.addWidget(self._liking)
        self._living = LivingCard(model, language, look)
        layout.addWidget(self._living)
        layout.addStretch()

    def show_record(self) -> None:
        """Fill in what is open, or nothing."""
        self._living.show_record()
        self._liking.show_record()
        model, opened = self._model, self._model.opened
        may = model.allows(Permission.EDIT_RESIDENTS) and not model.is_busy
        for part in (self._save, self._add, self._remove):
            part.setEnabled(may and opened is not None)
        for field in (self._called, self._room, self._background):
            field.setReadOnly(not may)
        if opened is None:
            self._shown = None
            self._fill("", "", "")
            self._risks.clear()
            set_text(self._facts, "")
            return
        one = opened.resident
        now = (one.id, one.preferred_name, one.room, one.background)
        if now != self._shown:
            self._shown = now
            self._fill(one.preferred_name, one.room, one.background)
        facts = fact_lines(one, self._language)
        set_text(self._facts, "\n".join(f"{name}: {value}" for name, value in facts))
        lines = list(risk_lines(one, self._language))
        if lines != [self._risks.item(at).text() for at in range(self._risks.count())]:
            self._risks.clear()
            self._risks.addItems(lines)
        self._risks.setVisible(bool(lines))
        self._no_risks.setVisible(not lines)

    def _fill(self, called: str, room: str, background: str) -> None:
        self._called.setText(called)
        self._room.setText(room)
        self._background.setPlainText(background)

    def _on_save(self) -> None:
        self._model.save_profile(
            Profile(self._called.text(), self._room.text(), self._background.toPlainText())
        )

    def _on_add(self) -> None:
        if self._model.opened:
            risk = RiskFactor(RiskKind(self._kind.currentData()), self._note.text().strip())
            self._model.add_risk(risk)
            self._note.setText("")

    def _on_remove(self) -> None:
        opened, at = self._model.opened, self._risks.currentRow()
        if opened and at >= 0:
            self._model.remove_risk(opened.resident.risk_factors[at])
