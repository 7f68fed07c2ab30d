"""A form whose fields outlast a screen that locks itself."""

from collections.abc import Callable, Hashable, Mapping

from PySide6.QtCore import QDateTime, QObject
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QDateTimeEdit,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QWidget,
)

from ui.staff.entry.drafts import Drafts, Typed


class KeptForm(QObject):
    """Knows what was typed into a form since it was filled.

    Args:
        fields: by name; never one that holds a secret.
        about: names the form and what it shows now; None while it shows nothing.
        parent: the form. With it this goes.
    """

    def __init__(
        self,
        drafts: Drafts,
        fields: Mapping[str, QWidget],
        about: Callable[[], Hashable | None],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._drafts = drafts
        self._fields = dict(fields)
        self._about = about
        self.settle()
        drafts.resting.connect(self._on_resting)

    def settle(self) -> None:
        """Take what stands in the fields as filled: nobody has typed it."""
        self._filled = self._read()
        self._put_back: Hashable | None = None

    def filled(self) -> None:
        """Know that the fields were filled anew, and put back what was typed before the lock."""
        self.settle()
        self.put_back()

    def put_back(self) -> None:
        """Put back what was typed before the lock, once, into fields that nobody has touched."""
        about = self._about()
        if about is None or about == self._put_back or self._read() != self._filled:
            return
        self._put_back = about
        for name, value in (self._drafts.of(about) or {}).items():
            _write(self._fields[name], value)

    def sent(self) -> None:
        """Let go of what was kept from before a lock; what stands in the fields was sent."""
        self._drafts.done(self._about())

    def given_up(self) -> None:
        """Let go of all that was typed."""
        self.sent()
        self.settle()

    def _read(self) -> Typed:
        return {name: _value_of(field) for name, field in self._fields.items()}

    def _on_resting(self) -> None:
        about = self._about()
        if about is None:
            return
        if (typed := self._read()) != self._filled:
            self._drafts.keep(about, typed)
        else:
            self._drafts.done(about)


def _value_of(field: QWidget) -> object:
    match field:
        case QLineEdit():
            return field.text()
        case QPlainTextEdit():
            return field.toPlainText()
        case QComboBox():
            return field.currentIndex()
        case QSpinBox():
            return field.value()
        case QDateTimeEdit():
            return field.dateTime()
        case QAbstractButton():
            return field.isChecked()
    raise TypeError(f"nothing is known of a {type(field).__name__}")


def _write(field: QWidget, value: object) -> None:
    match field, value:
        case QLineEdit(), str():
            field.setText(value)
        case QPlainTextEdit(), str():
            field.setPlainText(value)
        case QComboBox(), int():
            field.setCurrentIndex(value)
        case QSpinBox(), int():
            field.setValue(value)
        case QDateTimeEdit(), QDateTime():
            field.setDateTime(value)
        case QAbstractButton(), bool():
            field.setChecked(value)
