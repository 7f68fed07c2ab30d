"""What the database knows of itself."""

from sqlalchemy import LargeBinary, Text
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base


class MarkRow(Base):
    """A named note, such as the one that recognises the audit key."""

    __tablename__ = "marks"

    name: Mapped[str] = mapped_column(Text, primary_key=True)
    value: Mapped[bytes] = mapped_column(LargeBinary)
