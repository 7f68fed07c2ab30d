"""Lilo's own icons: line drawings in `resources/icons`, coloured when they are drawn."""

from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtQuick import QQuickImageProvider
from PySide6.QtSvg import QSvgRenderer

from app.errors import LiloError

_LARGEST_PX = 1024


class IconError(LiloError):
    """An icon is missing or is no drawing."""

    code = "ui.icon"


def icon_folder() -> Path:
    """Return where the drawings are."""
    return Path(str(files("resources"))) / "icons"


def icon_image(name: str, colour: QColor, edge_px: int) -> QImage:
    """Draw a square icon in one colour on nothing.

    Raises:
        IconError: there is no drawing of that name.
    """
    if not 0 < edge_px <= _LARGEST_PX:
        raise IconError(f"An icon cannot be {edge_px} pixels wide.")
    renderer = QSvgRenderer(QByteArray(_coloured(name, colour.name())))
    if not renderer.isValid():
        raise IconError(f"The drawing '{name}' cannot be read.", "Restore it.")
    image = QImage(edge_px, edge_px, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter, QRectF(0, 0, edge_px, edge_px))
    painter.end()
    return image


@lru_cache(maxsize=128)
def _coloured(name: str, colour: str) -> bytes:
    if not name.isidentifier():
        raise IconError(f"'{name}' is not the name of an icon.")
    try:
        drawing = (icon_folder() / f"{name}.svg").read_text("utf-8")
    except OSError as error:
        raise IconError(f"There is no icon '{name}'.", "Restore resources/icons.") from error
    return drawing.replace("currentColor", colour).encode()


class IconProvider(QQuickImageProvider):
    """Gives QML icons as `image://icons/NAME/RRGGBB`, at the size asked for."""

    def __init__(self) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)

    def requestImage(
        self,
        id: str,  # noqa: A002
        size: QSize,
        requestedSize: QSize,  # noqa: N803
    ) -> QImage:
        """Draw one icon; called by the engine, so a fault gives an empty picture."""
        name, _, colour = id.partition("/")
        edge = requestedSize.width() if requestedSize.width() > 0 else 48
        try:
            image = icon_image(name, QColor(f"#{colour}"), edge)
        except IconError:
            return QImage()
        size.setWidth(image.width())
        size.setHeight(image.height())
        return image
