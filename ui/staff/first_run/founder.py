"""What the first start needs of whoever makes facilities, as a port."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from app.alerts import Recipient
from app.enrolment_file import Enrolment, HouseRow, StaffRow


@dataclass(frozen=True, slots=True)
class NewFacility:
    """Everything that was typed.

    Attributes:
        folder: new or empty.
        passphrase: of the first administrator.
        key_passphrase: of the facility, where no keyring keeps its key; else empty.
        kiosk_resident: full name of whose room this computer stands in, or empty.
        language: of the staff window.
    """

    folder: Path
    enrolment: Enrolment
    passphrase: str
    key_passphrase: str = ""
    kiosk_resident: str = ""
    language: str = "en"


@dataclass(frozen=True, slots=True)
class NewTarget:
    """Where messages outside the building go first.

    Attributes:
        address: as Apprise reads it; a secret.
    """

    name: str
    address: str
    role: Recipient


class Founder(Protocol):
    """Makes a facility, as `lilo facility create` does."""

    @property
    def key_keeper(self) -> str:
        """What keeps a new facility's key without asking anybody; "" where a person must."""

    def check_house(self, folder: Path, house: HouseRow) -> None:
        """Refuse a folder or a house that cannot be used.

        Raises:
            LiloError: says what is wrong with it.
        """

    def check_administrator(self, house: str, who: StaffRow, passphrase: str) -> None:
        """Refuse a passphrase that cannot be one.

        Raises:
            LiloError: says what is wrong with it.
        """

    def found(self, new: NewFacility) -> str:
        """Make the facility and return its recovery code. Blocking, for some seconds.

        Raises:
            LiloError: it cannot be made; what was begun is gone again.
        """

    def send_test(self, target: NewTarget, title: str, body: str) -> None:
        """Send a message that says that it is a test. Blocking.

        Raises:
            LiloError: it was not accepted.
        """

    def keep_target(self, folder: Path, target: NewTarget) -> None:
        """Keep a target in the facility's settings, its address in a file of its own. Blocking.

        Raises:
            LiloError: the settings would not take it.
        """
