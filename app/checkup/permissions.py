"""Who may read and write what is private."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.checkup.finding import Finding, Health

PART = "permissions"
_OTHERS = 0o077
_MANY = 3


@dataclass(frozen=True, slots=True)
class PathSeen:
    """A file or folder of a facility.

    Attributes:
        path: relative to the facility.
        mode: its nine bits.
        is_owners: it belongs to whoever owns the facility.
    """

    path: str
    mode: int
    is_owners: bool


def judge_permissions(seen: Sequence[PathSeen], owner: str, *, is_owner: bool) -> Iterator[Finding]:
    """Judge them.

    Args:
        seen: what a facility consists of.
        owner: the account that the facility belongs to.
        is_owner: whether this command runs as that account.
    """
    open_ones = [one.path for one in seen if one.mode & _OTHERS]
    foreign = [one.path for one in seen if not one.is_owners]
    if open_ones:
        yield Finding(
            PART,
            Health.BAD,
            f"Other accounts of this machine can get at {_named(open_ones)}.",
            "chmod -R go= on the facility's folder.",
        )
    if foreign:
        yield Finding(
            PART,
            Health.BAD,
            f"Another account than the facility's ({owner}) owns {_named(foreign)}.",
            f"chown -R {owner} on the facility's folder.",
        )
    if not is_owner:
        yield Finding(
            PART,
            Health.LACKING,
            f"The facility belongs to {owner}; this check-up runs as somebody else.",
            "Run it as that account, so that it leaves no files the kiosk cannot write.",
        )
    if not open_ones and not foreign:
        yield Finding(PART, Health.GOOD, f"{len(seen)} files and folders are {owner}'s alone")


def _named(paths: Sequence[str]) -> str:
    shown = ", ".join(sorted(paths)[:_MANY])
    return shown if len(paths) <= _MANY else f"{shown} and {len(paths) - _MANY} more"
