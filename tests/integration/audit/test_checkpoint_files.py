"""Checkpoints on disk: two folders, a power cut in the middle of a line, a share that is away."""

from pathlib import Path

import pytest

from storage import StorageError
from storage.checkpoint_files import CheckpointFiles


@pytest.fixture
def files(tmp_path: Path) -> CheckpointFiles:
    return CheckpointFiles(tmp_path / "house", tmp_path / "share", "key")


def add(files: CheckpointFiles, line: str) -> bool:
    return files.extend(lambda _lines: line)


def test_a_line_is_in_both_folders_and_closed_to_others(files: CheckpointFiles) -> None:
    assert add(files, "one")
    assert add(files, "two")
    assert files.copy is not None
    assert files.file.read_text() == files.copy.read_text() == "one\ntwo\n"
    assert files.file.stat().st_mode & 0o077 == 0


def test_no_line_is_no_line(files: CheckpointFiles) -> None:
    assert not files.extend(lambda _lines: None)
    assert files.lines() == []


def test_the_last_line_is_read_alone(files: CheckpointFiles) -> None:
    assert files.last_line() == ""
    for number in range(9):
        add(files, f"line {number}")
    assert files.last_line() == "line 8"


def test_a_share_that_was_away_is_brought_up_to_date(files: CheckpointFiles) -> None:
    assert files.second is not None
    files.second.write_text("no folder")
    add(files, "one")
    files.second.unlink()
    add(files, "two")
    assert files.copy is not None
    assert files.copy.read_text() == "one\ntwo\n"


def test_lines_cut_off_here_are_known_from_the_other_folder(files: CheckpointFiles) -> None:
    add(files, "one")
    add(files, "two")
    files.file.write_text("one\n")
    assert list(files.lines()) == ["one", "two"]
    add(files, "three")
    assert files.file.read_text() == "one\ntwo\nthree\n"


def test_folders_that_contradict_each_other_are_told(files: CheckpointFiles) -> None:
    add(files, "one")
    add(files, "two")
    files.file.write_text("one\nforged\n")
    with pytest.raises(StorageError, match="contradict"):
        files.lines()


def test_half_a_line_is_dropped(files: CheckpointFiles) -> None:
    add(files, "one")
    with files.file.open("a") as file:
        file.write('{"half')
    add(files, "two")
    assert files.file.read_text() == "one\ntwo\n"


def test_one_folder_is_enough(tmp_path: Path) -> None:
    files = CheckpointFiles(tmp_path / "house")
    assert files.copy is None
    assert add(files, "one")
    assert list(files.lines()) == ["one"]
