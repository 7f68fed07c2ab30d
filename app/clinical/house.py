"""How a whole house stands on a scale: how totals are spread, and whose has moved. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from app.clinical.change import Change, Verdict, change_of
from app.clinical.scale import Band, Scale
from app.clinical.scores import ScaleId, Score
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

    def moved(self, verdict: Verdict) -> tuple[Standing, ...]:
        """Return whose total changed so, by most points first."""
        found = [one for one in self.standings if one.change.verdict is verdict]
        return tuple(sorted(found, key=lambda one: -abs(one.change.by)))


def house_of(scales: Mapping[ScaleId, Scale], scores: Sequence[Score]) -> tuple[HouseScale, ...]:
    """Put a house together, for each scale with totals that somebody was asked.

    Args:
        scores: the newest two of each resident and scale; those of one resident and scale stand
            together, the older first.
    """
    standings: dict[ScaleId, list[Standing]] = {}
    for (_, scale_id), own in groupby(scores, key=lambda one: (one.resident_id, one.scale)):
        scale = scales.get(scale_id)
        if scale is None or not scale.has_total:
            continue
        taken = list(own)
        standing = Standing(taken[-1], band_of(scale, taken[-1].total), change_of(scale, taken))
        standings.setdefault(scale_id, []).append(standing)
    return tuple(
        HouseScale(
            scales[scale_id], tuple(sorted(standings[scale_id], key=lambda one: -one.newest.total))
        )
        for scale_id in scales
        if scale_id in standings
    )
