"""Looking whether the database is whole, for `lilo doctor`."""

from collections.abc import Iterator

from sqlalchemy import Connection, select, text
from sqlalchemy.orm import Session

from app.alerts.alert import AlertError, alert_from
from storage.errors import DamagedDatabaseError
from storage.repositories import SqlAlertRepository
from storage.tables import AlertHeadRow

_SHOWN = 20


def problems_in(connection: Connection) -> tuple[str, ...]:
    """Return what is wrong, in words; empty when all is well. Only reads."""
    problems = [*_damaged_pages(connection), *_broken_structure(connection)]
    if problems:
        return tuple(problems)  # Nothing that builds upon damaged pages can be trusted.
    return (
        *_dangling_references(connection),
        *_keyword_index(connection),
        *_alert_heads(connection),
    )


def _damaged_pages(connection: Connection) -> Iterator[str]:
    # Every page carries a MAC made with the key, so any flipped bit shows.
    for (finding,) in connection.exec_driver_sql("PRAGMA cipher_integrity_check"):
        yield f"The file was altered or damaged: {finding}."


def _broken_structure(connection: Connection) -> Iterator[str]:
    try:
        findings = connection.exec_driver_sql(f"PRAGMA integrity_check({_SHOWN})").scalars().all()
    except DamagedDatabaseError as error:
        yield error.message
        return
    yield from (f"The database is damaged: {found}." for found in findings if found != "ok")


def _dangling_references(connection: Connection) -> Iterator[str]:
    found = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchmany(_SHOWN)
    for table, _, target, _ in found:
        yield f"A row of {table} refers to something that {target} does not have."


def _keyword_index(connection: Connection) -> Iterator[str]:
    indexed, kept = connection.execute(
        text("SELECT (SELECT count(*) FROM passage_words_docsize), (SELECT count(*) FROM passages)")
    ).one()
    if indexed != kept:
        yield f"The keyword index knows {indexed} passages, but {kept} are kept."


def _alert_heads(connection: Connection) -> Iterator[str]:
    with Session(connection) as session:
        alerts = SqlAlertRepository(session)
        heads = {head.alert_id: head for head in session.scalars(select(AlertHeadRow))}
        for alert_id in alerts.all_ids():
            head = heads.pop(alert_id, None)
            try:
                alert = alert_from(alerts.events_of(alert_id))
            except AlertError as error:
                yield f"Alert {alert_id}: {error.message}"
                continue
            if head is None or (head.is_open, head.resolved_at) != (
                alert.is_open,
                alert.resolved_at,
            ):
                yield f"Alert {alert_id} stands elsewhere than its events say."
        yield from (f"Alert {alert_id} has no events." for alert_id in heads)
