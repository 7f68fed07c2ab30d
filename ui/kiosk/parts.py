"""The parts of the picture as QML finds them, by name, on the view model."""

from PySide6.QtCore import Property, QObject, Signal

from ui.kiosk.languages import KioskWords
from ui.kiosk.shown import Shown
from ui.kiosk.shown_parts import shown_parts
from ui.kiosk.turn_taking import LONGEST
from ui.kiosk.view import KioskView


class Parts(QObject):
    """What QML reads. Each part announces for itself what has changed in it."""

    words_changed = Signal()

    def __init__(
        self,
        view: KioskView,
        words: KioskWords,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._words = words
        self._parts = shown_parts(view, self)

    def speak(self, words: KioskWords) -> None:
        """Put other words on everything that stands still."""
        if words is not self._words:
            self._words = words
            self.words_changed.emit()

    def show(self, view: KioskView) -> None:
        """Show another picture."""
        for name, part in self._parts.items():
            part.show(getattr(view, name))

    @property
    def title(self) -> str:
        """What the window is called."""
        return self._words.wording.spoken.window

    def _part(self, name: str) -> Shown:
        return self._parts[name]

    frame = Property(QObject, lambda self: self._part("frame"), constant=True)
    day = Property(QObject, lambda self: self._part("day"), constant=True)
    talk = Property(QObject, lambda self: self._part("talk"), constant=True)
    crisis = Property(QObject, lambda self: self._part("crisis"), constant=True)
    check_in = Property(QObject, lambda self: self._part("check_in"), constant=True)
    status = Property(QObject, lambda self: self._part("status"), constant=True)
    notice = Property(QObject, lambda self: self._part("notice"), constant=True)
    over = Property(QObject, lambda self: self._part("over"), constant=True)
    who = Property(QObject, lambda self: self._part("who"), constant=True)
    today = Property(QObject, lambda self: self._part("today"), constant=True)
    story = Property(QObject, lambda self: self._part("story"), constant=True)
    choices = Property(QObject, lambda self: self._part("choices"), constant=True)
    keyboard = Property(QObject, lambda self: self._part("keyboard"), constant=True)
    leave = Property(QObject, lambda self: self._part("leave"), constant=True)
    listening = Property(QObject, lambda self: self._part("listening"), constant=True)
    words = Property(dict, lambda self: self._words.wording.model_dump(), notify=words_changed)
    day_words = Property(dict, lambda self: self._words.day.model_dump(), notify=words_changed)
    longest_draft = Property(int, lambda _self: LONGEST, constant=True)
