"""Whether the chosen resident lives here, and the way to say that this has changed."""

from app.identity import Permission
from ui.staff.look.key_button import KeyButton
from ui.staff.look.page_frame import Card, row_of
from ui.staff.look.parts import label, set_text
from ui.staff.look.style import Look
from ui.staff.residents.residents_model import ResidentsModel
from ui.staff.wording.language import Language


class LivingCard(Card):
    """One button, for what is not so now; it can be taken back."""

    def __init__(self, model: ResidentsModel, language: Language, look: Look) -> None:
        self._words = language.words.moving
        super().__init__(self._words.living, look)
        self._model = model
        self._state = label(kind="secondary", wraps=True)
        self._move = KeyButton(self._words.move_out)
        self._move.setObjectName("moveOut")
        self._move.clicked.connect(self._on_move)
        self.body.addWidget(self._state)
        self.body.addLayout(row_of(look, self._move))

    def show_record(self) -> None:
        """Show how it stands with whoever is open."""
        model, words, opened = self._model, self._words, self._model.opened
        has_left = opened is not None and opened.has_left
        set_text(self._state, words.lives_elsewhere if has_left else words.lives_here)
        self._move.setText(words.move_back if has_left else words.move_out)
        may = model.allows(Permission.EDIT_RESIDENTS) and not model.is_busy
        self._move.setEnabled(may and opened is not None)

    def _on_move(self) -> None:
        opened = self._model.opened
        if opened and opened.has_left:
            self._model.move_back()
        elif opened:
            self._model.move_out()
