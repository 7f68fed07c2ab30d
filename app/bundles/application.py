"""Bundles of the application: what their packages must be, and what tells a worse program. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.bundles.errors import TooOldError, UnhealthyError
from app.bundles.manifest import Manifest
from app.bundles.versions import Version

PROGRAM = "lilo"
ENGINE = "lilo-language-engine"
PACKAGES = frozenset({PROGRAM, ENGINE})


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


@dataclass(frozen=True, slots=True)
class DoctorSaid:
    """What the doctor of an installed program said.

    Attributes:
        bad: the parts that it calls bad.
        silent: why it said nothing that could be understood; empty where it did.
    """

    bad: tuple[str, ...] = ()
    silent: str = ""


def must_be_ours(packages: Sequence[Package], manifest: Manifest, architecture: str) -> None:
    """Refuse packages that are not the program of the version that was signed, for this machine.

    Raises:
        UnhealthyError: they are not.
    """
    must_be_program(packages, manifest.version, architecture)


def must_be_program(packages: Sequence[Package], version: str, architecture: str) -> None:
    """Refuse packages that are not the program, once, of this version and for this machine.

    Raises:
        UnhealthyError: they are not.
    """
    names = [package.name for package in packages]
    if names.count(PROGRAM) != 1 or len(set(names)) != len(names) or not set(names) <= PACKAGES:
        raise UnhealthyError(
            f"These are the packages {', '.join(sorted(names)) or 'none'}; there must be "
            f"'{PROGRAM}' once, and beside it only {', '.join(sorted(PACKAGES - {PROGRAM}))}.",
            "Ask for a right bundle.",
        )
    for package in packages:
        if package.version != version:
            raise UnhealthyError(
                f"{package.file} is version {package.version}; it must be {version}.",
                "Ask for a right bundle.",
            )
        if package.architecture != architecture:
            raise UnhealthyError(
                f"{package.file} is for {package.architecture}; this machine is {architecture}.",
                "Use the bundle for this machine.",
            )


def for_here(packages: Sequence[Package], *, has_engine: bool) -> Sequence[Package]:
    """Return the packages that this machine takes: the engine's only where there is one already.

    Raises:
        UnhealthyError: the engine is installed and its package is not among them. It fits one
            version of the program alone, so it would be lost.
    """
    if not has_engine:
        return [package for package in packages if package.name != ENGINE]
    if ENGINE not in {package.name for package in packages}:
        raise UnhealthyError(
            f"'{ENGINE}' is installed here and its package is missing: the language model would "
            "be lost with this version.",
            f"Ask for a bundle with both packages, or do without: apt remove {ENGINE}",
        )
    return packages


def must_not_be_older(offered: Version, installed: Version) -> None:
    """Refuse to go to an earlier version in the name of an upgrade.

    Raises:
        TooOldError: it is one.
    """
    if offered < installed:
        raise TooOldError(
            f"The source has Lilo {offered}, and {installed} is installed, which is newer.",
            "Bring a newer copy. To go back to the program before: lilo bundle upgrade --back",
        )


def worse(before: DoctorSaid, after: DoctorSaid) -> str:
    """Return why a program is worse than the one before, in words; empty where it is not.

    A doctor that said nothing is never as good as another one that said nothing: nobody knows what
    either would have found.
    """
    if after.silent:
        return f"After it nobody knows whether it is well: {after.silent}"
    new = sorted(set(after.bad) - set(before.bad))
    if not new:
        return ""
    unknown = f" What was wrong before is not known: {before.silent}" if before.silent else ""
    return f"After it the doctor finds wrong: {', '.join(new)}.{unknown}"
