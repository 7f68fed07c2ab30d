"""Makes sure that the audit log goes on with the key it was begun with."""

from sqlalchemy import Engine, insert, select

from storage.connection import WRITES
from storage.errors import WrongKeyError
from storage.key_check import fits, note_of
from storage.tables import MarkRow

_MARK = "audit_key"


def recognise_audit_key(engine: Engine, key: bytes) -> None:
    """Compare the key with the one noted in the database, or note it the first time.

    Raises:
        WrongKeyError: the log was begun with another key; entries sealed with this one would
            look forged.
    """
    note = select(MarkRow.value).where(MarkRow.name == _MARK)
    with engine.connect() as connection:
        noted = connection.scalar(note)
    if noted is None:
        with engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
            # Asked again: another process may have been first.
            noted = connection.scalar(note)
            if noted is None:
                noted = note_of(key)
                connection.execute(insert(MarkRow).values(name=_MARK, value=noted))
    if not fits(key, noted):
        raise WrongKeyError(
            f"The audit log in {engine.url.database} was begun with another audit key.",
            "Give back the audit key that belongs to this facility. Nothing was changed.",
        )
