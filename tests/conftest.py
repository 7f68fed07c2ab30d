"""What tests of every part need: a clock to set, a real encrypted database, and people."""

import gc
import os
import shutil
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
import structlog
from hypothesis import settings

import resources as resources_package
from app.identity import Credential, Resident, Role, StaffMember
from app.ids import ResidentId, StaffId, new_uuid
from app.runtime import ThreadLane
from storage import Database, FacilityKeys
from tests.fakes.clock import FakeClock
from tests.fakes.quick_hashes import use_quick_hashes

# Before any module of tests is imported: some hash a passphrase for all of their tests.
use_quick_hashes()

# Windows are drawn offscreen unless somebody wants to see them.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# The gate gives the same answer every time; `--hypothesis-profile=explore` looks further.
settings.register_profile("gate", deadline=None, derandomize=True, max_examples=100)
settings.register_profile("explore", deadline=None, max_examples=5000)
settings.load_profile("gate")


@pytest.fixture(scope="session")
def resources() -> Path:
    return Path(resources_package.__file__).parent


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def lane() -> Iterator[ThreadLane]:
    lane = ThreadLane("test")
    yield lane
    lane.close()


@pytest.fixture
def resident() -> Resident:
    return Resident(ResidentId(new_uuid()), "Margaret", "Ellis", "Peggy", "12", "Garden")


@pytest.fixture
def nurse() -> StaffMember:
    return StaffMember(
        StaffId(new_uuid()), "dana", "Dana", "Whitfield", Role.NURSE, "RN", on_shift=True
    )


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, FacilityKeys]:
    """A folder with a database of all tables and no rows: making one anew for each test is slow."""
    folder, keys = tmp_path_factory.mktemp("empty"), FacilityKeys.random()
    Database.open(folder / "lilo.db", keys).close()
    return folder, keys


@pytest.fixture
def database(
    tmp_path: Path,
    empty_database: tuple[Path, FacilityKeys],
    resident: Resident,
    nurse: StaffMember,
) -> Iterator[Database]:
    """A real database in which the resident and the nurse live."""
    folder, keys = empty_database
    for file in folder.iterdir():
        shutil.copy2(file, tmp_path)
    with Database.open(tmp_path / "lilo.db", keys) as database:
        with database.unit() as unit:
            unit.residents.add(resident)
            unit.staff.add(nurse, Credential(nurse.id, "no passphrase opens this"))
        yield database


@pytest.fixture(scope="session")
def models_once() -> Iterator[None]:
    """The real models and rules, loaded once for whoever opens a facility here or calls a command.

    It holds for all further tests of the process too. What they load that does not ship, or have
    altered, is loaded as always.
    """
    # Imported by those who need it: it brings everything that Lilo is made of.
    from tests.fakes.loaded_once import loaded_once

    with loaded_once():
        yield


# Windows and worker threads live in one process here, so garbage is collected on the main thread
# alone, as `ui.shared.collector` does it in the program.
gc.disable()


_MODULES = count(1)
_ALL_EVERY = 20
"""Looking through all that a long run has loaded takes a second or two."""


@pytest.fixture(autouse=True, scope="module")
def _garbage_goes_here() -> Iterator[None]:
    yield
    # What came since the last time; now and then also what outlived its own module.
    gc.collect(2 if next(_MODULES) % _ALL_EVERY == 0 else 1)


@pytest.fixture(autouse=True)
def _logging_as_at_first() -> Iterator[None]:
    """A command that is called in this process starts its log; the next test begins without."""
    yield
    if structlog.is_configured():
        structlog.reset_defaults()
