"""A person's records as a PDF that can be read and printed."""

import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from xml.sax.saxutils import escape

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer

_MARGIN = 18 * mm
_TITLE = ParagraphStyle("title", fontName="Helvetica-Bold", fontSize=18, leading=24)
_HEADING = ParagraphStyle(
    "heading", fontName="Helvetica-Bold", fontSize=13, leading=18, spaceBefore=12, keepWithNext=1
)
_BODY = ParagraphStyle("body", fontName="Helvetica", fontSize=9.5, leading=13, spaceAfter=5)
_LATIN = "cp1252"
_WIDE_FONT = "HeiseiMin-W3"
_LEFT_OUT = frozenset({"sequence", "trace", "facts"})
"""Columns that only mean something to a program; they are in the JSON."""


def person_pdf(
    records: Mapping[str, Sequence[Mapping[str, object]]], name: str, facility: str, at: datetime
) -> bytes:
    """Return the records of a person as a PDF, a section for each kind."""
    target = io.BytesIO()
    document = SimpleDocTemplate(
        target,
        pagesize=A4,
        leftMargin=_MARGIN,
        rightMargin=_MARGIN,
        topMargin=_MARGIN,
        bottomMargin=_MARGIN,
        title=f"Records of {name}",
        author=facility,
        lang="en",
    )
    document.build(list(_content(records, name, facility, at)))
    return target.getvalue()


def _content(
    records: Mapping[str, Sequence[Mapping[str, object]]], name: str, facility: str, at: datetime
) -> Iterator[Flowable]:
    yield Paragraph(_safe(f"Records of {name}"), _TITLE)
    yield Paragraph(_safe(f"{facility}, {at:%Y-%m-%d %H:%M} UTC"), _BODY)
    yield Spacer(1, 6 * mm)
    for kind, rows in records.items():
        if not rows:
            continue
        yield Paragraph(_safe(f"{kind.replace('_', ' ').capitalize()} ({len(rows)})"), _HEADING)
        for row in rows:
            told = [
                f"<b>{escape(column.replace('_', ' '))}</b> {_safe(str(value))}"
                for column, value in row.items()
                if column not in _LEFT_OUT and value not in (None, "", [], {})
            ]
            yield Paragraph(" &#183; ".join(told), _BODY)


def _safe(text: str) -> str:
    """Escape a text, and set what the standard fonts cannot show in one that can."""
    try:
        text.encode(_LATIN)
    except UnicodeEncodeError:
        if _WIDE_FONT not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(UnicodeCIDFont(_WIDE_FONT))
        return f'<font name="{_WIDE_FONT}">{escape(text)}</font>'
    return escape(text)
