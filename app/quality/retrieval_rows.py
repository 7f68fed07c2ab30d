"""Rows of a retrieval evaluation: what can be found, and what should be."""

from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict, Field


class CorpusRow(BaseModel):
    """A document."""

    model_config = ConfigDict(extra="allow", frozen=True, coerce_numbers_to_str=True)

    id: str = Field(min_length=1)
    text: str
    title: str = ""


class QueryRow(BaseModel):
    """A question with the documents that answer it."""

    model_config = ConfigDict(extra="allow", frozen=True, coerce_numbers_to_str=True)

    text: str
    gold: Sequence[str] = Field(min_length=1)
