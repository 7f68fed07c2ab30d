"""Panels around the alerts: the watch list, the shift's figures, and that nobody waits."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout

from app.ids import ResidentId
from ui.staff.look.key_button import KeyButton
from ui.staff.look.parts import ElidedLabel, even_digits, label, set_text
from ui.staff.look.style import Look
from ui.staff.now.side_view import SHOWN_ON_WATCH, FigureView, WatchView
from ui.staff.wording.language import Language


class _Panel(QFrame):
    """A white card with a heading.

    Attributes:
        inside: where the contents go.
    """

    def __init__(self, heading: str, explained: str, look: Look) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.setAccessibleName(heading)
        self.inside = QVBoxLayout(self)
        self.inside.setContentsMargins(look.px(20), look.px(16), look.px(20), look.px(18))
        self.inside.setSpacing(look.px(10))
        top = QHBoxLayout()
        top.setSpacing(look.px(8))
        top.addWidget(label(heading, "strong"))
        top.addWidget(label(explained, "secondary"))
        top.addStretch()
        self.inside.addLayout(top)


class WatchPanel(_Panel):
    """What is worth watching and raised no alarm; a name leads to the record."""

    opened = Signal(object)

    def __init__(self, language: Language, look: Look) -> None:
        words = language.words.watch
        super().__init__(words.heading, words.explained, look)
        self._words = words
        self._nobody = label(words.nobody, "secondary")
        self.inside.addWidget(self._nobody)
        grid = QGridLayout()
        grid.setHorizontalSpacing(look.px(16))
        grid.setVerticalSpacing(look.px(8))
        grid.setColumnStretch(1, 1)
        self._rows = []
        for at in range(SHOWN_ON_WATCH):
            who, words_said, when = _Name(), ElidedLabel("secondary"), label(kind="secondary")
            who.opened.connect(self.opened)
            even_digits(when)
            grid.addWidget(who, at, 0)
            grid.addWidget(words_said, at, 1)
            grid.addWidget(when, at, 2, Qt.AlignmentFlag.AlignRight)
            self._rows.append((who, words_said, when))
        self.inside.addLayout(grid)
        self._more = label(kind="secondary")
        self.inside.addWidget(self._more)

    def show_watch(self, watch: tuple[WatchView, ...], more: int) -> None:
        """Show the newest, and how many more there are."""
        self._nobody.setVisible(not watch)
        for at, (who, said, when) in enumerate(self._rows):
            item = watch[at] if at < len(watch) else WatchView("", "", "")
            who.show_name(item)
            said.set_whole(item.words)
            said.setVisible(at < len(watch))
            set_text(when, item.at)
        set_text(self._more, self._words.more.of(more) if more else "")


class _Name(KeyButton):
    """Who said it; opens their record."""

    opened = Signal(object)

    def __init__(self) -> None:
        super().__init__("", "link")
        self.setObjectName("watched")
        self._opens: ResidentId | None = None
        self.clicked.connect(self._on_click)

    def show_name(self, item: WatchView) -> None:
        """Name them, or be nothing."""
        self._opens = item.opens
        self.setText(item.who)
        self.setVisible(bool(item.who))

    def _on_click(self) -> None:
        self.opened.emit(self._opens)


class ShiftPanel(_Panel):
    """Three figures of the last eight hours."""

    def __init__(self, language: Language, look: Look) -> None:
        words = language.words.shift
        super().__init__(words.heading, words.explained, look)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        # Captions wrap: how high it must be depends on how wide it is. "Fixed" would forget that.
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._figures = []
        row = QHBoxLayout()
        row.setSpacing(look.px(14))
        for stretch in (2, 3, 3):
            value, caption = label(kind="figure"), label(kind="secondary", wraps=True)
            even_digits(value)
            column = QVBoxLayout()
            column.setSpacing(0)
            column.addWidget(value)
            column.addWidget(caption)
            column.addStretch()
            row.addLayout(column, stretch)
            self._figures.append((value, caption))
        self.inside.addLayout(row)

    def show_shift(self, figures: tuple[FigureView, ...]) -> None:
        """Show the figures."""
        for (value, caption), figure in zip(self._figures, figures, strict=False):
            value.setText(figure.value)
            caption.setText(figure.caption)


class NobodyPanel(QFrame):
    """That nobody waits, and what will happen when somebody does."""

    def __init__(self, language: Language, look: Look) -> None:
        super().__init__()
        self.setObjectName("panel")
        words = language.words.now
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look.px(28), look.px(34), look.px(28), look.px(34))
        layout.setSpacing(look.px(6))
        self._first = label(words.nobody, "hero")
        self._more = label(words.nobody_more, "secondary", wraps=True)
        layout.addWidget(self._first)
        layout.addWidget(self._more)
        self._words = words

    def show_state(self, *, is_read: bool) -> None:
        """Say that nobody waits only when the board was read."""
        self._first.setText(self._words.nobody if is_read else self._words.reading)
        self._more.setVisible(is_read)
