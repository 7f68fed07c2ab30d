"""How the whole house stands on each scale, as a document and as a table."""

from collections.abc import Sequence
from html import escape

from PySide6.QtGui import QTextDocument

from app.clinical.house import HouseScale
from app.identity import Resident
from ui.staff.paper.pages import document_of, table_of
from ui.staff.paper.tables import csv_of
from ui.staff.scores.house_view import house_view
from ui.staff.wording.language import Language


def house_document(
    house: Sequence[HouseScale],
    residents: Sequence[Resident],
    made: str,
    language: Language,
    family: str,
) -> QTextDocument:
    """Return for each scale how many are in each band, and everybody, who got worse first.

    Args:
        made: when and by whom, for the head.
    """
    words = language.words.scores
    parts = [
        f"<h1>{escape(words.house.everybody)}</h1>",
        f"<p class='small'>{escape(made)}<br>{escape(words.explained)}</p>",
    ]
    for one in house:
        view = house_view(house, one.scale.id, residents, language)
        if view is None:
            continue
        parts += [
            f"<h2>{escape(view.heading)}</h2>",
            f"<p>{escape(view.asked)} {escape(view.moved)}</p>",
            table_of(
                (words.house.band, words.house.residents),
                tuple((bar.name, str(bar.count)) for bar in view.bars),
            ),
            "<p></p>",
            table_of(_headings(language), tuple(row.cells for row in view.rows)),
        ]
    return document_of("".join(parts), family)


def house_table(
    house: Sequence[HouseScale], residents: Sequence[Resident], language: Language
) -> bytes:
    """Return one row for each resident and scale."""
    rows: list[tuple[str | int | None, ...]] = []
    for one in house:
        view = house_view(house, one.scale.id, residents, language)
        rows += [(one.scale.label, *row.cells) for row in view.rows] if view else []
    return csv_of((language.words.exports.scale, *_headings(language)), rows)


def _headings(language: Language) -> tuple[str, ...]:
    words = language.words.scores.house
    return (words.resident, words.newest, words.band, words.change, words.day)
