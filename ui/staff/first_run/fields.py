"""Labelled fields of the first start, one below the other."""

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ui.staff.look.parts import label
from ui.staff.look.style import Look


class Fields(QWidget):
    """Named fields; each has its label above it."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._fields: dict[str, QLineEdit] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(look.px(4))

    def line(self, name: str, said: str, hint: str = "", *, is_secret: bool = False) -> QLineEdit:
        """Put in a field to write in."""
        made = QLineEdit()
        made.setPlaceholderText(hint)
        if is_secret:
            made.setEchoMode(QLineEdit.EchoMode.Password)
        self._fields[name] = made
        self.put(name, said, made)
        return made

    def put(self, name: str, said: str, part: QWidget) -> None:
        """Put in any part under its label."""
        part.setObjectName(name)
        part.setAccessibleName(said)
        if self._column.count():
            self._column.addSpacing(self._look.px(8))
        naming = label(said, "factName")
        naming.setBuddy(part)
        self._column.addWidget(naming)
        self._column.addWidget(part)

    def text(self, name: str) -> str:
        """Return what is written in a field."""
        return self._fields[name].text()

    def clear(self) -> None:
        """Empty every field."""
        for field in self._fields.values():
            field.setText("")
