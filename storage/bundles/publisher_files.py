"""Whom this facility trusts: a root and the kinds it has a say over, a publisher a file."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from tuf.api.exceptions import RepositoryError
from tuf.api.metadata import Root

from app.bundles.errors import PublisherError
from app.bundles.kinds import Kind
from app.bundles.publishers import FEWEST_ROOT_SIGNATURES, VENDOR, Publisher
from storage.bundles.disk_faults import disk_faults_named
from storage.bundles.tuf_files import read_metadata
from storage.private_files import make_private_folder, write_durably

_MOST_BYTES = 512_000
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}", re.ASCII)


@dataclass(frozen=True, slots=True)
class RootCard:
    """A root, to be compared with what is written on paper.

    Attributes:
        fingerprint: SHA-256 of the file, hex.
        keys: ids of the keys that may sign a new root.
        threshold: how many of them must.
    """

    fingerprint: str
    version: int
    keys: tuple[str, ...]
    threshold: int
    expires: datetime


def read_root(raw: bytes) -> RootCard:
    """Look a root over.

    Raises:
        PublisherError: it is none, is not signed by its own keys, or by too few.
    """
    try:
        root = _root_signed_by_itself(raw)
    except (RepositoryError, ValueError, TypeError) as error:
        raise PublisherError(
            "The file is not a root that its own keys have signed.",
            "Get root.json again from whoever publishes the bundles.",
        ) from error
    must_be_strong(root)
    role = root.roles[Root.type]
    return RootCard(
        sha256(raw).hexdigest(), root.version, tuple(role.keyids), role.threshold, root.expires
    )


def _root_signed_by_itself(raw: bytes) -> Root:
    if len(raw) > _MOST_BYTES:
        raise ValueError("longer than any root")
    found = read_metadata(raw)
    if not isinstance(found.signed, Root):
        raise TypeError("of another type")
    found.signed.verify_delegate(Root.type, found.signed_bytes, found.signatures)
    return found.signed


def publisher_of(name: str, root: Path, kinds: frozenset[Kind] = frozenset(Kind)) -> Publisher:
    """Return a publisher by the root in a file.

    Raises:
        PublisherError: the file is no root that can be trusted.
    """
    if not _NAME.fullmatch(name):
        raise PublisherError(
            f"A publisher cannot be called {name[:40]!r}.", "Use small letters, digits and dashes."
        )
    try:
        anchor = root.read_bytes()
    except OSError as fault:
        raise PublisherError(f"{root} cannot be read: {fault.strerror}.") from fault
    read_root(anchor)
    return Publisher(name, anchor, kinds)


def must_be_strong(root: Root) -> None:
    """Refuse a root that one person alone can replace.

    Raises:
        PublisherError: one signature suffices.
    """
    if root.roles[Root.type].threshold < FEWEST_ROOT_SIGNATURES:
        raise PublisherError(
            "The root can be replaced with a single key; it must take two at least.",
            "Ask whoever publishes the bundles for a root of two keys or more.",
        )


class PublisherFiles:
    """Publishers in the folder `publishers` of the store; the vendor's root may ship with Lilo."""

    def __init__(self, root: Path, shipped_root: Path) -> None:
        self._folder = root / "publishers"
        self._shipped = shipped_root

    def all(self) -> Sequence[Publisher]:
        """Return everybody who is trusted, the vendor first.

        Raises:
            PublisherError: a file is damaged.
        """
        with disk_faults_named(self._folder):
            files = sorted(self._folder.glob("*.json")) if self._folder.is_dir() else []
            found = [_read(path) for path in files]
            named = {publisher.name for publisher in found}
            if VENDOR not in named and self._shipped.is_file():
                found.append(Publisher(VENDOR, self._shipped.read_bytes(), frozenset(Kind)))
        return sorted(found, key=lambda one: (one.name != VENDOR, one.name))

    def trust(self, publisher: Publisher, *, instead: bool = False) -> None:
        """Trust somebody from now on.

        Args:
            instead: even where somebody is trusted under that name.

        Raises:
            PublisherError: somebody else is trusted under that name.
        """
        known = {one.name: one for one in self.all()}.get(publisher.name)
        if known is not None and known.anchor != publisher.anchor and not instead:
            raise PublisherError(
                f"Another root is trusted under the name '{publisher.name}'.",
                "Roots are exchanged by rotation, see docs/bundles.md. If this is meant: --instead",
            )
        written = {
            "name": publisher.name,
            "kinds": sorted(publisher.kinds),
            "root": publisher.anchor.decode("utf-8"),
        }
        with disk_faults_named(self._folder):
            make_private_folder(self._folder.parent)
            make_private_folder(self._folder)
            write_durably(
                self._folder / f"{publisher.name}.json", json.dumps(written, indent=1).encode()
            )


def _read(path: Path) -> Publisher:
    try:
        found = json.loads(path.read_bytes())
        kinds = frozenset(Kind(kind) for kind in found["kinds"])
        return Publisher(path.stem, found["root"].encode(), kinds)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise PublisherError(
            f"{path} is damaged.", "Delete it and give the root again: lilo bundle trust"
        ) from error
