"""A person's records as a PDF that can be read and printed."""

import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from xml.sax.saxutils import escape

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Flowable, Image, Paragraph, SimpleDocTemplate, Spacer

from storage.record_words import Section, picture_in, record_words, said

_MARGIN = 18 * mm
_TITLE = ParagraphStyle("title", fontName="Helvetica-Bold", fontSize=18, leading=24)
_HEADING = ParagraphStyle(
    "heading", fontName="Helvetica-Bold", fontSize=13, leading=18, spaceBefore=12, keepWithNext=1
)
_BODY = ParagraphStyle("body", fontName="Helvetica", fontSize=9.5, leading=13, spaceAfter=5)
_LATIN = "cp1252"
_WIDE_FONT = "HeiseiMin-W3"
_PICTURE_WIDTH = 120 * mm
_PICTURE_HEIGHT = 90 * mm


def person_pdf(
    records: Mapping[str, Sequence[Mapping[str, object]]], name: str, facility: str, at: datetime
) -> bytes:
    """Return the records of a person as a PDF: in words, with pictures, a section for each kind.

    Ids, digests, vectors and numbers for programs are left out; they are in the JSON.
    """
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
    words = record_words()
    for kind, section in words.sections.items():
        rows = records.get(kind, ())
        told = [list(_row(row, section)) for row in rows]
        if not any(told):
            continue
        yield Paragraph(_safe(f"{section.title} ({len(rows)})"), _HEADING)
        for parts in told:
            yield from parts
    left = sum(len(records.get(kind, ())) for kind in words.only_in_json)
    yield Spacer(1, 6 * mm)
    yield Paragraph(
        "Times are in UTC. The file person.json holds the same records with every number and mark "
        f"that only a program can use, and {left} that are nothing else.",
        _BODY,
    )


def _row(row: Mapping[str, object], section: Section) -> Iterator[Flowable]:
    told, pictures = [], []
    for column, word in section.columns.items():
        value = row.get(column)
        if (picture := picture_in(value)) is not None:
            pictures.append(_picture(picture))
        elif text := said(value):
            told.append(f"<b>{escape(word)}</b> {_safe(text)}")
    if told:
        yield Paragraph(" &#183; ".join(told), _BODY)
    yield from pictures


def _picture(content: bytes) -> Flowable:
    try:
        width, height = ImageReader(io.BytesIO(content)).getSize()
        scale = min(_PICTURE_WIDTH / width, _PICTURE_HEIGHT / height)
        picture = Image(io.BytesIO(content), width * scale, height * scale, hAlign="LEFT")
    except Exception:  # reportlab's errors are of no kind; one bad picture must not cost the rest.
        return Paragraph("A picture that cannot be shown; it is in person.json.", _BODY)
    picture.spaceAfter = 3 * mm
    return picture


def _safe(text: str) -> str:
    """Escape a text, and set what the standard fonts cannot show in one that can."""
    try:
        text.encode(_LATIN)
    except UnicodeEncodeError:
        if _WIDE_FONT not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(UnicodeCIDFont(_WIDE_FONT))
        return f'<font name="{_WIDE_FONT}">{escape(text)}</font>'
    return escape(text)
