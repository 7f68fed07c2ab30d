"""The steps of the first start, what was typed so far, and what became of it."""

import asyncio
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum
from pathlib import Path

from pydantic import ValidationError
from PySide6.QtCore import QObject, Signal

from app.alerts import Recipient
from app.enrolment_file import Enrolment, HouseRow, ResidentRow, StaffRow
from app.errors import LiloError
from app.identity import Role
from ui.shared.chime import Chime, Sound
from ui.shared.spawner import Spawner
from ui.staff.first_run.founder import Founder, NewFacility, NewTarget
from ui.staff.wording.language import Language

SHORTEST_KEY_PASSPHRASE = 12


class Step(IntEnum):
    """The steps in their order."""

    HOUSE = 0
    ADMINISTRATOR = 1
    RESIDENTS = 2
    KEY = 3
    CODE = 4
    ALARM = 5


@dataclass(frozen=True, slots=True)
class TypedHouse:
    """The house as it was typed."""

    folder: Path
    name: str
    timezone: str
    emergency_number: str
    address: str = ""
    city: str = ""


@dataclass(frozen=True, slots=True)
class TypedAdministrator:
    """The first administrator as they were typed."""

    given: str
    family: str
    login: str
    title: str
    passphrase: str
    again: str


@dataclass(frozen=True, slots=True)
class TypedResident:
    """A resident as they were typed; `born` is ISO 8601 or empty."""

    given: str
    family: str
    called: str
    room: str
    born: str = ""

    @property
    def full_name(self) -> str:
        """Given and family name."""
        return f"{self.given} {self.family}"


@dataclass(slots=True)
class _Typed:
    house: TypedHouse | None = None
    administrator: TypedAdministrator | None = None
    residents: list[TypedResident] = field(default_factory=list)
    kiosk_resident: str = ""


