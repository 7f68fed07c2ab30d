"""A repository seen as a kiosk would see it, before anybody else can: from its own first root on.

What a kiosk would refuse must not be published. Nothing is asked of a network.
"""

import tempfile
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path

from app.bundles import BundleError, Publisher
from app.bundles.content import content_path
from app.bundles.kinds import Kind
from storage.bundles import FolderSource
from storage.bundles.tuf_signatures import TufSignatures

_STAMP = "metadata/timestamp.json"
_NAME = "this"


class ReleaseError(Exception):
    """A repository cannot be changed, or published, like that."""


class _WithStamp(FolderSource):
    """A folder in which the timestamp is another one than lies there."""

    def __init__(self, folder: Path, stamp: bytes) -> None:
        super().__init__(folder)
        self._stamp = stamp

    def blocks(self, path: str, most: int) -> Iterator[bytes]:
        if path == _STAMP:
            yield self._stamp
        else:
            yield from super().blocks(path, most)


def expiries_if_published(folder: Path, stamp: bytes) -> Mapping[str, datetime]:
    """Return when each list of a repository runs out, all signatures verified.

    Args:
        folder: the repository.
        stamp: the timestamp that it is to be published with.

    Raises:
        ReleaseError: a kiosk would refuse it, or a part of it.
    """
    roots = sorted(folder.glob("metadata/*.root.json"), key=lambda path: int(path.name[:-10]))
    if not roots:
        raise ReleaseError(f"Nothing is published. There is no root in {folder}.")
    publisher = Publisher(_NAME, roots[0].read_bytes(), frozenset(Kind))
    with tempfile.TemporaryDirectory(prefix="lilo-release-") as passing:
        try:
            signatures = TufSignatures(Path(passing))
            found = signatures.catalogue(_WithStamp(folder, stamp), publisher)
        except BundleError as error:
            raise ReleaseError(
                f"Nothing is published. A kiosk would refuse this. {error.message}"
            ) from error
    for name, error in found.refused.items():
        raise ReleaseError(f"Nothing is published. A kiosk would refuse {name}. {error.message}")
    for offer in found.offers:
        for entry in offer.manifest.files:
            path = folder / content_path(entry.sha256)
            if not path.is_file() or path.stat().st_size != entry.size:
                raise ReleaseError(
                    f"Nothing is published. {offer.manifest.target}: the content of {entry.path} "
                    f"is not in {folder}."
                )
    return found.expires
