"""The record of changes as JSON: it is what `--undo` goes by."""

import json
from dataclasses import asdict, dataclass

from pydantic import TypeAdapter, ValidationError

from app.kiosk_setup.changes import Record
from app.kiosk_setup.errors import KioskSetupError
from app.kiosk_setup.wishes import KioskWish

PATH = "/var/lib/lilo-setup/changes.json"


@dataclass(frozen=True, slots=True)
class Kept:
    """What was wanted last, and everything that was changed."""

    wish: KioskWish
    record: Record


_KEPT = TypeAdapter(Kept)


def kept_written(kept: Kept) -> str:
    """Return it as it is kept."""
    return json.dumps(asdict(kept), indent=1) + "\n"


def read_kept(text: str) -> Kept:
    """Read it.

    Raises:
        KioskSetupError: it is damaged.
    """
    try:
        return _KEPT.validate_json(text)
    except ValidationError as error:
        raise KioskSetupError(
            f"{PATH} is damaged, so what was changed is not known.",
            "Undo by hand what docs/install-it.md lists, delete the file, and run this again.",
        ) from error
