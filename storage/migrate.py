"""Bringing the tables up to date at start. The caller holds the database's lock."""

from collections.abc import Callable

from sqlalchemy import Connection, Engine, text

from storage.connection import WRITES, outside_transactions
from storage.errors import DamagedDatabaseError, NewerDatabaseError
from storage.migrations import HEAD


def revision_of(connection: Connection) -> str | None:
    """Return the revision the tables are at, or None when there are none yet."""
    known = connection.scalar(
        text("SELECT count(*) FROM sqlite_master WHERE name = 'alembic_version'")
    )
    if not known:
        return None
    revision = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return None if revision is None else str(revision)


def bring_up_to_date(engine: Engine, before: Callable[[], None] = lambda: None) -> None:
    """Apply the revisions that are missing, all or none.

    Args:
        before: called before a database that holds data is changed; raising prevents it.

    Raises:
        NewerDatabaseError: the database knows a revision that this version does not.
    """
    with engine.connect() as connection:
        revision = revision_of(connection)
    if revision != HEAD:
        _upgrade(engine, revision, before)


def _upgrade(engine: Engine, revision: str | None, before: Callable[[], None]) -> None:
    # Alembic is needed on few starts and takes long to load.
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", "storage:migrations")
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if revision is not None and revision not in known:
        raise NewerDatabaseError(
            f"The database belongs to a later version of Lilo (revision {revision}; "
            f"this version knows up to {HEAD}).",
            "Install that version again, or restore a backup made by this one. "
            "Nothing was changed.",
        )
    if revision is not None:
        before()
    with engine.connect().execution_options(**{WRITES: True}) as connection:
        # Rebuilding a table would otherwise delete what refers to it.
        outside_transactions(connection, "PRAGMA foreign_keys = OFF")
        try:
            with connection.begin():
                config.attributes["connection"] = connection
                command.upgrade(config, "head")
                _check_references(connection)
        finally:
            outside_transactions(connection, "PRAGMA foreign_keys = ON")


def _check_references(connection: Connection) -> None:
    if connection.execute(text("PRAGMA foreign_key_check")).first() is not None:
        raise DamagedDatabaseError(
            f"The database at {connection.engine.url.database} has references that lead nowhere.",
            "Nothing was changed. Restore the latest backup.",
        )
