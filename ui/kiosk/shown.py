"""Frozen values as QML properties: each says that it changed only when it did."""

from collections.abc import Callable
from dataclasses import asdict, fields, is_dataclass
from typing import Any

from PySide6.QtCore import Property, QObject, Signal


class Shown(QObject):
    """Shows one frozen dataclass.

    A subclass names, for each field, a signal `<field>_changed` and a property made by `shown`.
    """

    def __init__(self, value: object, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._value = value

    def field(self, name: str) -> Any:
        """Return a field as QML can take it."""
        return _for_qml(getattr(self._value, name))

    def show(self, value: object) -> None:
        """Show another value."""
        before, self._value = self._value, value
        if before == value:
            return
        assert is_dataclass(value)  # noqa: S101 - for the type checker
        for entry in fields(value):
            if getattr(before, entry.name) != getattr(value, entry.name):
                getattr(self, f"{entry.name}_changed").emit()


def shown(name: str, kind: type, changed: Signal) -> Property:
    """Make the property for one field."""
    return Property(kind, _reader(name), notify=changed)


def _reader(name: str) -> Callable[[Any], Any]:
    def read(self: Shown) -> Any:
        return self.field(name)

    return read


def _for_qml(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_for_qml(item) for item in value]
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    return str(value) if isinstance(value, str) else value
