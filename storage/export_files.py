"""The files of an exported audit log: entries, manifest, signature, and the public key."""

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from secrets import token_hex

from storage.errors import file_faults_named
from storage.private_files import make_private_file, rename_durably, write_durably


class AuditExportFiles:
    """Implements `app.oversight.audit_export.ExportFiles`; what was there before gives way."""

    def __init__(self, to: Path) -> None:
        self._to = to
        self._half = to.with_name(f".{to.name}.{token_hex(4)}")

    def begin(self) -> None:
        """Make the file, under another name until it is whole."""
        with file_faults_named(self._to):
            make_private_file(self._half)

    def write(self, lines: Iterable[bytes]) -> None:
        """Write on."""
        with file_faults_named(self._to), self._half.open("ab") as file:
            file.writelines(lines)

    def finish(self, manifest: bytes, signature: bytes, key: bytes) -> None:
        """Put the file in its place, and manifest, signature and public key beside it."""
        with file_faults_named(self._to):
            parts = {".manifest.json": manifest, ".sig": signature, ".pem": key}
            for ending, content in parts.items():
                write_durably(beside(self._to, ending), content)
            rename_durably(self._half, self._to)

    def drop(self) -> None:
        """Leave nothing of what is not finished."""
        with suppress(OSError):
            self._half.unlink(missing_ok=True)


def beside(path: Path, ending: str) -> Path:
    """Return where something about an export lies: its name with one more ending."""
    return path.with_name(path.name + ending)
