"""Units of work: all or nothing, one at a time, and reading does not write."""

import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from app.audit import AuditAction, AuditDraft
from app.conversation.history import Message
from app.identity.residents import Resident
from storage import Database, FacilityKeys, ReadOnlyStorageError, RefusedChangeError, StorageError


def test_an_exception_undoes_the_whole_unit(
    home: Database, resident: Resident, message_from: Callable[..., Message]
) -> None:
    def fail() -> None:
        with home.unit() as unit:
            unit.messages.add(message_from(resident))
            raise KeyError("something unrelated")

    with pytest.raises(KeyError):
        fail()
    with home.reading() as unit:
        assert unit.messages.recent(resident.id, 9) == []


def test_the_fault_has_its_name_inside_the_unit_too(home: Database, resident: Resident) -> None:
    with home.unit() as unit, pytest.raises(RefusedChangeError):
        unit.residents.add(resident)


def test_errors_do_not_carry_what_was_said(
    home: Database, resident: Resident, message_from: Callable[..., Message]
) -> None:
    message = message_from(resident, "my secret sorrow")
    with home.unit() as unit:
        unit.messages.add(message)
    with pytest.raises(RefusedChangeError) as caught, home.unit() as unit:
        unit.messages.add(message)
    seen: BaseException | None = caught.value
    while seen is not None:
        assert "secret" not in f"{seen!s}{seen!r}"
        seen = seen.__cause__ or seen.__context__


def test_a_reading_unit_refuses_to_write_and_the_next_one_may(
    database: Database, resident: Resident
) -> None:
    with pytest.raises(ReadOnlyStorageError), database.reading() as unit:
        unit.residents.add(resident)
    with database.unit() as unit:
        unit.residents.add(resident)


def test_units_do_not_nest(database: Database) -> None:
    with database.unit(), pytest.raises(RuntimeError, match="inside another"), database.reading():
        pass


def test_threads_take_turns(database: Database, noon: datetime) -> None:
    def work() -> None:
        for _ in range(20):
            with database.unit() as unit:
                unit.audit.append(AuditDraft(AuditAction.TURN_TAKEN, "lilo"), noon)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.reading() as unit:
        assert unit.audit.count() == 80


def test_a_closed_database_says_so(tmp_path: Path) -> None:
    database = Database.open(tmp_path / "d" / "lilo.db", FacilityKeys.random())
    database.close()
    database.close()
    with pytest.raises(StorageError, match="closed"), database.reading():
        pass


def test_a_moment_without_a_time_zone_is_refused(
    home: Database, resident: Resident, message_from: Callable[..., Message]
) -> None:
    message = message_from(resident)
    object.__setattr__(message, "at", message.at.replace(tzinfo=None))
    with pytest.raises(Exception, match="time zone") as caught, home.unit() as unit:
        unit.messages.add(message)
    assert message.text not in str(caught.value)