class FirstRunModel(QObject):
    """Goes on only when a step is right. Once the facility is made there is no way back.

    Attributes:
        step: which one is shown.
        problem: why it did not go on, in words, or empty.
        is_busy: something is being made or sent.
        code: the recovery code, until it was written down.
        needs_key_passphrase: whether a person has to keep the key.
        heard: whether the alarm could be played; None before it was tried.
        sent: what became of the test message, in words, or empty.
    """

    changed = Signal()
    finished = Signal()

    def __init__(
        self,
        founder: Founder,
        chime: Chime,
        spawner: Spawner,
        language: Language,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._founder = founder
        self._chime = chime
        self._spawner = spawner
        self._language = language
        self._typed = _Typed()
        self.step = Step.HOUSE
        self.problem = self.sent = self.code = ""
        self.is_busy = self.is_sent = False
        self.needs_key_passphrase = not founder.key_keeper
        self.heard: bool | None = None
        self.key_passphrase = ""

    @property
    def key_keeper(self) -> str:
        """What keeps the key without asking anybody; "" for a person."""
        return "" if self.needs_key_passphrase else self._founder.key_keeper

    @property
    def folder(self) -> Path | None:
        """Where the facility is, or is to be."""
        return self._typed.house.folder if self._typed.house else None

    @property
    def house_name(self) -> str:
        """What the facility is called."""
        return _plain(self._typed.house.name) if self._typed.house else ""

    @property
    def residents(self) -> tuple[TypedResident, ...]:
        """Residents so far."""
        return tuple(self._typed.residents)

    def back(self) -> None:
        """Look at the step before."""
        if Step.HOUSE < self.step <= Step.KEY and not self.is_busy:
            self._go(Step(self.step - 1))

    def take_house(self, typed: TypedHouse) -> None:
        """Go on with a house."""
        house = HouseRow(
            name=_plain(typed.name),
            timezone=typed.timezone,
            emergency_number=_plain(typed.emergency_number),
            address=_plain(typed.address),
            city=_plain(typed.city),
        )
        try:
            self._founder.check_house(typed.folder, house)
        except LiloError as error:
            self._refuse(str(error))
            return
        self._typed.house = typed
        self._go(Step.ADMINISTRATOR)

    def take_administrator(self, typed: TypedAdministrator) -> None:
        """Go on with the first administrator."""
        words, house = self._language.words, self._typed.house
        if not all(map(_plain, (typed.given, typed.family, typed.login))):
            self._refuse(words.first_run.names_missing)
        elif typed.passphrase != typed.again:
            self._refuse(words.sign_in.not_the_same)
        else:
            try:
                self._founder.check_administrator(
                    house.name if house else "", _staff_row(typed), typed.passphrase
                )
            except LiloError as error:
                self._refuse(str(error))
                return
            self._typed.administrator = typed
            self._go(Step.RESIDENTS)

    def add_resident(self, typed: TypedResident) -> bool:
        """Put a resident on the list; return whether they are on it."""
        words = self._language.words.first_run
        clean = TypedResident(
            *map(_plain, (typed.given, typed.family, typed.called, typed.room, typed.born))
        )
        if not (clean.given and clean.family and clean.room):
            self._refuse(words.resident_missing)
        elif any(clean.full_name == known.full_name for known in self._typed.residents):
            self._refuse(words.resident_known)
        elif clean.born and _day(clean.born) is None:
            self._refuse(words.born_wrong)
        else:
            self._typed.residents.append(clean)
            self.problem = ""
            self.changed.emit()
            return True
        return False

    def remove_resident(self, at: int) -> None:
        """Take one off the list."""
        if 0 <= at < len(self._typed.residents):
            gone = self._typed.residents.pop(at)
            if gone.full_name == self._typed.kiosk_resident:
                self._typed.kiosk_resident = ""
            self.changed.emit()

    def take_residents(self, kiosk_resident: str) -> None:
        """Go on with the residents that are on the list.

        Args:
            kiosk_resident: full name of whose room this computer stands in, or empty.
        """
        if not self._typed.residents:
            self._refuse(self._language.words.first_run.nobody_yet)
            return
        self._typed.kiosk_resident = kiosk_resident
        self._go(Step.KEY)

    def found(self, key_passphrase: str = "", again: str = "") -> None:
        """Make the facility."""
        words = self._language.words
        if self.needs_key_passphrase:
            if len(key_passphrase) < SHORTEST_KEY_PASSPHRASE:
                self._refuse(words.first_run.key_short)
                return
            if key_passphrase != again:
                self._refuse(words.sign_in.not_the_same)
                return
        new = self._new(key_passphrase if self.needs_key_passphrase else "")
        if new is None or self.is_busy:
            return
        self.is_busy, self.problem = True, ""
        self.changed.emit()

        async def making() -> None:
            code = await asyncio.to_thread(self._founder.found, new)
            self.is_busy, self.code = False, code
            self.key_passphrase = new.key_passphrase
            self._go(Step.CODE)

        self._spawner.spawn(making(), self._not_made)

    def code_is_kept(self) -> None:
        """Go on once the code was written down; it is not shown again."""
        self.code = ""
        self._go(Step.ALARM)

    def play_alarm(self) -> None:
        """Play the gravest signal once."""
        self.heard = self._chime.ring(Sound.HIGH)
        self.changed.emit()

    def send_test(self, name: str, address: str, role: Recipient) -> None:
        """Send a test to a target, and keep the target when it was accepted."""
        words, folder = self._language.words.first_run, self.folder
        target = NewTarget(_plain(name), address.strip(), role)
        if not (target.name and target.address) or folder is None or self.is_busy:
            self._refuse(words.target_missing)
            return
        self.is_busy, self.problem, self.sent, self.is_sent = True, "", "", False
        self.changed.emit()

        async def sending() -> None:
            await asyncio.to_thread(
                self._founder.send_test, target, words.test_title, words.test_body
            )
            await asyncio.to_thread(self._founder.keep_target, folder, target)
            self.is_busy, self.is_sent = False, True
            self.sent = words.test_sent.format(name=target.name)
            self.changed.emit()

        self._spawner.spawn(sending(), self._not_sent)

    def finish(self) -> None:
        """Open the staff window."""
        if self.step is Step.ALARM and not self.is_busy:
            self._chime.hush()
            self.finished.emit()

    def _new(self, key_passphrase: str) -> NewFacility | None:
        typed = self._typed
        house, administrator = typed.house, typed.administrator
        if house is None or administrator is None:
            return None
        try:
            enrolment = Enrolment(
                facility=HouseRow(
                    name=_plain(house.name),
                    timezone=house.timezone,
                    emergency_number=_plain(house.emergency_number),
                    address=_plain(house.address),
                    city=_plain(house.city),
                ),
                staff=(_staff_row(administrator),),
                residents=tuple(_resident_row(at, one) for at, one in enumerate(typed.residents)),
            )
        except ValidationError:
            self._refuse(self._language.words.problem.unexpected)
            return None
        return NewFacility(
            house.folder,
            enrolment,
            administrator.passphrase,
            key_passphrase,
            typed.kiosk_resident,
            self._language.name,
        )

    def _go(self, step: Step) -> None:
        self.step, self.problem = step, ""
        self.changed.emit()

    def _refuse(self, why: str) -> None:
        self.problem = why
        self.changed.emit()

    def _not_made(self, error: Exception) -> None:
        self.is_busy = False
        # A keyring that is there and locked keeps nothing: then a person has to.
        self.needs_key_passphrase = True
        self._refuse(self._told(error))

    def _not_sent(self, error: Exception) -> None:
        self.is_busy = False
        self._refuse(self._told(error))

    def _told(self, error: Exception) -> str:
        return (
            str(error) if isinstance(error, LiloError) else self._language.words.problem.unexpected
        )


def _staff_row(typed: TypedAdministrator) -> StaffRow:
    return StaffRow(
        id=_plain(typed.login),
        given_name=_plain(typed.given),
        family_name=_plain(typed.family),
        role=Role.ADMINISTRATOR,
        title=_plain(typed.title),
        on_shift=True,
    )


def _resident_row(at: int, typed: TypedResident) -> ResidentRow:
    return ResidentRow(
        id=f"resident-{at + 1}",
        given_name=typed.given,
        family_name=typed.family,
        preferred_name=typed.called or typed.given,
        born=_day(typed.born),
        room=typed.room,
    )


def _plain(text: str) -> str:
    return " ".join(text.split())


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
