"""The steps of the first start: nothing goes on that is not right."""

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from app.alerts import Recipient
from app.enrolment_file import HouseRow, StaffRow
from app.errors import LiloError
from app.identity import Role
from ui.shared.chime import Sound
from ui.shared.spawner import QueuedSpawner
from ui.staff.first_run.first_run_model import (
    FirstRunModel,
    Step,
    TypedAdministrator,
    TypedHouse,
    TypedResident,
)
from ui.staff.first_run.founder import NewFacility, NewTarget
from ui.staff.wording.language import Language
from ui.staff.wording.words import load_words


class Making:
    """Makes facilities as lists; refuses what it is told to."""

    def __init__(self) -> None:
        self.key_keeper = "system keyring"
        self.refuses = ""
        self.made: list[NewFacility] = []
        self.targets: list[NewTarget] = []

    def _refuse(self) -> None:
        if self.refuses:
            raise LiloError(self.refuses)

    def check_house(self, folder: Path, house: HouseRow) -> None:
        self._refuse()

    def check_administrator(self, house: str, who: StaffRow, passphrase: str) -> None:
        self._refuse()

    def found(self, new: NewFacility) -> str:
        self._refuse()
        self.made.append(new)
        return "ABCD-EFGH"

    def send_test(self, target: NewTarget, title: str, body: str) -> None:
        self._refuse()

    def keep_target(self, folder: Path, target: NewTarget) -> None:
        self.targets.append(target)


class Ringing:
    def __init__(self) -> None:
        self.rung: list[Sound] = []

    def ring(self, sound: Sound, loudness: float = 1.0) -> bool:
        self.rung.append(sound)
        return False

    def hush(self) -> None:
        """Silent already."""


HOUSE = TypedHouse(Path("/srv/lilo"), " Elm  House ", "Europe/Madrid", "112", "Elm 1", "Avila")
ADMIN = TypedAdministrator("Ana", "Ruiz", "ana", "", "plum jam in a cold cellar", "")
ADA = TypedResident(" Ada ", "Bell", "", "3", "1938-04-16")


@pytest.fixture
def founder() -> Making:
    return Making()


@pytest.fixture
def model(qapp: object, founder: Making, spawner: QueuedSpawner) -> FirstRunModel:
    language = Language(load_words("es"), ZoneInfo("UTC"), "es")
    return FirstRunModel(founder, Ringing(), spawner, language)


def up_to_key(model: FirstRunModel) -> None:
    model.take_house(HOUSE)
    model.take_administrator(
        TypedAdministrator("Ana", "Ruiz", "ana", "", ADMIN.passphrase, ADMIN.passphrase)
    )
    assert model.add_resident(ADA)
    model.take_residents("Ada Bell")
    assert model.step is Step.KEY


def test_everything_that_was_typed_is_made(
    model: FirstRunModel, founder: Making, spawner: QueuedSpawner
) -> None:
    up_to_key(model)
    model.found()
    assert model.is_busy
    spawner.drain()
    assert (model.step, model.code) == (Step.CODE, "ABCD-EFGH")
    (new,) = founder.made
    assert new.enrolment.facility.name == "Elm House"
    assert (new.enrolment.staff[0].role, new.language) == (Role.ADMINISTRATOR, "es")
    assert new.enrolment.residents[0].preferred_name == "Ada"
    assert (new.kiosk_resident, new.key_passphrase) == ("Ada Bell", "")
    model.back()
    assert model.step is Step.CODE
    model.code_is_kept()
    assert (model.step, model.code) == (Step.ALARM, "")


@pytest.mark.parametrize(
    ("resident", "told"),
    [
        (TypedResident("Ada", "", "", "3"), "habitación"),
        (TypedResident("Ada", "Bell", "", "9"), "Ya hay alguien"),
        (TypedResident("Ned", "Bell", "", "9", "16.4.1938"), "1938-04-16"),
    ],
)
def test_a_resident_that_is_not_right_is_not_put_down(
    model: FirstRunModel, resident: TypedResident, told: str
) -> None:
    assert model.add_resident(ADA)
    assert not model.add_resident(resident)
    assert told in model.problem
    assert len(model.residents) == 1


def test_nothing_goes_on_that_is_refused(model: FirstRunModel, founder: Making) -> None:
    founder.refuses = "The folder is not empty."
    model.take_house(HOUSE)
    assert (model.step, model.problem) == (Step.HOUSE, "The folder is not empty.")
    founder.refuses = ""
    model.take_house(HOUSE)
    model.take_administrator(ADMIN)
    assert "no son iguales" in model.problem
    model.take_administrator(TypedAdministrator("", "Ruiz", "ana", "", "x", "x"))
    assert "Hacen falta" in model.problem
    model.back()
    assert (model.step, model.problem) == (Step.HOUSE, "")
    model.take_residents("")
    assert "al menos a un residente" in model.problem


def test_a_person_keeps_the_key_where_no_keyring_does(
    model: FirstRunModel, founder: Making, spawner: QueuedSpawner
) -> None:
    up_to_key(model)
    # There was a keyring, and it is locked.
    founder.refuses = "Nowhere safe."
    model.found()
    spawner.drain()
    assert (model.key_keeper, model.problem, model.is_busy) == ("", "Nowhere safe.", False)
    founder.refuses = ""
    model.found("short", "short")
    assert "12" in model.problem
    model.found("long enough for this", "another one")
    assert "no son iguales" in model.problem
    model.found("long enough for this", "long enough for this")
    spawner.drain()
    assert founder.made[0].key_passphrase == model.key_passphrase == "long enough for this"


def test_the_alarm_is_tried_and_a_target_kept_only_when_it_answers(
    model: FirstRunModel, founder: Making, spawner: QueuedSpawner
) -> None:
    up_to_key(model)
    model.found()
    spawner.drain()
    model.code_is_kept()
    model.play_alarm()
    assert model.heard is False
    founder.refuses = "Not accepted."
    model.send_test("Duty", "json://localhost", Recipient.NURSE)
    spawner.drain()
    assert (model.problem, founder.targets) == ("Not accepted.", [])
    founder.refuses = ""
    model.send_test("Duty", " ", Recipient.NURSE)
    assert "nombre y dirección" in model.problem
    model.send_test(" Duty ", "json://localhost", Recipient.NURSE)
    spawner.drain()
    assert founder.targets == [NewTarget("Duty", "json://localhost", Recipient.NURSE)]
    assert "Duty" in model.sent
