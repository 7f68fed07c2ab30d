"""The packages of a bundle of the application, looked at before they are installed."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.bundles import Kind, UnhealthyError, read_manifest
from app.bundles.application import ENGINE, for_here, must_be_ours
from app.commands import debian_packages as debian


@dataclass(frozen=True, slots=True)
class ApplicationTrial:
    """Implements `app.bundles.Trial`: the packages are looked at; nothing of them is run."""

    def try_out(self, kind: Kind, folder: Path) -> None:
        """Refuse packages that are not ours, or that this machine cannot take.

        Raises:
            UnhealthyError: they are not.
        """
        if kind is not Kind.APPLICATION:
            raise UnhealthyError(
                f"This takes the application alone, not '{kind}'.", "lilo bundle install"
            )
        manifest = read_manifest((folder / "manifest.json").read_bytes())
        packages = packages_in(folder)
        must_be_ours([debian.card(path) for path in packages], manifest, debian.architecture())
        taken = taken_of(packages)
        names = frozenset(debian.card(path).name for path in taken)
        debian.must_be_installable(taken, names)


def packages_in(folder: Path) -> Sequence[Path]:
    """Return the packages of a bundle."""
    return sorted((folder / "application").glob("*.deb"))


def taken_of(packages: Sequence[Path]) -> Sequence[Path]:
    """Return those packages that this machine takes.

    Raises:
        UnhealthyError: the language engine's is missing, and it is installed.
    """
    cards = {path.name: path for path in packages}
    has_engine = bool(debian.installed(ENGINE).version)
    taken = for_here([debian.card(path) for path in packages], has_engine=has_engine)
    return [cards[one.file] for one in taken]
