"""The disk that holds a facility, or whatever else Lilo writes."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from app.checkup.finding import Finding, Health

PART = "disk"
FEWEST_MB = 500
SOON_MB = 3_000
_FEWEST_FILES = 10_000

_PASSING = frozenset({"tmpfs", "ramfs"})
_WITHOUT_OWNERS = frozenset({"vfat", "exfat", "msdos", "ntfs", "fuseblk"})
_SHARED = frozenset({"nfs", "nfs4", "cifs", "smb3", "fuse.sshfs", "9p"})


@dataclass(frozen=True, slots=True)
class DiskSeen:
    """A file system.

    Attributes:
        kind: as the kernel calls it, such as ext4; empty where that is not known.
        free_files: how many files still fit; None where there is no bound.
        is_writable: whether whoever asks may write.
    """

    kind: str
    free_mb: int
    free_files: int | None
    is_writable: bool


def kind_of(mounts: str, path: str) -> str:
    """Return the kind of the file system that a path lies on.

    Args:
        mounts: /proc/self/mountinfo.
        path: absolute, links resolved.
    """
    best, kind = "", ""
    for line in mounts.splitlines():
        before, _, after = line.partition(" - ")
        fields = before.split()
        if len(fields) < 5 or not after:
            continue
        place = fields[4].replace("\\040", " ")
        if PurePosixPath(path).is_relative_to(place) and len(place) >= len(best):
            best, kind = place, after.split()[0]
    return kind


def judge_disk(seen: DiskSeen, *, is_demo: bool = False) -> Iterator[Finding]:
    """Judge the disk of a facility."""
    if not seen.is_writable:
        yield Finding(PART, Health.BAD, "It cannot be written.", "Correct its owner or its mount.")
    if seen.free_mb < FEWEST_MB:
        yield Finding(
            PART,
            Health.BAD,
            f"Only {seen.free_mb} MB are free.",
            "Make room, for example with `lilo bundle prune`: messages and alerts need it.",
        )
    elif seen.free_mb < SOON_MB:
        yield Finding(
            PART, Health.LACKING, f"{seen.free_mb} MB are free.", "Make room in the next weeks."
        )
    if seen.free_files is not None and seen.free_files < _FEWEST_FILES:
        yield Finding(
            PART,
            Health.BAD,
            f"Only {seen.free_files} more files fit.",
            "Delete small files, or use a larger disk.",
        )
    yield from _judged_kind(seen.kind, is_demo=is_demo)


def _judged_kind(kind: str, *, is_demo: bool) -> Iterator[Finding]:
    if kind in _PASSING and not is_demo:
        yield Finding(
            PART,
            Health.BAD,
            f"It is in memory ({kind}): everything is lost when the machine stops.",
            "Move the facility to a real disk.",
        )
    elif kind in _WITHOUT_OWNERS:
        yield Finding(
            PART,
            Health.BAD,
            f"Its file system ({kind}) knows no owners, so others can read what is private.",
            "Move the facility to a disk with ext4, xfs or btrfs.",
        )
    elif kind in _SHARED:
        yield Finding(
            PART,
            Health.BAD,
            f"It is a share ({kind}): a database on it can be damaged.",
            "Move the facility to a disk of this machine; backups may lie on a share.",
        )
