"""What stands there of a whole house on one scale, derived and pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.clinical import ScaleId
from app.clinical.change import Verdict
from app.clinical.house import HouseScale, Standing
from app.identity import Resident
from app.ids import ResidentId
from ui.staff.live.health import Tone
from ui.staff.look.table import RowView
from ui.staff.scores.scores_view import day_of
from ui.staff.wording.language import Language

_WORST_FIRST = {Verdict.WORSE: 0, Verdict.BETTER: 1}


@dataclass(frozen=True, slots=True)
class BandBar:
    """How many residents are in a band.

    Attributes:
        part: of all that were asked, 0..1.
        share: 0 for the mildest band and 1 for the gravest.
    """

    name: str
    count: int
    part: float
    share: float


@dataclass(frozen=True, slots=True)
class HouseView:
    """One scale over the house."""

    heading: str
    asked: str
    moved: str
    bars: tuple[BandBar, ...]
    rows: tuple[RowView, ...]


def house_view(
    house: Sequence[HouseScale],
    scale: ScaleId | None,
    residents: Sequence[Resident],
    language: Language,
) -> HouseView | None:
    """Derive the scale that is looked at; None where nobody was asked it."""
    found = next((one for one in house if one.scale.id == scale), None)
    if found is None:
        return None
    words = language.words.scores.house
    here = {one.id: one for one in residents}
    standings = [one for one in found.standings if one.resident_id in here]
    worse, better = (
        sum(one.change.verdict is verdict for one in standings)
        for verdict in (Verdict.WORSE, Verdict.BETTER)
    )
    spread = HouseScale(found.scale, tuple(standings)).spread
    most = max(len(found.scale.bands) - 1, 1)
    return HouseView(
        heading=words.heading.format(scale=found.scale.label),
        asked=words.asked.format(n=len(standings), all=len(here)),
        moved=words.moved.format(worse=worse, better=better),
        bars=tuple(
            BandBar(band.text.in_(language.name), count, count / max(len(standings), 1), at / most)
            for at, (band, count) in enumerate(spread)
        ),
        rows=tuple(_row(one, here, language) for one in sorted(standings, key=_order)),
    )


def scales_in(house: Sequence[HouseScale]) -> list[ScaleId]:
    """Return the scales that somebody was asked."""
    return [one.scale.id for one in house]


def _order(one: Standing) -> tuple[int, int, int]:
    """Who got worse stands first, by most points; then who got better; then by total."""
    change = one.change
    place = _WORST_FIRST.get(change.verdict, len(_WORST_FIRST))
    return place, -abs(change.by) if change.verdict in _WORST_FIRST else 0, -one.newest.total


def _row(one: Standing, here: Mapping[ResidentId, Resident], language: Language) -> RowView:
    words = language.words.scores
    resident = here[one.resident_id]
    change = one.change
    moved = f"{change.by:+d}".replace("-", "−") if change.by else ""
    return RowView(
        str(one.resident_id),
        (
            words.person.format(name=resident.full_name, room=resident.room),
            str(one.newest.total),
            one.band.text.in_(language.name) if one.band else words.no_answer,
            f"{moved} {words.house.verdicts[change.verdict]}".strip(),
            day_of(one.newest.taken_on, language),
        ),
        Tone.BAD if change.verdict is Verdict.WORSE else Tone.GOOD,
    )
