"""Passages and their vectors. Triggers keep the full-text index `passage_words` in step."""

from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, Text
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base, Id, Words


class PassageRow(Base):
    """A passage.

    Attributes:
        sequence: order of being added; also its row in the full-text index.
        scope: stream and owner in one word, which the full-text index holds too, so that a
            search for one resident does not have to rank everybody's passages.
    """

    __tablename__ = "passages"
    __table_args__ = (Index(None, "scope", "sequence"),)

    sequence: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(Id, unique=True)
    scope: Mapped[str] = mapped_column(Text)
    stream: Mapped[str] = mapped_column(Text)
    owner: Mapped[UUID | None] = mapped_column(Id, ForeignKey("residents.id"))
    title: Mapped[str] = mapped_column(Words)
    text: Mapped[str] = mapped_column(Words)
    retelling: Mapped[list[str]] = mapped_column(JSON)
    sensitivity: Mapped[str] = mapped_column(Text)
    people: Mapped[list[str]] = mapped_column(JSON)
    places: Mapped[list[str]] = mapped_column(JSON)
    facts: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))


class PassageVectorRow(Base):
    """What indexes need of a passage; apart, so that reading texts does not read vectors.

    There are two of a passage while one embedding model takes over from another.

    Attributes:
        fingerprint: names the model that made the vector.
        vector: float32, little-endian.
        terms: its words without their endings, as `app.recall.terms.TERM`s.
    """

    __tablename__ = "passage_vectors"

    passage_id: Mapped[UUID] = mapped_column(
        Id, ForeignKey("passages.id", ondelete="CASCADE"), primary_key=True
    )
    fingerprint: Mapped[str] = mapped_column(Text, primary_key=True)
    vector: Mapped[bytes] = mapped_column(LargeBinary)
    terms: Mapped[bytes] = mapped_column(LargeBinary, server_default=sql("x''"))


class PassageTimeRow(Base):
    """When a passage is of, where its facts say so; kept by triggers, to search a span of time."""

    __tablename__ = "passage_times"
    __table_args__ = (Index(None, "scope", "at"),)

    passage_id: Mapped[UUID] = mapped_column(
        Id, ForeignKey("passages.id", ondelete="CASCADE"), primary_key=True
    )
    scope: Mapped[str] = mapped_column(Text)
    at: Mapped[str] = mapped_column(Text)


class PassageVersionRow(Base):
    """A number for each scope that triggers raise with every write to its passages or vectors.

    Vectors of a model that is not searched yet, or no longer, do not count.
    """

    __tablename__ = "passage_versions"

    scope: Mapped[str] = mapped_column(Text, primary_key=True)
    version: Mapped[int]


class RecallModelRow(Base):
    """An embedding model whose vectors are searched, or that is reading everything to be.

    Attributes:
        folder: where it was loaded from; "" for the one that ships with Lilo.
    """

    __tablename__ = "recall_models"

    fingerprint: Mapped[str] = mapped_column(Text, primary_key=True)
    folder: Mapped[str] = mapped_column(Text)
    is_serving: Mapped[bool]
