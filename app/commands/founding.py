"""Making a facility for the first start of the staff window, as `lilo facility create` does."""

import os
import shutil
from pathlib import Path

import yaml
from pydantic import ValidationError

from app.alerts.notification import NotificationError
from app.enrolment import EnrolmentError, create_facility, house_settings
from app.enrolment_file import HouseRow, StaffRow
from app.errors import LiloError
from app.identity import StaffMember
from app.ids import StaffId, new_uuid
from app.notification_settings import TargetSettings
from app.outward import AppriseChannel
from app.wiring.identity import secret_policy
from resources import RESOURCES
from storage.keys import key_keeper
from ui.staff.first_run.founder import NewFacility, NewTarget

_PRIVATE = 0o600


class TargetError(LiloError):
    """A first target for messages cannot be kept."""

    code = "command.target"


class CommandFounder:
    """Implements `ui.staff.first_run.founder.Founder`."""

    def __init__(self) -> None:
        self._channel = AppriseChannel()

    @property
    def key_keeper(self) -> str:
        """What keeps a new facility's key without asking anybody; "" where a person must."""
        return key_keeper(os.environ)

    def check_house(self, folder: Path, house: HouseRow) -> None:
        """Refuse a folder or a house that cannot be used; see the port."""
        if not folder.is_absolute():
            raise EnrolmentError("The folder needs its whole path.", "Choose it with the button.")
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise EnrolmentError(f"The folder {folder} is not empty.", "Give a new folder.")
        house_settings(house)

    def check_administrator(self, house: str, who: StaffRow, passphrase: str) -> None:
        """Refuse a passphrase that cannot be one; see the port."""
        member = StaffMember(StaffId(new_uuid()), who.id, who.given_name, who.family_name, who.role)
        secret_policy(house).check(passphrase, member)

    def found(self, new: NewFacility) -> str:
        """Make the facility and return its recovery code; see the port."""
        was_there = new.folder.exists()

        def ask(_choosing: bool) -> str | None:
            return new.key_passphrase or None

        try:
            code = create_facility(
                new.folder,
                new.enrolment,
                lambda _login: new.passphrase,
                ask,
                knowledge=RESOURCES / "knowledge",
                kiosk_resident=new.kiosk_resident,
            )
        except BaseException:
            # It was new or empty: what is in it was begun here, and must not stand in the way.
            _empty(new.folder, keep=was_there)
            raise
        if new.language != "en":
            chosen = {"staff": {"language": new.language}}
            (new.folder / "config" / "staff.yaml").write_text(yaml.safe_dump(chosen), "utf-8")
        return code

    def send_test(self, target: NewTarget, title: str, body: str) -> None:
        """Send a message that says that it is a test; see the port."""
        try:
            self._channel.send(target.address, title, body)
        except NotificationError as error:
            raise TargetError(
                f"The message was not accepted ({error.fault}).",
                "Check the address and the network, and try again.",
            ) from None

    def keep_target(self, folder: Path, target: NewTarget) -> None:
        """Keep a target in the facility's settings; see the port."""
        config = folder / "config"
        file = config / "first-target.url"
        kept = {"name": target.name, "roles": [target.role.value], "url_file": str(file.resolve())}
        try:
            TargetSettings.model_validate(kept)
        except ValidationError:
            raise TargetError(
                "The name of the target has signs that it cannot have.",
                "Use letters, digits and spaces.",
            ) from None
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, _PRIVATE)
        with os.fdopen(handle, "w", encoding="utf-8") as written:
            written.write(target.address)
        settings = {"notifications": {"targets": [kept]}}
        text = yaml.safe_dump(settings, allow_unicode=True, sort_keys=False)
        (config / "notifications.yaml").write_text(text, "utf-8")


def _empty(folder: Path, *, keep: bool) -> None:
    if not keep:
        shutil.rmtree(folder, ignore_errors=True)
        return
    for inside in folder.iterdir():
        if inside.is_dir() and not inside.is_symlink():
            shutil.rmtree(inside, ignore_errors=True)
        else:
            inside.unlink(missing_ok=True)
