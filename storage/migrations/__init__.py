"""Changes to the tables, in order.

To change the tables: alter `storage.tables`, add `versions/rNNNN_what_for.py` with the next
revision, set `HEAD` to it, and run tests/integration/storage/test_migrations.py, which compares
the two. Revisions that were released are never edited.
"""

HEAD = "0019"
"""The revision this version of Lilo works with. Kept here so that a start with nothing to migrate
does not have to load alembic."""
