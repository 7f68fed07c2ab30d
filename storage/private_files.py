"""Files and folders that only their owner may read, written so that a power cut leaves no half."""

import os
import stat
import sys
from contextlib import suppress
from pathlib import Path

PRIVATE_FOLDER = 0o700
PRIVATE_FILE = 0o600


def make_private_folder(folder: Path) -> None:
    """Make the folder if need be, and close it to everybody else whatever the umask says.

    A folder that many share by design, such as /tmp, is left as it is.
    """
    folder.mkdir(parents=True, exist_ok=True)
    mode = folder.stat().st_mode
    if stat.S_IMODE(mode) != PRIVATE_FOLDER and not mode & stat.S_ISVTX:
        folder.chmod(PRIVATE_FOLDER)


def make_private_file(path: Path) -> None:
    """Make an empty file.

    Raises:
        FileExistsError: there is one already.
    """
    os.close(_open_new(path))


def write_durably(path: Path, content: bytes) -> None:
    """Replace the file by one with this content; after a power cut it is the old or the new."""
    half = path.with_name(f"{path.name}.part")
    half.unlink(missing_ok=True)
    descriptor = _open_new(half)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        rename_durably(half, path)
    except OSError:
        with suppress(OSError):
            half.unlink(missing_ok=True)
        raise


def rename_durably(source: Path, target: Path) -> None:
    """Rename within a folder, and wait until the disk holds the new name."""
    source.replace(target)
    flush_to_disk(target.parent)


def flush_to_disk(path: Path) -> None:
    """Wait until the disk holds a file's content or a folder's list of names."""
    if sys.platform == "win32" and path.is_dir():
        return  # Windows journals folders itself and has no way to ask for it.
    descriptor = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _open_new(path: Path) -> int:
    descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, PRIVATE_FILE)
    path.chmod(PRIVATE_FILE)
    return descriptor
