"""Locks of the store: who installs, who looks at a source, who writes what is known of the time."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from app.bundles.errors import BusyError
from storage.bundles.disk_faults import disk_faults_named
from storage.errors import StorageBusyError
from storage.file_lock import file_lock
from storage.private_files import make_private_folder

WAIT_S = 5.0
"""How long somebody is waited for whose work is a moment's."""


@contextmanager
def bundle_lock(folder: Path, name: str, wait_s: float = WAIT_S) -> Iterator[None]:
    """Hold the lock of that name in a folder, which is made if need be.

    Raises:
        BusyError: somebody else held it all the time.
        StoreError: the disk does not take it.
    """
    with ExitStack() as held:
        try:
            with disk_faults_named(folder):
                make_private_folder(folder)
                held.enter_context(file_lock(folder / name, timeout_s=wait_s))
        except StorageBusyError as error:
            raise BusyError(
                "Another program is at work on bundles.", "Wait until it has finished."
            ) from error
        yield
