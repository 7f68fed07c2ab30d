"""How a whole house stands on a scale: how totals are spread, and whose has moved. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from app.clinical.change import Change, change_of
from app.clinical.scale import Band, Scale
from app.clinical.scores import Score
from app.clinical.scoring import band_of
from app.ids import ResidentId


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one resident stands: the newest total, and how it has moved since the one before."""

    newest: Score
    band: Band | None
    change: Change

    @property
    def resident_id(self) -> ResidentId:
        """Whose it is."""
        return self.newest.resident_id


@dataclass(frozen=True, slots=True)
class HouseScale:
    """One scale over the house.

    Attributes:
        standings: of all who were asked it, the highest total first.
    """

    scale: Scale
    standings: tuple[Standing, ...]

    @property
    def spread(self) -> tuple[tuple[Band, int], ...]:
        """How many residents are in each band, mildest first."""
        held = [standing.band for standing in self.standings]
        return tuple((band, held.count(band)) for band in self.scale.bands)


def house_of(scale: Scale, scores: Sequence[Score]) -> HouseScale:
    """Put a house together for a scale.

    Args:
        scores: the newest two of each resident; those of one stand together, the older first.
    """
    standings = []
    for _, own in groupby(scores, key=lambda one: one.resident_id):
        taken = list(own)
        band = band_of(scale, taken[-1].total)
        standings.append(Standing(taken[-1], band, change_of(scale, taken)))
    return HouseScale(scale, tuple(sorted(standings, key=lambda one: -one.newest.total)))
