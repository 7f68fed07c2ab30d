"""What stands beside the alerts: watch list, calls from rooms, residents, the shift's figures."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from app.ids import ResidentId
from app.oversight import ACTIONABLE_TARGET, Board, ResidentTile, ShiftFigures, WatchItem
from ui.staff.now.card_facts import signed
from ui.staff.wording.language import Language, one_line

RELIABLE_CHANGE = 5
"""A rise of a total by this much is more than chance; it is marked, not only told."""

SHOWN_ON_WATCH = 6


class Trend(Enum):
    """Where a resident's score went since the time before; higher is worse on every scale."""

    UNKNOWN = "unknown"
    STEADY = "steady"
    FALLING = "falling"
    RISING = "rising"
    RISING_MUCH = "rising_much"


@dataclass(frozen=True, slots=True)
class TileView:
    """One resident at a glance.

    Attributes:
        opens: whose record it leads to.
        spoken: the whole tile in words, for screen readers and on hovering.
    """

    name: str
    line: str
    change: str
    heard: str
    trend: Trend
    points: tuple[int, ...]
    alert: str
    spoken: str
    opens: ResidentId | None = None


@dataclass(frozen=True, slots=True)
class WatchView:
    """Something worth watching; `opens` is whose record it leads to."""

    who: str
    words: str
    at: str
    opens: ResidentId | None = None


@dataclass(frozen=True, slots=True)
class FigureView:
    """One figure of the shift."""

    value: str
    caption: str


def tiles_of(board: Board, language: Language) -> tuple[TileView, ...]:
    """Derive the residents' tiles. They keep their places, so that eyes find them."""
    return tuple(_tile(tile, board.at, language) for tile in board.tiles)


def watch_of(items: tuple[WatchItem, ...], now: datetime, language: Language) -> list[WatchView]:
    """Derive the newest lines of the watch list."""
    words = language.words
    return [
        WatchView(
            words.watch.item.format(name=item.resident_name, room=item.room),
            words.now.quote.format(words=one_line(item.words)),
            language.when(item.at, now),
            item.resident_id,
        )
        for item in items[:SHOWN_ON_WATCH]
    ]


def shift_of(figures: ShiftFigures, language: Language) -> tuple[FigureView, ...]:
    """Derive the figures of the shift; what is not known is said, never shown as nought."""
    words = language.words.shift
    share, median_s = figures.actionable_share, figures.median_answer_s
    target = round(ACTIONABLE_TARGET * 100)
    form = words.below_target if figures.is_below_target else words.target
    actionable = f"{words.actionable}, {form.format(n=target)}"
    return (
        FigureView(language.number(figures.alerts), words.alerts.of(figures.alerts)),
        FigureView(words.dash, words.none_resolved)
        if share is None
        else FigureView(words.percent.format(n=round(share * 100)), actionable),
        FigureView(words.dash, words.none_answered)
        if median_s is None
        else FigureView(language.lasted(timedelta(seconds=median_s)), words.median),
    )


def _tile(tile: ResidentTile, now: datetime, language: Language) -> TileView:
    words, who, latest = language.words.residents, tile.resident, tile.latest
    change = tile.trend[-1] - tile.trend[-2] if len(tile.trend) > 1 else 0
    trend = _trend(change, len(tile.trend))
    line = words.no_scores.format(room=who.room)
    told = ""
    if latest:
        score = language.words.now.scale.format(scale=latest.scale.label, total=latest.total)
        line = words.line.format(room=who.room, score=score)
        forms = {
            Trend.UNKNOWN: words.first,
            Trend.STEADY: words.steady,
            Trend.FALLING: words.falling,
        }
        form = forms.get(trend, words.rising)
        told = form.format(scale=latest.scale.label, total=latest.total, change=abs(change))
    heard = (
        words.heard.format(ago=language.ago(tile.last_heard, now))
        if tile.last_heard
        else words.never_heard
    )
    alert = words.open_alert if tile.has_open_alert else ""
    name = f"{who.given_name[:1]}. {who.family_name}"
    place = language.words.now.person.format(name=who.full_name, room=who.room)
    spoken = "\n".join(filter(None, (place, told, heard, alert)))
    return TileView(name, line, signed(change), heard, trend, tile.trend, alert, spoken, who.id)


def _trend(change: int, measured: int) -> Trend:
    if measured < 2:
        return Trend.UNKNOWN
    if change >= RELIABLE_CHANGE:
        return Trend.RISING_MUCH
    if change > 0:
        return Trend.RISING
    return Trend.FALLING if change < 0 else Trend.STEADY
