"""The packages of the program in place, given by hand: the way back from a first signed upgrade."""

import shutil
from collections.abc import Sequence
from pathlib import Path

from app.bundles import UnhealthyError
from app.bundles.application import ENGINE, PROGRAM, for_here, must_be_program
from app.commands import debian_packages as debian
from storage.private_files import flush_to_disk, make_private_folder


class PresentProgram:
    """A folder with them; empty where nobody gave any."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def packages(self) -> Sequence[Path]:
        """Return what is kept."""
        return sorted(self._folder.glob("*.deb"))

    def keep(self, packages: Sequence[Path]) -> None:
        """Keep a copy of the packages of what is installed.

        Raises:
            UnhealthyError: they are of another version, or not whole.
        """
        for path in packages:
            if not path.is_file():
                raise UnhealthyError(f"There is no file {path}.", "Give the .deb of this version.")
        cards = [debian.card(path) for path in packages]
        must_be_program(cards, debian.installed(PROGRAM).version, debian.architecture())
        for_here(cards, has_engine=bool(debian.installed(ENGINE).version))
        self._clear()
        make_private_folder(self._folder)
        for path, one in zip(packages, cards, strict=True):
            half = self._folder / f"{one.name}.part"
            shutil.copyfile(path, half)
            flush_to_disk(half)
            half.rename(self._folder / f"{one.name}_{one.version}.deb")
        flush_to_disk(self._folder)

    def drop_unless(self, version: str) -> None:
        """Forget packages that are not of the version in place: they lead somewhere else."""
        if any(debian.card(path).version != version for path in self.packages()):
            self._clear()

    def _clear(self) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)
