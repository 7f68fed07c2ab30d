"""Facilities to back up."""

from pathlib import Path

import pytest

from tests.fakes.kept_facility import Facility, made_facility


@pytest.fixture
def facility(tmp_path: Path) -> Facility:
    return made_facility(tmp_path / "facility")


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Facility:
    """A facility with one backup that tests only look at."""
    facility = made_facility(tmp_path_factory.mktemp("standing") / "facility")
    facility.back_up()
    return facility
