"""Writing a file that holds residents' data: whole or not at all, and for its owner only."""

import os
import secrets
from pathlib import Path

from app.errors import LiloError

_MODE = 0o600
"""As umask 077 leaves it: others on this computer cannot open it."""


class ExportFileError(LiloError):
    """A file cannot be written there."""

    code = "staff.export_file"


def write_private(path: Path, content: bytes) -> None:
    """Write a file that nobody else can read; what was there before gives way. Blocking.

    Raises:
        ExportFileError: it cannot be written; nothing of it stays.
    """
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        # Made anew and under another name: a file that others can read is never written into.
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _MODE)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            beside.replace(path)
        except BaseException:
            beside.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise ExportFileError(
            f"{path.name} cannot be written: {error.strerror}.", "Choose another folder."
        ) from error
