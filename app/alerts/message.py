"""What a message about an alarm says: as little as the facility allows. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from string import Formatter
from typing import Self

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

from app.alerts.alert import Alert, AlertCause, AlertError, AlertEvent, AlertEventKind, AlertSource
from app.identity.residents import Resident
from app.notification_settings import Disclosure
from app.plain_yaml import read_yaml
from app.safety import DangerKind, Level

MOST_WORDS = 300
"""Characters of a resident's words in a message; a text message holds about half of it."""

_SLOTS = {
    "place": {"room"},
    "place_named": {"room", "name"},
    "place_unknown": set[str](),
    "title": {"place", "level"},
    "first": {"place", "level"},
    "again": {"place", "level"},
    "escalated": {"place", "level"},
    "kind": {"kind"},
    "said": {"words"},
}
_LEVELS = (Level.ELEVATED, Level.URGENT, Level.IMMEDIATE)


class MessageWordsError(AlertError):
    """The file with the words of messages is missing or wrong."""

    code = "alert.message_words"


@dataclass(frozen=True, slots=True)
class Message:
    """What is sent."""

    title: str = field(repr=False)
    body: str = field(repr=False)


class MessageWords(BaseModel):
    """The words of one language; see resources/i18n/en/notifications.yaml."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    place: str
    place_named: str
    place_unknown: str
    levels: Mapping[str, str]
    title: str
    first: str
    again: str
    escalated: str
    kind: str
    said: str
    call: str
    kinds: Mapping[DangerKind, str]
    other: str

    @model_validator(mode="after")
    def _complete(self) -> Self:
        for name, slots in _SLOTS.items():
            line = getattr(self, name)
            if {slot for _, slot, _, _ in Formatter().parse(line) if slot is not None} != slots:
                raise ValueError(f"'{name}' must hold {sorted(slots)} in braces and nothing else")
        if set(self.levels) != {level.label for level in _LEVELS}:
            raise ValueError("'levels' must name elevated, urgent and immediate")
        if set(self.kinds) != set(DangerKind):
            raise ValueError("'kinds' must name every kind of danger")
        return self


@dataclass(frozen=True, slots=True)
class MessageWriter:
    """Writes messages.

    Attributes:
        disclose: how much they say.
        name_residents: whether they name the resident.
    """

    words: MessageWords
    disclose: Disclosure = "room"
    name_residents: bool = False

    @property
    def tells_words(self) -> bool:
        """Whether messages hold what residents said."""
        return self.disclose == "room_kind_and_words"

    def write(self, alert: Alert, event: AlertEvent, resident: Resident | None) -> Message:
        """Return what is said of the alert as it stands after the event."""
        words = self.words
        level = words.levels[max(alert.cause.level, Level.ELEVATED).label]
        place = self._place(resident)
        parts = [self._opening(event.kind).format(place=place, level=level)]
        if self.disclose != "room":
            parts.append(words.kind.format(kind=self._kind(alert.cause)))
        if self.tells_words and alert.cause.words:
            parts.append(words.said.format(words=_shortened(alert.cause.words)))
        return Message(words.title.format(place=place, level=level), "\n".join(parts))

    def _place(self, resident: Resident | None) -> str:
        if resident is None or not resident.room:
            return self.words.place_unknown
        if self.name_residents:
            return self.words.place_named.format(room=resident.room, name=resident.full_name)
        return self.words.place.format(room=resident.room)

    def _opening(self, kind: AlertEventKind) -> str:
        match kind:
            case AlertEventKind.RAISED:
                return self.words.first
            case AlertEventKind.ESCALATED:
                return self.words.escalated
            case _:
                return self.words.again

    def _kind(self, cause: AlertCause) -> str:
        if cause.source is AlertSource.CALL_BUTTON:
            return self.words.call
        return self.words.kinds[cause.kind] if cause.kind else self.words.other


def load_message_words(path: Path) -> MessageWords:
    """Read the words of messages.

    Raises:
        MessageWordsError: the file is missing or wrong.
    """
    try:
        return MessageWords.model_validate(read_yaml(path.read_text("utf-8")))
    except (OSError, UnicodeDecodeError, yaml.YAMLError, ValidationError) as error:
        raise MessageWordsError(
            f"The words in {path} cannot be used: {error}",
            "Restore the file from the installation.",
        ) from error


def _shortened(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= MOST_WORDS else f"{line[: MOST_WORDS - 1]}…"
