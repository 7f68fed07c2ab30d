"""What a resident said to Lilo: opened on purpose, with the role and the consent."""

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from app.clock import Clock
from app.identity import ConsentKind, Permission
from ui.staff.look.key_button import KeyButton
from ui.staff.look.page_frame import Card, row_of, share_height
from ui.staff.look.parts import label, set_text
from ui.staff.look.style import Look
from ui.staff.look.table import RowView, Table
from ui.staff.residents.residents_model import ResidentsModel
from ui.staff.residents.residents_view import spoken_lines
from ui.staff.wording.language import Language


class ConversationTab(QWidget):
    """Nothing is read before the button is pressed."""

    def __init__(self, model: ResidentsModel, clock: Clock, language: Language, look: Look) -> None:
        super().__init__()
        self._model = model
        self._clock = clock
        self._language = language
        words = language.words.resident_pages
        self._open = KeyButton(words.open, "do")
        self._open.setObjectName("openConversation")
        self._open.clicked.connect(model.open_conversation)
        self._state = label(kind="warning", wraps=True)
        self._table = Table(
            "messages", words.conversation, (language.words.audit.who, words.words), look
        )
        self._table.setWordWrap(True)
        self._table.setMinimumHeight(look.px(160))
        card = Card(words.conversation, look, words.open_explained)
        self._closed = label(words.not_agreed, "secondary", wraps=True)
        self._closed.setObjectName("notAgreed")
        card.body.addWidget(self._closed)
        card.body.addLayout(row_of(look, self._open))
        card.body.addWidget(self._state)
        card.body.addWidget(self._table, 1)
        self._reason = QLineEdit()
        self._reason.setObjectName("glassReason")
        self._reason.setAccessibleName(words.glass_reason)
        self._reason.setPlaceholderText(words.glass_reason)
        self._break = KeyButton(words.glass, "danger")
        self._break.setObjectName("breakGlass")
        self._break.clicked.connect(self._on_break)
        explained = words.glass_explained.format(minutes=model.glass_minutes)
        self._glass = Card(words.glass, look, explained)
        closed = row_of(look, self._reason, self._break, stretched=(self._reason,))
        self._glass.body.addLayout(closed)
        self._column = layout = QVBoxLayout(self)
        layout.setContentsMargins(0, look.px(12), 0, 0)
        layout.setSpacing(look.px(14))
        layout.addWidget(card)
        layout.addWidget(self._glass)
        layout.addStretch()

    def show_record(self) -> None:
        """Show what was opened, or nothing."""
        model, words, opened = self._model, self._language.words.resident_pages, self._model.opened
        spoken = model.conversation
        may = model.allows(Permission.READ_CONVERSATIONS) and not model.is_busy
        agrees = opened is not None and ConsentKind.CONVERSATIONS_READ in opened.agrees
        is_open = agrees or model.may_open_closed
        self._open.setEnabled(may and is_open)
        self._closed.setVisible(opened is not None and not is_open)
        self._glass.setVisible(model.allows(Permission.BREAK_GLASS) and not model.may_open_closed)
        self._break.setEnabled(not model.is_busy)
        rows: tuple[RowView, ...] = ()
        said = ""
        if spoken is not None and opened is not None:
            now = self._clock()
            lines = spoken_lines(spoken, opened.resident, now, self._language)
            rows = tuple(RowView("", line) for line in lines)
            if spoken.glass_until:
                said = words.glass_used.format(when=self._language.clock(spoken.glass_until))
            elif not rows:
                said = words.nothing_said
        self._table.show_rows(rows)
        self._table.setVisible(bool(rows))
        share_height(self._column, is_full=bool(rows))
        self._table.resizeRowsToContents()
        set_text(self._state, said)

    def clear(self) -> None:
        """Keep nothing that was typed."""
        self._reason.setText("")

    def _on_break(self) -> None:
        self._model.break_glass(self._reason.text())
