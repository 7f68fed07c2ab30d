"""The figures of the last shifts as a document and as a table; they name nobody."""

from collections.abc import Sequence
from html import escape

from PySide6.QtGui import QTextDocument

from app.station import ShiftLine
from ui.staff.paper.pages import document_of, table_of
from ui.staff.paper.tables import csv_of
from ui.staff.shift.shift_view import shift_rows
from ui.staff.wording.language import Language


def _headings(language: Language) -> tuple[str, ...]:
    words = language.words.reports
    return (
        words.ends,
        words.alerts,
        words.actionable,
        words.median,
        words.immediate,
        words.urgent,
        words.elevated,
    )


def figures_document(
    lines: Sequence[ShiftLine], made: str, language: Language, family: str
) -> QTextDocument:
    """Return one row for each shift.

    Args:
        made: when and by whom, for the head.
    """
    words = language.words
    rows = tuple(row.cells for row in shift_rows(lines, language))
    body = (
        f"<h1>{escape(words.exports.heading_figures)}</h1>"
        f"<p class='small'>{escape(made)}<br>{escape(words.reports.shifts_explained)}</p>"
        f"{table_of(_headings(language), rows)}"
    )
    return document_of(body, family)


def figures_table(lines: Sequence[ShiftLine], language: Language) -> bytes:
    """Return the same for a spreadsheet."""
    return csv_of(_headings(language), (row.cells for row in shift_rows(lines, language)))
