"""What stands on the Scores page, derived and pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QDate, QLocale

from app.check_in.score_book import HowAsked, ResidentRecord, ScaleRecord
from app.clinical.change import Verdict
from app.clinical.due import Due
from app.clinical.scores import Score
from app.identity import Resident
from app.ids import ResidentId
from ui.staff.wording.language import Language

MOST_TAKEN = 8
"""So many of the newest takings are shown item by item, and on the line."""


@dataclass(frozen=True, slots=True)
class Point:
    """A total on its day."""

    day: int
    total: int
    label: str


@dataclass(frozen=True, slots=True)
class BandView:
    """A range of totals; `share` is 0 for the mildest and 1 for the gravest."""

    low: int
    high: int
    name: str
    share: float


@dataclass(frozen=True, slots=True)
class PlotView:
    """The line over its bands."""

    lowest: int
    highest: int
    bands: tuple[BandView, ...]
    points: tuple[Point, ...]
    spoken: str


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One item over the takings, oldest left; None without an answer."""

    name: str
    points: tuple[int | None, ...]
    is_grave: bool


@dataclass(frozen=True, slots=True)
class ScoreView:
    """Everything about one scale of one resident."""

    heading: str
    newest: str
    change: str
    cutoffs: tuple[str, ...]
    plot: PlotView
    items_heading: str
    items: tuple[ItemLine, ...]
    item_range: tuple[int, int]
    how: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A resident in the list, with what is most due."""

    id: ResidentId
    name: str
    due: str


def people_of(
    residents: Sequence[Resident], due: Sequence[Due] | None, language: Language
) -> tuple[PersonLine, ...]:
    """Return the list of residents, who is most due first."""
    words = language.words.scores
    first: dict[ResidentId, Due] = {}
    for one in due or ():
        first.setdefault(one.resident_id, one)
    order = {one: at for at, one in enumerate(first)}
    people = sorted(residents, key=lambda r: (order.get(r.id, len(order)), r.room))
    return tuple(
        PersonLine(
            r.id,
            words.person.format(name=r.full_name, room=r.room),
            due_line(first[r.id], language) if r.id in first else words.nothing_due,
        )
        for r in people
    )


def due_of(
    due: Sequence[Due] | None, record: ResidentRecord, language: Language
) -> tuple[str, ...]:
    """Return the lines of what is due for a resident, and the last screener."""
    words = language.words.scores
    lines = [due_line(one, language) for one in due or () if one.resident_id == record.resident_id]
    for one in record.screeners[:1]:
        day = language.day(one.administration.last_at)
        lines.append(words.screener.format(risk=words.risks[one.risk], day=day))
    return tuple(lines or [words.nothing_due])


def due_line(due: Due, language: Language) -> str:
    """Return "PHQ-2 · due since 18 Oct"."""
    words = language.words.scores
    on = QLocale(language.name).toString(QDate(due.on.year, due.on.month, due.on.day), "d MMM")
    state = words.due_states[due.state].format(day=on)
    return f"{due.scale.label} · {state}"


def score_of(record: ScaleRecord, language: Language) -> ScoreView:
    """Derive one scale."""
    words, scale = language.words.scores, record.scale
    shown = record.scores[-MOST_TAKEN:]
    last = record.scores[-1]
    whole = [score.items if len(score.items) == len(scale.items) else () for score in shown]
    lines = tuple(
        ItemLine(
            item.short.in_(language.name),
            tuple(items[at] if items else None for items in whole),
            item.is_grave,
        )
        for at, item in enumerate(scale.items)
    )
    newest = words.newest.format(
        day=day_of(last.taken_on, language),
        total=last.total,
        band=record.band.text.in_(language.name) if record.band else words.no_answer,
    )
    return ScoreView(
        heading=words.total.format(scale=scale.label),
        newest=", ".join(part for part in (newest, estimated(last, language)) if part),
        change=_change(record, language),
        cutoffs=tuple(one.says for one in scale.cutoffs if last.total >= one.at_least),
        plot=_plot(record, language),
        items_heading=words.items.format(low=scale.lowest, high=scale.highest),
        items=lines if any(whole) else (),
        item_range=(scale.lowest, scale.highest),
        how=how_lines(record.how_asked, language),
    )


def how_lines(how: HowAsked | None, language: Language) -> tuple[str, ...]:
    """Say how the newest was asked."""
    words = language.words.scores
    if how is None:
        return (words.not_by_lilo,)
    ways = ", ".join(words.way.format(n=n, way=words.ways[way]) for way, n in how.by)
    lines = [words.answered.format(ways=ways)] if ways else []
    for counted, n in (
        (words.read_back, how.read_back),
        (words.skipped, how.skipped),
        (words.changed, how.changed),
        (words.stopped, how.stops),
    ):
        if n:
            lines.append(language.counted(counted, n))
    lines.append(words.took.format(took=language.lasted(how.took)))
    return tuple(lines)


def day_of(day: date, language: Language) -> str:
    """Return "20 Nov", or with the year where it is another one."""
    return QLocale(language.name).toString(QDate(day.year, day.month, day.day), "d MMM yyyy")


def estimated(score: Score, language: Language) -> str:
    """Return "estimated, 2 without an answer"; empty where every item was answered."""
    return language.words.scores.estimated.format(n=score.missing) if score.missing else ""


def _change(record: ScaleRecord, language: Language) -> str:
    words, change = language.words.scores, record.change
    moved = f"{change.by:+d}".replace("-", "−")
    said = words.changes[change.verdict].format(
        change=moved,
        since=day_of(change.since, language) if change.since else "",
        needed=change.needed if change.needed is not None else "",
    )
    trend = record.trend
    if trend is None or change.verdict is Verdict.FIRST or abs(trend.per_month) < 0.5:
        return said
    line = words.trend_up if trend.per_month > 0 else words.trend_down
    months = max(1, round(trend.over_days / 30))
    return f"{said} {line.format(change=f'{abs(trend.per_month):.1f}', months=months)}"


def _plot(record: ScaleRecord, language: Language) -> PlotView:
    words, scale = language.words.scores, record.scale
    shown = record.scores[-MOST_TAKEN:]
    first = shown[0].taken_on
    lows = [band.lowest for band in scale.bands]
    highs = [*lows[1:], scale.most]
    count = max(len(lows) - 1, 1)
    bands = tuple(
        BandView(low, high, band.text.in_(language.name), at / count)
        for at, (band, low, high) in enumerate(zip(scale.bands, lows, highs, strict=True))
    )
    locale = QLocale(language.name)
    points = tuple(
        Point(
            (score.taken_on - first).days,
            score.total,
            locale.toString(
                QDate(score.taken_on.year, score.taken_on.month, score.taken_on.day), "d MMM"
            ),
        )
        for score in shown
    )
    told = ", ".join(words.point.format(day=p.label, total=p.total) for p in points)
    spoken = f"{words.plot.format(scale=scale.label)} {told}"
    return PlotView(scale.least, scale.most, bands, points, spoken)
