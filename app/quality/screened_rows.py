"""What becomes of evaluation rows when they are screened."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from time import perf_counter

from app.quality.evaluation_rows import SafetyRow
from app.safety import Level, Screened
from app.utterance import Utterance, UtteranceError, utterance_from

Screen = Callable[[Utterance], Screened]

Begin = Callable[[], Screen]
"""Begins a conversation with somebody of whom nothing is known, and returns what screens it."""


@dataclass(frozen=True, slots=True)
class Screening:
    """What became of one row; of several turns the gravest counts.

    Attributes:
        reasons: for staff, gravest first.
        times_ms: of each turn that could be screened, the vectors included.
    """

    row: SafetyRow
    level: Level = Level.NONE
    score: float = 0.0
    nearest: str = ""
    reasons: tuple[str, ...] = ()
    times_ms: tuple[float, ...] = ()


def screen_rows(rows: Iterable[SafetyRow], begin: Begin) -> Iterator[Screening]:
    """Screen every row in a conversation of its own."""
    for row in rows:
        yield _screened(row, begin())


def _screened(row: SafetyRow, screen: Screen) -> Screening:
    for text in row.history:
        _heard(text, screen)
    heard = [one for one in (_heard(text, screen) for text in row.said) if one]
    if not heard:
        # No words: the kiosk answers it without screening, so it raises nothing.
        return Screening(row)
    gravest = max((one for one, _ in heard), key=lambda one: (one.level, one.score))
    return Screening(
        row,
        gravest.level,
        gravest.score,
        gravest.nearest,
        gravest.reasons,
        tuple(took_ms for _, took_ms in heard),
    )


def _heard(text: str, screen: Screen) -> tuple[Screened, float] | None:
    try:
        utterance = utterance_from(text)
    except UtteranceError:
        return None
    started = perf_counter()
    screened = screen(utterance)
    return screened, (perf_counter() - started) * 1000


def wrong(screenings: Iterable[Screening], at: Level) -> Sequence[Screening]:
    """Return every row that is wrong: missed, or a false alarm."""
    return [s for s in screenings if (s.level >= at) != (s.row.label == 1)]
