"""Run by alembic for each upgrade; `storage.migrate` hands in the connection."""

from alembic import context

from storage.tables import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    # The caller's transaction holds everything: an upgrade happens whole or not at all.
    transactional_ddl=True,
)
context.run_migrations()
