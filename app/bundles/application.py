"""Bundles of the application: what their packages must be, and what tells a worse program. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.bundles.errors import UnhealthyError
from app.bundles.manifest import Manifest

PROGRAM = "lilo"
PACKAGES = frozenset({PROGRAM, "lilo-language-engine"})


@dataclass(frozen=True, slots=True)
class Package:
    """A Debian package, as it describes itself.

    Attributes:
        file: its name in the bundle.
    """

    file: str
    name: str
    version: str
    architecture: str


def must_be_ours(packages: Sequence[Package], manifest: Manifest, architecture: str) -> None:
    """Refuse packages that are not the program of the version that was signed, for this machine.

    Raises:
        UnhealthyError: they are not.
    """
    names = [package.name for package in packages]
    if names.count(PROGRAM) != 1 or len(set(names)) != len(names) or not set(names) <= PACKAGES:
        raise UnhealthyError(
            f"The bundle holds the packages {', '.join(sorted(names)) or 'none'}; it must hold "
            f"'{PROGRAM}' once, and beside it only {', '.join(sorted(PACKAGES - {PROGRAM}))}.",
            "Ask for a right bundle.",
        )
    for package in packages:
        if package.version != manifest.version:
            raise UnhealthyError(
                f"{package.file} is version {package.version}; the bundle says {manifest.version}.",
                "Ask for a right bundle.",
            )
        if package.architecture != architecture:
            raise UnhealthyError(
                f"{package.file} is for {package.architecture}; this machine is {architecture}.",
                "Use the bundle for this machine.",
            )


def grown_worse(before: Iterable[str], after: Iterable[str]) -> list[str]:
    """Return the parts that the doctor calls bad after an upgrade and did not before."""
    known = set(before)
    return sorted({part for part in after if part not in known})
