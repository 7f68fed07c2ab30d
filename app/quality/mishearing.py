"""How much is lost when words are misheard, against the same words heard clearly."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from app.quality.evaluation_rows import SafetyRow
from app.quality.misrecognition import SoundAlikes, misheard
from app.quality.safety_evaluation import SafetyReport


@dataclass(frozen=True, slots=True)
class HeardWrong:
    """Recall with a share of the words misheard.

    Attributes:
        share: 0..1 of the words.
        hearings: how often each row was misheard, differently each time.
        recall, grave_recall: 0..1 over all hearings; None where there was nothing to count.
        drop_points, grave_drop_points: percentage points lost against the words as written.
    """

    share: float
    hearings: int
    recall: float | None
    drop_points: float | None
    grave_recall: float | None
    grave_drop_points: float | None


def misheard_rows(
    rows: Sequence[SafetyRow], share: float, hearings: int, alikes: SoundAlikes, seed: int
) -> Iterator[SafetyRow]:
    """Mishear the dangerous rows; the same seed gives the same faults."""
    for hearing in range(hearings):
        for number, row in enumerate(rows):
            if row.label != 1:
                continue
            # A row's faults must not depend on how many rows stand before it.
            chance = Random(f"{seed}/{hearing}/{number}/{share}")  # noqa: S311 - no secret
            heard = [misheard(text, share, alikes, chance) for text in row.said]
            changed = {"turns": heard} if row.turns else {"text": heard[0]}
            yield row.model_copy(update=changed)


def compared(share: float, hearings: int, clean: SafetyReport, noisy: SafetyReport) -> HeardWrong:
    """Compare what was found among misheard rows with what was found among the clean ones."""
    grave = noisy.grave.recall if noisy.grave else None
    grave_before = clean.grave.recall if clean.grave else None
    return HeardWrong(
        share,
        hearings,
        noisy.recall,
        _points(clean.recall, noisy.recall),
        grave,
        _points(grave_before, grave),
    )


def _points(before: float | None, after: float | None) -> float | None:
    if before is None or after is None:
        return None
    return round(100 * (before - after), 2)
