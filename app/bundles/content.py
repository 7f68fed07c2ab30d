"""Contents: the files that manifests name by digest, checked while they pass."""

from collections.abc import Iterator
from hashlib import sha256

from app.bundles.errors import AlteredTargetError, EndlessDataError
from app.bundles.manifest import FileEntry


def content_path(digest: str) -> str:
    """Return where a source keeps a content."""
    return f"content/{digest[:2]}/{digest}"


def endless(path: str) -> EndlessDataError:
    """Return the error for a file that is longer than was announced."""
    return EndlessDataError(
        f"{path} is longer than was signed for it; reading was stopped.",
        "Do not use this source. Tell whoever gave it to you.",
    )


def verified(entry: FileEntry, blocks: Iterator[bytes]) -> Iterator[bytes]:
    """Pass blocks on, and raise at the end of those that are not what was signed.

    Raises:
        EndlessDataError: there are more than was signed; whether or not the source has counted.
        AlteredTargetError: they are others.
    """
    digest, size = sha256(), 0
    for block in blocks:
        size += len(block)
        if size > entry.size:
            raise endless(entry.path)
        digest.update(block)
        yield block
    if size != entry.size or digest.hexdigest() != entry.sha256:
        raise AlteredTargetError(
            f"The file {entry.path} is not the one that was signed.",
            "Do not use this source. Copy the bundle again from where it was released; if it "
            "happens again, tell whoever is responsible.",
        )
