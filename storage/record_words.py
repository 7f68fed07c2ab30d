"""Words for a person's records: what kinds and columns are called, and how values are said."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime

from pydantic import BaseModel, ConfigDict

from app.plain_yaml import read_yaml
from resources import RESOURCES

_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d")
_NO_WORDS = re.compile(
    r"(?:\w+:)?(?:[0-9a-f]{16,}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})", re.IGNORECASE
)
_CODE = re.compile(r"[a-z]+(?:_[a-z]+)+")


class Section(BaseModel):
    """How one kind of record is told.

    Attributes:
        columns: words for each column that is told, in this order.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str
    columns: Mapping[str, str]


class RecordWords(BaseModel):
    """How all records of a person are told.

    Attributes:
        sections: by the name of the table, in the order in which they are told.
        only_in_json: tables that mean something to a program only.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    sections: Mapping[str, Section]
    only_in_json: Sequence[str]


def record_words() -> RecordWords:
    """Read the words that ship with Lilo."""
    path = RESOURCES / "records" / "sections.yaml"
    return RecordWords.model_validate(read_yaml(path.read_text("utf-8")))


def said(value: object) -> str:
    """Return a value as a person reads it; empty for ids, digests and what holds nothing."""
    if value is None or value == "" or value == [] or value == {}:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {said(one)}" for key, one in value.items() if said(one))
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ", ".join(filter(None, map(said, value)))
    if isinstance(value, float):
        return f"{value:.2f}"
    text = str(value)
    if _NO_WORDS.fullmatch(text):
        return ""
    if _MOMENT.match(text):
        return f"{datetime.fromisoformat(text):%Y-%m-%d %H:%M}"
    return text.replace("_", " ") if _CODE.fullmatch(text) else text


def picture_in(value: object) -> bytes | None:
    """Return the JPEG or PNG that a value holds as hexadecimal digits, or None."""
    if isinstance(value, str) and value.startswith(("ffd8ff", "89504e47")):
        try:
            return bytes.fromhex(value)
        except ValueError:
            return None
    return None
