"""Slots and times as small JSON files."""

import json
from dataclasses import asdict, replace
from datetime import UTC
from pathlib import Path
from typing import Any

from pydantic import AwareDatetime, BaseModel, ConfigDict, TypeAdapter, ValidationError

from app.bundles.errors import StoreError
from app.bundles.slots import Move, SlotState
from app.bundles.time_known import TimeKnown

_SLOTS = TypeAdapter(SlotState)


class _Times(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    seen: AwareDatetime | None = None
    released: AwareDatetime | None = None


def slots_written(state: SlotState) -> bytes:
    """Return slots as they are kept."""
    return (json.dumps(asdict(state), indent=1) + "\n").encode()


def read_slots(path: Path) -> SlotState:
    """Return the slots that a file holds; without a file, those of what ships.

    Raises:
        StoreError: the file is damaged.
        OSError: it cannot be read.
    """
    try:
        raw = path.read_bytes()
        state = _SLOTS.validate_json(raw)
    except FileNotFoundError:
        return SlotState()
    except ValidationError as error:
        raise StoreError(
            f"{path} is damaged; what ships with Lilo is used in its place.",
            "Delete the file and install the bundle again.",
        ) from error
    if (state.active and state.in_use is None) or (state.previous and state.before is None):
        raise StoreError(f"{path} names a slot that is empty.", "Delete it and install again.")
    return _with_earlier_notes(state, raw)


def _with_earlier_notes(state: SlotState, raw: bytes) -> SlotState:
    """Take over what an earlier Lilo noted: that the audit log has not heard of an installation."""
    if json.loads(raw).get("recorded", True) or state.in_use is None:
        return state
    return replace(state, unheard=(Move("installed", state.before, state.in_use),))


def times_written(known: TimeKnown) -> bytes:
    """Return what is known of the time as it is kept."""
    shown: dict[str, Any] = {
        name: moment.astimezone(UTC).isoformat()
        for name, moment in (("seen", known.seen), ("released", known.released))
        if moment is not None
    }
    return (json.dumps(shown) + "\n").encode()


def read_times(path: Path) -> TimeKnown:
    """Return what is known of the time; a damaged file says no more than none.

    Raises:
        OSError: it cannot be read.
    """
    try:
        times = _Times.model_validate_json(path.read_bytes())
    except (FileNotFoundError, ValidationError):
        return TimeKnown()
    return TimeKnown(times.seen, times.released)
