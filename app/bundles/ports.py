"""What installing bundles needs of the world outside: a source, signatures, a store, a trial."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from app.bundles.errors import BundleError
from app.bundles.kinds import Kind
from app.bundles.manifest import FileEntry, Offer
from app.bundles.publishers import Publisher
from app.bundles.slots import SlotState
from app.bundles.time_known import TimeKnown


class Source(Protocol):
    """Where bundles come from. Nothing that it says is trusted."""

    @property
    def name(self) -> str:
        """How people call it."""

    def blocks(self, path: str, most: int) -> Iterator[bytes]:
        """Give a file piece by piece.

        Args:
            path: relative, with forward slashes.
            most: bytes after which it is endless.

        Raises:
            NotInSourceError: there is no such file.
            EndlessDataError: there is more.
            SourceError: the source is gone or stalls.
        """


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What a source offers, its signatures verified.

    Attributes:
        expires: when each signed list runs out, by its name.
        refused: signed manifests that cannot be used, by name, and why.
    """

    publisher: str
    offers: tuple[Offer, ...]
    expires: Mapping[str, datetime]
    root_version: int
    refused: Mapping[str, BundleError]


class Signatures(Protocol):
    """The judge of signatures, who remembers what was seen."""

    def catalogue(self, source: Source, publisher: Publisher) -> Catalogue:
        """Verify what a source offers.

        Raises:
            BundleError: something is altered, old, mixed, or signed by the wrong people.
        """


class BundleStore(Protocol):
    """Installed bundles on this machine."""

    def locked(self) -> AbstractContextManager[None]:
        """Keep others from installing meanwhile; programs that run are not kept from anything.

        Raises:
            BusyError: somebody is at it.
        """

    def state(self, kind: Kind) -> SlotState:
        """Return the slots of a kind."""

    def change(self, kind: Kind, change: Callable[[SlotState], SlotState]) -> SlotState:
        """Replace the slots of a kind in one step, while no other program does; return them.

        Raises:
            NoRoomError, StoreError: they stay as they were.
        """

    def time_known(self) -> TimeKnown:
        """Return what is known of the time."""

    def learn_time(self, learn: Callable[[TimeKnown], TimeKnown]) -> TimeKnown:
        """Change what is known of the time, while no other program does; return it.

        Raises:
            BusyError, StoreError: it stays as it was.
        """

    def free_bytes(self) -> int:
        """Return how much room there is."""

    def lacking(self, files: Sequence[FileEntry]) -> Sequence[FileEntry]:
        """Return the files whose content is not here as it was signed, each content once."""

    def take_in(
        self, entry: FileEntry, blocks: Iterator[bytes], moved: Callable[[int], None]
    ) -> None:
        """Copy a content into the store; it appears whole and verified, or not at all.

        Raises:
            AlteredTargetError: it is not what was signed.
            NoRoomError, StoreError: the disk does not take it.
        """

    def lay_out(self, offer: Offer) -> Path:
        """Make the folder of a bundle whose contents are all there, and return it.

        One that is there and was altered is made anew.
        """

    def folder(self, digest: str) -> Path:
        """Return the folder of an installed bundle."""

    def manifest(self, digest: str) -> bytes:
        """Return the manifest of an installed bundle, as it was signed."""

    def altered(self, digest: str) -> Sequence[str]:
        """Read every file of an installed bundle; return those that are not what was signed."""

    def sweep(self, keep: frozenset[str]) -> int:
        """Delete all but these bundles; return the bytes that became free."""


class Trial(Protocol):
    """Tries a bundle out before it is taken into use."""

    def try_out(self, kind: Kind, folder: Path) -> None:
        """Load it as a running program would.

        Raises:
            UnhealthyError: it does not work here.
        """


@dataclass(frozen=True, slots=True)
class Told:
    """Told how an installation gets on.

    Attributes:
        begun: what is done next, and how many bytes it moves.
        moved: bytes, as they are copied.
    """

    begun: Callable[[str, int], None] = lambda _what, _bytes: None
    moved: Callable[[int], None] = lambda _bytes: None
