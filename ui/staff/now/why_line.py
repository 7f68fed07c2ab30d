"""Why an alert was raised, in one line; the rest of what is known unfolds below it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui.staff.look.key_button import KeyButton
from ui.staff.look.parts import label, set_text
from ui.staff.look.style import Look
from ui.staff.wording.language import Language

Facts = Sequence[tuple[str, str]]


class WhyLine(QWidget):
    """A button that unfolds, the line beside it, and rows of a name and what is known."""

    def __init__(self, language: Language, look: Look) -> None:
        super().__init__()
        self._key = language.words.now.why_key
        self._is_open = False
        self._button = KeyButton("", "link")
        self._button.setObjectName("why")
        self._button.clicked.connect(self.toggle)
        self._line = label(kind="secondary", wraps=True)
        self._line.setObjectName("whyLine")
        first = QHBoxLayout()
        first.setSpacing(look.px(10))
        first.addWidget(self._button, 0, Qt.AlignmentFlag.AlignTop)
        first.addWidget(self._line, 1)
        self._rows = Rows(look)
        self._rows.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, look.px(2), 0, 0)
        layout.setSpacing(look.px(3))
        layout.addLayout(first)
        layout.addWidget(self._rows)

    def show_why(self, heading: str, line: str, facts: Facts) -> None:
        """Show the line, and what unfolds."""
        self._button.setText(heading)
        set_text(self._line, line)
        self._rows.show_facts(facts)

    def offer_key(self, *, is_selected: bool) -> None:
        """Name the key where it means this card."""
        self._button.set_key(self._key if is_selected else "")

    def note(self, tip: str) -> None:
        """Show this on hovering."""
        self._line.setToolTip(tip)
        self._rows.setToolTip(tip)

    def toggle(self) -> None:
        """Unfold, or fold up again."""
        self._is_open = not self._is_open
        self._rows.setVisible(self._is_open)


class Rows(QWidget):
    """Rows of a short name and what is known; labels are kept and filled anew."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._labels: list[tuple[QLabel, QLabel]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(look.px(10))
        self._grid.setVerticalSpacing(look.px(3))
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnMinimumWidth(0, look.px(62))

    def show_facts(self, facts: Facts) -> None:
        """Show so many rows, and no others."""
        top = Qt.AlignmentFlag.AlignTop
        while len(self._labels) < len(facts):
            at = len(self._labels)
            name, value = label(kind="factName"), label(kind="secondary", wraps=True)
            self._grid.addWidget(name, at, 0, top)
            self._grid.addWidget(value, at, 1)
            self._labels.append((name, value))
        for at, (name, value) in enumerate(self._labels):
            known = facts[at] if at < len(facts) else ("", "")
            set_text(name, known[0])
            set_text(value, known[1])
