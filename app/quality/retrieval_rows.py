"""Rows of a retrieval evaluation: what can be found, and what should be."""

from collections.abc import Sequence

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field


class CorpusRow(BaseModel):
    """A document."""

    model_config = ConfigDict(extra="allow", frozen=True, coerce_numbers_to_str=True)

    id: str = Field(min_length=1)
    text: str
    title: str = ""


class TalkRow(BaseModel):
    """A turn of a conversation.

    Attributes:
        person: whose conversation it is.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(min_length=1)
    person: str
    at: AwareDatetime
    said: str
    answer: str


class QueryRow(BaseModel):
    """A question with the documents that answer it; of a conversation, with whose it is."""

    model_config = ConfigDict(extra="allow", frozen=True, coerce_numbers_to_str=True)

    text: str
    gold: Sequence[str] = Field(min_length=1)
    person: str = ""
