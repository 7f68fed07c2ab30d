"""Invented scales, taken answer by answer as Lilo takes them, with moods that go up and down."""

from collections.abc import Iterator, Sequence
from datetime import timedelta, tzinfo
from random import Random

from app.clinical import ScaleId, Score
from app.clinical.administration import (
    AdministrationEvent,
    AdministrationId,
    How,
    Step,
    Why,
)
from app.clinical.scale import Scale
from app.clinical.scale_files import Scales
from app.clinical.scoring import scored
from app.demo.years.history import House, id_of

_TAKEN = (ScaleId.PHQ9, ScaleId.GAD7, ScaleId.UCLA3, ScaleId.PHQ2, ScaleId.GDS15, ScaleId.GAD2)
_A_LITTLE = 0.12


def check_ins(
    house: House, scales: Scales, count: int, zone: tzinfo, chance: Random
) -> Iterator[tuple[Sequence[AdministrationEvent], Score]]:
    """Yield takings of scales with what came of them, oldest first."""
    taken = [scales[scale] for scale in _TAKEN if scale in scales]
    moods = {who: chance.uniform(0.05, 0.5) for who in house.residents}
    for number, at in enumerate(house.moments(count, chance)):
        who = house.residents[number % len(house.residents)]
        scale = taken[(number // len(house.residents)) % len(taken)]
        moods[who] = min(0.95, max(0.0, moods[who] + chance.uniform(-_A_LITTLE, _A_LITTLE)))
        answers = {item.id: _answer(scale, moods[who], chance) for item in scale.items}
        result = scored(scale, answers)
        begun = AdministrationEvent(
            id_of(at, chance),
            AdministrationId(id_of(at, chance)),
            who,
            scale.id,
            Step.BEGUN,
            at,
            details={"why": Why.ASKED.value, "version": scale.version, "language": "en"},
        )
        events = [begun, *_answered(begun, answers, chance)]
        done = at + timedelta(seconds=20 * len(events))
        events.append(
            AdministrationEvent(
                id_of(done, chance),
                begun.administration_id,
                who,
                scale.id,
                Step.COMPLETED,
                done,
                details={"total": result.total, "missing": 0, "is_prorated": False},
            )
        )
        total, day = result.total or 0, done.astimezone(zone).date()
        yield events, Score(begun.administration_id, who, scale.id, day, total, result.points)


def _answer(scale: Scale, mood: float, chance: Random) -> int:
    values = sorted(option.value for option in scale.options)
    place = int((mood + chance.uniform(-0.25, 0.25)) * len(values))
    return values[min(max(place, 0), len(values) - 1)]


def _answered(
    begun: AdministrationEvent, answers: dict[str, int], chance: Random
) -> Iterator[AdministrationEvent]:
    for place, (item, value) in enumerate(answers.items(), 1):
        yield AdministrationEvent(
            id_of(begun.at, chance),
            begun.administration_id,
            begun.resident_id,
            begun.scale,
            Step.ANSWERED,
            begun.at + timedelta(seconds=20 * place),
            item,
            value,
            How.TOUCH,
        )
