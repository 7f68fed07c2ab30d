"""Large contents are written on another thread, whole or not at all."""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.bundles.errors import AlteredTargetError, NoRoomError
from app.bundles.manifest import FileEntry
from storage.bundles import FileBundleStore
from storage.bundles.content_writer import LARGE, content_writer

BLOCK = os.urandom(1 << 20)
COUNT = (LARGE >> 20) + 3


def blocks(count: int = COUNT) -> Iterator[bytes]:
    for number in range(count):
        yield bytes([number]) + BLOCK[1:]


def entry(count: int = COUNT) -> FileEntry:
    whole = b"".join(blocks(count))
    return FileEntry(path="a", size=len(whole), sha256=hashlib.sha256(whole).hexdigest())


@pytest.mark.parametrize("count", [1, COUNT])
def test_what_is_taken_in_is_what_was_given(tmp_path: Path, count: int) -> None:
    store, wanted, moved = FileBundleStore(tmp_path), entry(count), []
    store.take_in(wanted, blocks(count), moved.append)
    place = tmp_path / "content" / wanted.sha256[:2] / wanted.sha256
    assert hashlib.sha256(place.read_bytes()).hexdigest() == wanted.sha256
    assert sum(moved) == wanted.size


def test_what_is_not_what_was_signed_leaves_nothing(tmp_path: Path) -> None:
    store, wanted = FileBundleStore(tmp_path), entry()

    def altered() -> Iterator[bytes]:
        *most, last = blocks()
        yield from most
        yield last[:-1] + b"?"

    with pytest.raises(AlteredTargetError):
        store.take_in(wanted, altered(), lambda _size: None)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_full_disk_is_noticed(tmp_path: Path) -> None:
    """/dev/full takes nothing, as a disk without room."""
    store, wanted = FileBundleStore(tmp_path), entry()
    (tmp_path / "incoming").mkdir()
    (tmp_path / "incoming" / wanted.sha256).symlink_to("/dev/full")
    with pytest.raises(NoRoomError):
        store.take_in(wanted, blocks(), lambda _size: None)
    assert store.lacking([wanted]) == [wanted]


def test_a_source_that_fails_ends_the_thread_as_well(tmp_path: Path) -> None:
    def write() -> None:
        with content_writer(tmp_path / "a", LARGE) as file:
            file.write(b"tea")
            raise ConnectionError

    with pytest.raises(ConnectionError):
        write()
    with content_writer(tmp_path / "a", LARGE) as file:
        file.write(b"tea")
        file.finish()
    assert (tmp_path / "a").read_bytes() == b"tea"
