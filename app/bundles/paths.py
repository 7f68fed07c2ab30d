"""Names of files in bundles: so plain that no system can take one for something else."""

import re
from collections.abc import Iterable

from app.bundles.errors import PathTrickError

_PART = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_+.-]{0,99}", re.ASCII)
_DEEPEST = 8
_DEVICES = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}
)
"""Names that Windows takes for devices, with any ending."""


def must_be_plain(path: str) -> None:
    """Refuse whatever is not a plain relative path with forward slashes.

    Raises:
        PathTrickError: it is absolute, climbs, hides, is too deep, or means something to a system.
    """
    parts = path.split("/")
    if len(parts) > _DEEPEST or not all(_is_plain(part) for part in parts):
        raise PathTrickError(
            f"The bundle names a file {path[:120]!r}, which is no plain name.",
            "Do not install it. Tell whoever gave it to you.",
        )


def must_not_collide(paths: Iterable[str]) -> None:
    """Refuse names that are one file on some systems, and files that are folders as well.

    Raises:
        PathTrickError: two names collide.
    """
    files: set[str] = set()
    folders: set[str] = set()
    for path in paths:
        folded = path.casefold()
        parents = {folded[:at] for at, sign in enumerate(folded) if sign == "/"}
        if folded in files or folded in folders or parents & files:
            raise PathTrickError(
                f"The bundle names {path!r} twice, or as a file and a folder.",
                "Do not install it. Tell whoever gave it to you.",
            )
        files.add(folded)
        folders |= parents


def _is_plain(part: str) -> bool:
    return (
        _PART.fullmatch(part) is not None
        and not part.endswith(".")
        and part.split(".", 1)[0].casefold() not in _DEVICES
    )
