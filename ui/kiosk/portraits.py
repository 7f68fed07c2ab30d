"""Portraits for QML: held in memory while they are shown, decoded within bounds."""

from PySide6.QtCore import QBuffer, QByteArray, QSize, Qt
from PySide6.QtGui import QImage, QImageReader
from PySide6.QtQuick import QQuickImageProvider

from app.ids import ResidentId

LARGEST_EDGE = 8_000
EDGE = 512


class Portraits(QQuickImageProvider):
    """Gives QML portraits as `image://portraits/ID-VERSION`."""

    def __init__(self) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)
        self._images: dict[str, QImage] = {}
        self._sources: dict[ResidentId, tuple[int, str]] = {}

    def keep(self, resident_id: ResidentId, file: bytes | None) -> str:
        """Keep a portrait and return where QML finds it; empty where there is none."""
        if file is None:
            self._sources.pop(resident_id, None)
            return ""
        known = self._sources.get(resident_id)
        if known and known[0] == hash(file):
            return known[1]
        image = decoded(file)
        if image.isNull():
            return ""
        name = f"{resident_id}-{abs(hash(file))}"
        self._images[name] = image
        self._sources[resident_id] = hash(file), f"image://portraits/{name}"
        return self._sources[resident_id][1]

    def requestImage(
        self,
        id: str,  # noqa: A002
        size: QSize,
        requestedSize: QSize,  # noqa: ARG002, N803
    ) -> QImage:
        """Return a portrait; called by the engine, so one that is gone gives an empty picture."""
        image = self._images.get(id, QImage())
        size.setWidth(image.width())
        size.setHeight(image.height())
        return image


def decoded(file: bytes) -> QImage:
    """Return a picture file as a square image, or a null one where it cannot be read."""
    buffer = QBuffer()
    buffer.setData(QByteArray(file))
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    size = reader.size()
    if not size.isValid() or max(size.width(), size.height()) > LARGEST_EDGE:
        return QImage()
    reader.setScaledSize(size.scaled(EDGE, EDGE, Qt.AspectRatioMode.KeepAspectRatioByExpanding))
    image = reader.read()
    if image.isNull():
        return image
    edge = min(image.width(), image.height())
    # The middle across, and the upper part: that is where faces are.
    return image.copy((image.width() - edge) // 2, (image.height() - edge) // 4, edge, edge)
