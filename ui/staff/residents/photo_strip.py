"""The photographs of an entry, side by side; drawn from memory, never from a file."""

from collections.abc import Mapping
from uuid import UUID

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from app.story.entry import PhotoId
from ui.staff.look.style import Look
from ui.staff.wording.language import Language

_ID = Qt.ItemDataRole.UserRole
_HEIGHT = 132
_WIDTH = 176


class PhotoStrip(QListWidget):
    """Arrows move from one to the next."""

    chosen = Signal()

    def __init__(self, language: Language, look: Look) -> None:
        super().__init__()
        self._language = language
        self._shown: tuple[PhotoId, ...] = ()
        self.setObjectName("photos")
        self.setAccessibleName(language.words.stories.photos)
        self.setViewMode(QListWidget.ViewMode.IconMode)
        self.setFlow(QListWidget.Flow.LeftToRight)
        self.setWrapping(False)
        self.setMovement(QListWidget.Movement.Static)
        self.setSpacing(look.px(6))
        self.setIconSize(QSize(look.px(_WIDTH), look.px(_HEIGHT)))
        self.setFixedHeight(look.px(_HEIGHT + 34))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemSelectionChanged.connect(self.chosen)

    @property
    def photo(self) -> PhotoId | None:
        """Which one is chosen."""
        chosen = self.selectedItems()
        return PhotoId(UUID(chosen[0].data(_ID))) if chosen else None

    def show_photos(self, title: str, photos: Mapping[PhotoId, bytes]) -> None:
        """Show those of an entry; none hides the strip."""
        self.setVisible(bool(photos))
        if tuple(photos) == self._shown:
            return
        self._shown = tuple(photos)
        self.clear()
        for n, (photo_id, jpeg) in enumerate(photos.items(), 1):
            pixels = QPixmap()
            pixels.loadFromData(jpeg, "JPEG")
            item = QListWidgetItem(QIcon(pixels), "", self)
            item.setData(_ID, str(photo_id))
            said = self._language.words.stories.photo.format(n=n, title=title)
            item.setToolTip(said)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, said)
