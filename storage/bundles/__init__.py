"""Installed bundles on the disk, the sources they come from, and the judge of their signatures.

`https_mirror` and `tuf_signatures` bring network libraries along; they are loaded by name, and only
where a source is read.
"""

from storage.bundles.bundle_store import FileBundleStore
from storage.bundles.folder_source import FolderSource

__all__ = ["FileBundleStore", "FolderSource"]
