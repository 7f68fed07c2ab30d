"""Triggers that keep evidence: rows are only added, and deleted only under a permit.

A new table of evidence calls `protect` in its revision. Revisions that are released are never
edited, so what this writes may only ever be added to.
"""

from collections.abc import Callable

PERMIT = (
    "EXISTS (SELECT 1 FROM evidence_permits AS permit WHERE permit.table_name = '{table}' "
    "AND permit.resident_id IS {owner} AND (permit.before IS NULL OR {moment} < permit.before))"
)


def protect(
    execute: Callable[[str], object],
    table: str,
    *,
    owner: str = "old.resident_id",
    moment: str = "old.at",
) -> None:
    """Refuse changes to a table, and deleting without a permit.

    Args:
        execute: `op.execute`.
        owner: whose a row is, in SQL; `NULL` for nobody's.
        moment: when it is of, as ISO 8601 text.
    """
    permit = PERMIT.format(table=table, owner=owner, moment=moment)
    for change, unless in (("update", "0"), ("delete", permit)):
        execute(f"DROP TRIGGER IF EXISTS {table}_refuse_{change}")
        execute(
            f"CREATE TRIGGER {table}_refuse_{change} BEFORE {change.upper()} ON {table} "
            f"WHEN NOT {unless} "
            f"BEGIN SELECT RAISE(ABORT, '{table} are evidence and are only ever added'); END"
        )
