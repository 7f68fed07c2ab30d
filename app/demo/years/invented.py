"""Names and sentences that a large house is made of."""

from collections.abc import Sequence
from datetime import date, time
from itertools import product
from pathlib import Path
from random import Random

from pydantic import BaseModel, ConfigDict, Field

from app.demo.years.size import HouseSize
from app.enrolment import Enrolment
from app.enrolment_file import PlanRow, ResidentRow, RiskRow, StaffRow
from app.identity import RiskKind, Role
from app.plain_yaml import read_yaml
from app.schedule import ItemKind

_Lines = Field(min_length=1)
_ROLES = (
    *[Role.CARE_ASSISTANT] * 6,
    *[Role.NURSE] * 4,
    Role.PHYSICIAN,
    Role.SOCIAL_WORKER,
    Role.AUDITOR,
    Role.IT,
)
_MEALS = {8: ItemKind.MEAL, 9: ItemKind.MEDICATION, 12: ItemKind.MEAL, 18: ItemKind.MEAL}
_PLAN_HOURS = (8, 9, 10, 12, 15, 16, 18, 20)


class Invented(BaseModel):
    """`resources/demo/invented.yaml`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    given_names: Sequence[str] = _Lines
    family_names: Sequence[str] = _Lines
    wings: Sequence[str] = _Lines
    backgrounds: Sequence[str] = _Lines
    said: Sequence[str] = _Lines
    answered: Sequence[str] = _Lines
    doubtful: Sequence[str] = _Lines
    grave: Sequence[str] = _Lines
    remembered: Sequence[str] = _Lines
    plans: Sequence[str] = _Lines
    glass_reasons: Sequence[str] = _Lines


def load_invented(path: Path) -> Invented:
    """Read the file; it ships with Lilo and is checked by a test."""
    return Invented.model_validate(read_yaml(path.read_text("utf-8")))


def large_house(demo: Enrolment, invented: Invented, size: HouseSize, chance: Random) -> Enrolment:
    """Return the demo facility's people and as many invented ones as are missing."""
    names = list(product(invented.given_names, invented.family_names))
    chance.shuffle(names)
    staff = [*demo.staff]
    while len(staff) < size.staff:
        given, family = names.pop()
        number = len(staff)
        login = f"{given}{number}".lower()
        role = _ROLES[number % len(_ROLES)]
        wing = invented.wings[number % len(invented.wings)]
        staff.append(
            StaffRow(
                id=login,
                given_name=given,
                family_name=family,
                role=role,
                wing=wing,
                on_shift=number % 3 == 0,
            )
        )
    residents = [*demo.residents]
    while len(residents) < size.residents:
        residents.append(_resident(*names.pop(), len(residents), invented, chance))
    return demo.model_copy(
        update={"staff": tuple(staff), "residents": tuple(residents[: size.residents])}
    )


def _resident(
    given: str, family: str, number: int, invented: Invented, chance: Random
) -> ResidentRow:
    risks = chance.sample(list(RiskKind), k=chance.choice((0, 0, 0, 1, 2)))
    return ResidentRow(
        id=f"{given}-{number}".lower(),
        given_name=given,
        family_name=family,
        preferred_name=given,
        born=date(1926, 1, 1).replace(year=1926 + number % 22, month=1 + number % 12),
        room=str(100 * (1 + number // 50) + number % 50),
        wing=invented.wings[number % len(invented.wings)],
        background=invented.backgrounds[number % len(invented.backgrounds)],
        schedule=tuple(
            PlanRow(
                title=title,
                spoken=title.lower(),
                at=time(hour),
                days="daily",
                kind=_MEALS.get(hour, ItemKind.ACTIVITY),
            )
            for title, hour in zip(invented.plans, _PLAN_HOURS, strict=False)
        ),
        risk_factors=tuple(RiskRow(factor=risk, note="Invented for measuring.") for risk in risks),
    )
