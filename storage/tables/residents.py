"""Residents."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Date, Text
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base, Id, Words


class ResidentRow(Base):
    """A resident; family and risk factors are only ever read together with them."""

    __tablename__ = "residents"

    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    given_name: Mapped[str] = mapped_column(Words)
    family_name: Mapped[str] = mapped_column(Words)
    preferred_name: Mapped[str] = mapped_column(Words)
    room: Mapped[str] = mapped_column(Words)
    wing: Mapped[str] = mapped_column(Words)
    born: Mapped[date | None] = mapped_column(Date)
    language: Mapped[str] = mapped_column(Text)
    background: Mapped[str] = mapped_column(Words)
    family: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    risk_factors: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
