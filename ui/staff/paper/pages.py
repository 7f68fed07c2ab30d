"""A document on pages: as a PDF, or on a printer. The foot of every page says what it is."""

from html import escape

from PySide6.QtCore import QBuffer, QIODevice, QLocale, QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QFont,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QTextDocument,
)

_MARGIN_MM = 18.0
_FOOT_PT = 24.0
_POINTS = 72.0
_STYLE = """
body { font-family: 'Inter', 'Noto Sans', 'DejaVu Sans'; font-size: 10pt; color: #17202A; }
h1 { font-size: 18pt; } h2 { font-size: 13pt; } p.small { font-size: 9pt; color: #4C5A67; }
th { text-align: left; font-weight: 600; }
"""


def document_of(body: str, family: str) -> QTextDocument:
    """Return a document of HTML whose words are escaped already."""
    document = QTextDocument()
    font = QFont(family)
    font.setPointSizeF(10)
    document.setDefaultFont(font)
    document.setDefaultStyleSheet(_STYLE)
    document.setHtml(f"<body>{body}</body>")
    return document


def table_of(headings: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> str:
    """Return a table as HTML; every cell is plain text."""
    head = "".join(f"<th>{escape(text)}</th>" for text in headings)
    lines = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows
    )
    return f"<table cellspacing='0' cellpadding='4'><tr>{head}</tr>{lines}</table>"


def pdf_of(document: QTextDocument, title: str, foot: str) -> bytes:
    """Return the document as a PDF, made in memory."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(title)
    writer.setCreator("Lilo")
    writer.setPageLayout(page_layout())
    paint(document, writer, foot)
    buffer.close()
    return bytes(buffer.data().data())


def page_layout() -> QPageLayout:
    """Return the paper of where this computer stands."""
    is_letter = QLocale.system().measurementSystem() is QLocale.MeasurementSystem.ImperialUSSystem
    size = QPageSize(QPageSize.PageSizeId.Letter if is_letter else QPageSize.PageSizeId.A4)
    margins = QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM)
    return QPageLayout(size, QPageLayout.Orientation.Portrait, margins, QPageLayout.Unit.Millimeter)


def paint(document: QTextDocument, device: QPagedPaintDevice, foot: str) -> int:
    """Draw the document page by page; return how many there are.

    Args:
        foot: stands below every page, with its number.
    """
    painter = QPainter(device)
    # Of the device and not of the screen: letters are as large as they say.
    dots = device.logicalDpiY()
    area = device.pageLayout().paintRectPixels(dots)
    foot_high = _FOOT_PT / _POINTS * dots
    width, height = float(area.width()), area.height() - foot_high
    laid = document.clone()
    laid.documentLayout().setPaintDevice(device)
    laid.setPageSize(QSizeF(width, height))
    pages = laid.pageCount()
    small = QFont(document.defaultFont())
    small.setPointSizeF(8)
    for page in range(pages):
        if page:
            device.newPage()
        place = QRectF(0, page * height, width, height)
        painter.save()
        painter.translate(0, -page * height)
        laid.drawContents(painter, place)
        painter.restore()
        painter.setFont(small)
        below = QRectF(0, height, width, foot_high)
        bottom = Qt.AlignmentFlag.AlignBottom
        painter.drawText(below, bottom | Qt.AlignmentFlag.AlignLeft, foot)
        painter.drawText(below, bottom | Qt.AlignmentFlag.AlignRight, f"{page + 1} / {pages}")
    painter.end()
    return pages
