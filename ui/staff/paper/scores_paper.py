"""A resident's scores as a document and as a table."""

from html import escape

from PySide6.QtCore import QPoint, QUrl
from PySide6.QtGui import QImage, QPixmap, QRegion, QTextDocument
from PySide6.QtWidgets import QWidget

from app.check_in import ResidentRecord
from app.check_in.score_book import ScaleRecord
from app.clinical.scoring import band_of
from app.identity import Resident
from ui.staff.look.style import Look
from ui.staff.paper.pages import document_of, table_of
from ui.staff.paper.tables import csv_of
from ui.staff.scores.score_plot import ScorePlot
from ui.staff.scores.scores_view import day_of, estimated, score_of
from ui.staff.wording.language import Language

_PLOT = (620, 300)
_SHARP = 3
"""Dots of the picture to one of the screen: it is printed finer than a screen shows it."""


def scores_document(
    record: ResidentRecord, resident: Resident, made: str, language: Language, family: str
) -> QTextDocument:
    """Return every scale with its line, its totals, and the items of the newest takings.

    Args:
        made: when and by whom, for the head.
    """
    words = language.words
    person = words.scores.person.format(name=resident.full_name, room=resident.room)
    parts = [
        f"<h1>{escape(words.exports.heading)}: {escape(person)}</h1>",
        f"<p class='small'>{escape(made)}<br>{escape(words.scores.explained)}</p>",
    ]
    pictures: dict[str, QImage] = {}
    for one in record.scales:
        view = score_of(one, language)
        name = f"plot-{one.scale.id}"
        pictures[name] = _drawn(one, language, family)
        parts += [
            f"<h2>{escape(view.heading)}</h2>",
            f"<p>{escape(view.newest)}. {escape(view.change)}</p>",
            f"<p><img src='{name}' width='{_PLOT[0]}' height='{_PLOT[1]}'></p>",
            table_of(
                (words.exports.day, words.exports.total, words.exports.band),
                _rows(one, language),
            ),
        ]
        if view.items:
            parts.append(f"<p><b>{escape(view.items_heading)}</b></p>")
            parts.append(
                table_of(
                    ("", *(point.label for point in view.plot.points)),
                    tuple(
                        (line.name, *("–" if p is None else str(p) for p in line.points))
                        for line in view.items
                    ),
                )
            )
        parts += [f"<p class='small'>{escape(line)}</p>" for line in (*view.cutoffs, *view.how)]
    if not record.scales:
        parts.append(f"<p>{escape(words.scores.none)}</p>")
    document = document_of("", family)
    for name, picture in pictures.items():
        document.addResource(QTextDocument.ResourceType.ImageResource, QUrl(name), picture)
    document.setHtml(f"<body>{''.join(parts)}</body>")
    return document


def scores_table(record: ResidentRecord, language: Language) -> bytes:
    """Return one row for each taking of each scale, with its answers in order."""
    words = language.words.exports
    most = max((len(one.scale.items) for one in record.scales), default=0)
    headings = (words.scale, words.day, words.total, words.band)
    numbered = tuple(f"{words.items} {n + 1}" for n in range(most))
    rows: list[tuple[str | int | None, ...]] = [
        (
            one.scale.label,
            score.taken_on.isoformat(),
            score.total,
            _band(one, score.total, language),
            *score.items,
            *(None,) * (most - len(score.items)),
            estimated(score, language),
        )
        for one in record.scales
        for score in one.scores
    ]
    return csv_of((*headings, *numbered, words.estimated), rows)


def _rows(one: ScaleRecord, language: Language) -> tuple[tuple[str, ...], ...]:
    return tuple(
        (
            day_of(score.taken_on, language),
            " ".join(filter(None, (str(score.total), _in_brackets(estimated(score, language))))),
            _band(one, score.total, language),
        )
        for score in one.scores
    )


def _in_brackets(words: str) -> str:
    return f"({words})" if words else ""


def _band(one: ScaleRecord, total: int, language: Language) -> str:
    band = band_of(one.scale, total)
    return band.text.in_(language.name) if band else ""


def _drawn(one: ScaleRecord, language: Language, family: str) -> QImage:
    plot = ScorePlot(Look(family))
    plot.resize(*_PLOT)
    font = plot.font()
    font.setFamily(family)
    plot.setFont(font)
    plot.show_plot(score_of(one, language).plot)
    canvas = QPixmap(_PLOT[0] * _SHARP, _PLOT[1] * _SHARP)
    canvas.setDevicePixelRatio(_SHARP)
    canvas.fill("white")
    # Without the ground of a window: paper is white.
    plot.render(canvas, QPoint(), QRegion(), QWidget.RenderFlag.DrawChildren)
    picture = canvas.toImage()
    # The document gives its size; the dots are only finer.
    picture.setDevicePixelRatio(1.0)
    return picture
