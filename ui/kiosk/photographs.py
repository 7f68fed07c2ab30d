"""Photographs for QML: a few, held while they are looked at, and no larger than the screen."""

from collections.abc import Collection

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader
from PySide6.QtQuick import QQuickImageProvider

from app.story.entry import PhotoId

LARGEST_EDGE = 8_000
DEFAULT_EDGE = 1280


class Photographs(QQuickImageProvider):
    """Gives QML photographs as `image://photographs/ID`; they were decoded before.

    Attributes:
        edge_px: the longer edge of the screen: no photograph needs more.
    """

    def __init__(self) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)
        self.edge_px = DEFAULT_EDGE
        self._images: dict[str, QImage] = {}

    def keep(self, photo_id: PhotoId, image: QImage) -> str:
        """Hold a photograph and return where QML finds it."""
        self._images[str(photo_id)] = image
        return f"image://photographs/{photo_id}"

    def retain(self, photo_ids: Collection[PhotoId]) -> None:
        """Let go of all others."""
        names = {str(photo_id) for photo_id in photo_ids}
        for name in self._images.keys() - names:
            del self._images[name]

    def __len__(self) -> int:
        return len(self._images)

    def requestImage(
        self,
        id: str,  # noqa: A002
        size: QSize,
        requestedSize: QSize,  # noqa: ARG002, N803
    ) -> QImage:
        """Return a photograph; called by the engine, so one that is gone gives an empty picture."""
        image = self._images.get(id, QImage())
        size.setWidth(image.width())
        size.setHeight(image.height())
        return image


def decoded_photo(file: bytes, edge_px: int) -> QImage:
    """Return a photograph no larger than that, or a null image where it cannot be read.

    It takes tens of milliseconds, so it is called on a thread of its own.
    """
    buffer = QBuffer()
    buffer.setData(QByteArray(file))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    size = reader.size()
    if not size.isValid() or max(size.width(), size.height()) > LARGEST_EDGE:
        return QImage()
    if max(size.width(), size.height()) > edge_px:
        reader.setScaledSize(size.scaled(edge_px, edge_px, Qt.AspectRatioMode.KeepAspectRatio))
    return reader.read()
