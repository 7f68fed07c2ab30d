"""The manifest of a folder: its files, their sizes and digests, and what is said about them."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import file_digest
from pathlib import Path
from typing import Any

from release_check import ReleaseError

from app.bundles.manifest import Manifest


def manifest_of(folder: Path, about: Mapping[str, Any]) -> Manifest:
    """Describe the files of a folder.

    Args:
        folder: holds the folders of the kind, such as `knowledge`.
        about: everything else that a manifest says.

    Raises:
        ReleaseError: there is something other than files and folders in it.
    """
    files = []
    for path in sorted(folder.rglob("*")):
        if path.is_symlink() or not (path.is_dir() or path.is_file()):
            raise ReleaseError(f"{path} is a link or a device.")
        if path.is_file():
            with path.open("rb") as file:
                digest = file_digest(file, "sha256").hexdigest()
            size = path.stat().st_size
            files.append(
                {"path": path.relative_to(folder).as_posix(), "size": size, "sha256": digest}
            )
    shown = {
        "format": 1,
        "product": "lilo",
        "released": datetime.now(UTC).replace(microsecond=0).isoformat(),
        **about,
    }
    return Manifest.model_validate_json(json.dumps({**shown, "files": files}))
