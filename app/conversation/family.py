"""Messages to the family: the resident's own words, shown first, sent after a yes."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol, Self

import structlog
import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from app.conversation.day_words import words_of
from app.conversation.history import Message
from app.conversation.slots_in import only
from app.conversation.wording import WordingError
from app.identity import Resident
from app.plain_yaml import read_yaml
from app.runtime import Lane

_log = structlog.get_logger(__name__)

TELL_FAMILY = "tell_family"
"""What a yes to Lilo's offer does, as records name it."""

WRITE_FAMILY = "write_family"
"""Lilo asked what the family should be told: the next words are the message."""

PATIENCE_S = 1.5
"""How long the database may take before Lilo says that nothing was sent."""


class FamilyWay(StrEnum):
    """Whether a message to the family can go out."""

    OPEN = "open"
    NO_CONSENT = "no_consent"
    """There is an address, and nobody has agreed that Lilo may use it."""
    NONE = "none"
    """The facility has named no address for families."""


class _Words(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class CardWords(_Words):
    """The card with the message, before it is sent."""

    title: str = Field(min_length=1)
    line: str = Field(min_length=1)
    send: str = Field(min_length=1)
    keep: str = Field(min_length=1)


class SaysWords(_Words):
    """What a touch on the card means, in words."""

    send: str = Field(min_length=1)
    keep: str = Field(min_length=1)


class OutgoingWords(_Words):
    """The message that goes out."""

    title: str = Field(min_length=1)
    body: str = Field(min_length=1)


class FamilyWords(_Words):
    """The words of one language; see resources/i18n/en/family.yaml."""

    relatives: frozenset[str] = frozenset()
    card: CardWords
    says: SaysWords
    message: OutgoingWords

    @model_validator(mode="after")
    def _fillable(self) -> Self:
        only(self.card.title, ())
        only(self.card.line, {"words"})
        only(self.message.title, {"name"})
        only(self.message.body, {"name", "words"})
        return self

    def speaks_of_family(self, text: str, resident: Resident) -> bool:
        """Whether a wish is about the resident's family, by names and relations."""
        said = set(words_of(text))
        named = {
            word
            for member in resident.family
            for word in (*words_of(member.name), *words_of(member.relation))
        }
        return bool(said & (named | self.relatives))


@dataclass(frozen=True, slots=True)
class FamilyDraft:
    """A message as the resident sees it before it goes; nothing has been sent.

    Attributes:
        words: the resident's own, as they were said.
    """

    words: str
    card: CardWords
    says: SaysWords


class FamilyUnit(Protocol):
    """A unit of work that a message to the family is kept in."""


class FamilyOutbox(Protocol):
    """Where messages to the family go out from; called inside a unit of work."""

    def way(self, unit: FamilyUnit, resident: Resident) -> FamilyWay:
        """Return whether a message can go out."""

    def enqueue(
        self, unit: FamilyUnit, resident: Resident, wish: Message, words: OutgoingWords
    ) -> bool:
        """Keep a message for every address of families; return False where none may be sent."""


@dataclass(frozen=True, slots=True)
class FamilyMessenger:
    """Sends what a resident wishes, after a yes, and only while somebody has consented.

    Consent is asked twice: before anything is offered, and in the transaction that sends.

    Attributes:
        words: of the message, in the resident's language.
        on_kept: told after a message was kept, so that it goes out at once.
    """

    outbox: FamilyOutbox
    units: Callable[[], AbstractContextManager[FamilyUnit]]
    reading: Callable[[], AbstractContextManager[FamilyUnit]]
    lane: Lane
    words: FamilyWords
    on_kept: Callable[[], None] = lambda: None

    async def way(self, resident: Resident, wish: str, *, is_asked: bool = False) -> FamilyWay:
        """Return whether a wish is for the family and can go out to them. Never raises.

        Args:
            is_asked: Lilo asked for a message, so that these words are one.
        """
        if not is_asked and not self.words.speaks_of_family(wish, resident):
            return FamilyWay.NONE

        def job() -> FamilyWay:
            with self.reading() as unit:
                return self.outbox.way(unit, resident)

        try:
            return await asyncio.wait_for(self.lane.run(job), PATIENCE_S)
        except Exception:
            # Not known is not allowed.
            _log.exception("family_consent_not_read")
            return FamilyWay.NONE

    async def send(self, resident: Resident, wish: Message) -> bool:
        """Send it; return whether it is kept for sending. Never raises."""

        def job() -> bool:
            with self.units() as unit:
                return self.outbox.enqueue(unit, resident, wish, self.words.message)

        try:
            is_kept = await asyncio.wait_for(self.lane.run(job), PATIENCE_S)
        except Exception:
            _log.exception("family_message_not_kept")
            return False
        if is_kept:
            self.on_kept()
        return is_kept

    def draft(self, words: str) -> FamilyDraft:
        """Return the message as the resident sees it before it goes."""
        return FamilyDraft(words, self.words.card, self.words.says)


def load_family_words(path: Path) -> FamilyWords:
    """Read the words of a language.

    Raises:
        WordingError: the file is missing or wrong.
    """
    try:
        return FamilyWords.model_validate(read_yaml(path.read_text("utf-8")))
    except (OSError, UnicodeDecodeError, yaml.YAMLError, ValidationError) as error:
        raise WordingError(
            f"The words of messages to the family in {path} cannot be used: {error}",
            "Restore the file from the installation.",
        ) from error
