"""Whatever stands in a file, or is typed, is refused in words: never anything but a LiloError."""

import asyncio
import json
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.audit import Signer
from app.audit.checkpoint import read_history
from app.errors import LiloError
from app.identity import SignIn, SignInError
from app.runtime import ThreadLane
from app.settings import Settings, load_settings
from resources import RESOURCES
from storage import Database
from storage.backup.folder import Backup, Manifest
from storage.checkpoint_files import CheckpointFiles
from tests.fakes.clock import FakeClock

FEW = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
DEFAULTS = RESOURCES / "defaults"

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
TYPED = st.text(st.characters(), max_size=40) | st.sampled_from(
    ["dana", "\ud800", "0" * 12, "٤" * 8, "\0", "a\u0301" * 9, "'; DROP TABLE staff"]
)


@pytest.fixture
def folder() -> Iterator[Path]:
    with TemporaryDirectory() as made:
        yield Path(made)


@FEW
@given(name=TYPED, secret=TYPED)
def test_what_is_typed_at_a_sign_in(
    database: Database, lane: ThreadLane, clock: FakeClock, name: str, secret: str
) -> None:
    # A wait would hide what comes after it.
    clock.advance(days=2)
    with pytest.raises(SignInError):
        asyncio.run(SignIn(database.unit, lane, clock, b"pepper").sign_in(name, secret))


@FEW
@given(content=st.binary(max_size=60) | json_values.map(lambda v: json.dumps(v).encode()))
def test_a_settings_file(folder: Path, content: bytes) -> None:
    (folder / "facility.yaml").write_bytes(content)
    with suppress(LiloError):
        assert isinstance(load_settings(DEFAULTS, folder), Settings)


@FEW
@given(section=st.sampled_from(sorted(Settings.model_fields)), value=json_values)
def test_a_section_of_the_settings(folder: Path, section: str, value: object) -> None:
    (folder / "facility.yaml").write_text(json.dumps({section: value}), "utf-8")
    with suppress(LiloError):
        assert isinstance(load_settings(DEFAULTS, folder), Settings)


POINTS = st.fixed_dictionaries(
    {
        key: json_values | st.integers(0, 9)
        for key in ("number", "kind", "count", "head", "at", "before", "signature")
    }
) | st.fixed_dictionaries(
    {
        "number": st.just(1),
        "kind": st.just("routine"),
        "count": st.integers(0, 9),
        "head": st.text(),
        "at": st.text(),
        "before": st.text(),
        "signature": st.text(),
    }
)


@FEW
@given(content=st.binary(max_size=80) | POINTS.map(lambda v: json.dumps(v).encode()))
def test_a_file_of_checkpoints(folder: Path, content: bytes) -> None:
    files = CheckpointFiles(folder)
    files.file.write_bytes(content)
    with suppress(LiloError):
        lines = files.lines()
        history = read_history(lines, Signer(b"k" * 32).public)
        assert not history.standing
        assert bool(history.problem) is bool(lines)


MANIFESTS = st.fixed_dictionaries(
    {
        "manifest": json_values
        | st.fixed_dictionaries(dict.fromkeys(Manifest.__dataclass_fields__, json_values)),
        "mac": json_values | st.just("\ud800"),
    }
)


@FEW
@given(content=st.binary(max_size=80) | MANIFESTS.map(lambda v: json.dumps(v).encode()))
def test_the_manifest_of_a_backup(folder: Path, content: bytes) -> None:
    backup = Backup(folder)
    backup.manifest_file.write_bytes(content)
    with pytest.raises(LiloError):
        backup.checked(b"k" * 32)
