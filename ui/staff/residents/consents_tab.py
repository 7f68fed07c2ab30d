"""What a resident agrees to, and recording that they changed their mind."""

from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from app.identity import Basis, ConsentKind, Permission
from ui.staff.look.key_button import KeyButton
from ui.staff.look.page_frame import Card, row_of
from ui.staff.look.parts import label, set_text
from ui.staff.look.style import Look
from ui.staff.look.table import Table
from ui.staff.residents.residents_model import ResidentsModel
from ui.staff.residents.residents_view import consent_rows
from ui.staff.wording.language import Language


class ConsentsTab(QWidget):
    """Choose a kind, name who decides, record. Withdrawing memory asks for a second press."""

    def __init__(self, model: ResidentsModel, language: Language, look: Look) -> None:
        super().__init__()
        self._model = model
        self._language = language
        self._is_sure = False
        words = language.words.resident_pages
        headings = (words.consent, words.standing, words.since, words.said_by)
        self._table = Table("consents", words.consents, headings, look, grows=True)
        self._table.chosen.connect(self._on_chosen)
        self._basis = QComboBox()
        self._basis.setAccessibleName(words.basis)
        for basis in Basis:
            self._basis.addItem(language.words.bases[basis], basis)
        self._who = QLineEdit()
        self._who.setObjectName("consentWho")
        self._who.setAccessibleName(words.who)
        self._who.setPlaceholderText(words.who)
        self._give = KeyButton(words.give, "do")
        self._give.setObjectName("giveConsent")
        self._give.clicked.connect(lambda: self._record(is_given=True))
        self._withdraw = KeyButton(words.withdraw)
        self._withdraw.setObjectName("withdrawConsent")
        self._withdraw.clicked.connect(self._on_withdraw)
        self._warning = label(kind="warning", wraps=True)
        card = Card(words.consents, look)
        self._choose = label(words.choose_consent, "secondary", wraps=True)
        card.body.addWidget(self._table)
        card.body.addWidget(self._choose)
        card.body.addLayout(
            row_of(look, self._basis, self._who, self._give, self._withdraw, stretched=(self._who,))
        )
        card.body.addWidget(self._warning)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, look.px(12), 0, 0)
        layout.addWidget(card)
        layout.addStretch()

    def show_record(self) -> None:
        """Show how each kind stands, or nothing."""
        model, opened = self._model, self._model.opened
        rows = consent_rows(opened, self._language) if opened else ()
        self._table.show_rows(rows)
        may = model.allows(Permission.RECORD_CONSENTS) and not model.is_busy
        kind = self._kind
        for part in (self._basis, self._who, self._give, self._withdraw):
            part.setEnabled(may and kind is not None)
        self._choose.setVisible(kind is None)
        words = self._language.words.resident_pages
        warns = kind is ConsentKind.MEMORY and may
        set_text(
            self._warning,
            (words.memory_sure if self._is_sure else words.memory_warning) if warns else "",
        )

    @property
    def _kind(self) -> ConsentKind | None:
        key = self._table.key
        return ConsentKind(key) if key else None

    def _on_chosen(self, _key: str) -> None:
        self._is_sure = False
        self.show_record()

    def _on_withdraw(self) -> None:
        if self._kind is ConsentKind.MEMORY and not self._is_sure:
            self._is_sure = True
            self.show_record()
            return
        self._is_sure = False
        self._record(is_given=False)

    def _record(self, *, is_given: bool) -> None:
        if kind := self._kind:
            self._model.record_consent(
                kind,
                is_given=is_given,
                basis=Basis(self._basis.currentData()),
                said_by=self._who.text(),
            )
