"""How residents like their kiosk."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Double, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base, Id, Moment


class PreferenceRow(Base):
    """What one resident has chosen last."""

    __tablename__ = "preferences"

    resident_id: Mapped[UUID] = mapped_column(Id, ForeignKey("residents.id"), primary_key=True)
    text_scale: Mapped[float] = mapped_column(Double)
    colours: Mapped[str] = mapped_column(Text)
    keys: Mapped[str] = mapped_column(Text)
    changed_at: Mapped[datetime] = mapped_column(Moment)
