"""What Lilo works with: of each kind what is installed, else what ships."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from app.bundles.kinds import FOLDERS, Kind

_KIND_OF = {
    folder: kind
    for kind in (Kind.KNOWLEDGE, Kind.PROMPTS, Kind.CRISIS, Kind.SCALES, Kind.TRANSLATIONS)
    for folder in FOLDERS[kind]
}


@dataclass(frozen=True, slots=True)
class ActiveResources:
    """Resolves folders of resources at one moment; it never changes while it is used.

    Attributes:
        shipped: the folder of what ships with Lilo.
        installed: the folder of the bundle in use, of each kind that has one.
    """

    shipped: Path
    installed: Mapping[Kind, Path] = field(default_factory=dict)

    def folder(self, name: str) -> Path:
        """Return a folder of resources by its name, such as `prompts` or `crisis`."""
        kind = _KIND_OF.get(name)
        if kind is not None and kind in self.installed:
            folder = self.installed[kind] / name
            # A bundle of prompts may leave the replies alone, and the other way round.
            if folder.is_dir():
                return folder
        return self.shipped / name

    @property
    def config(self) -> Path | None:
        """The folder of an installed configuration, which lies under the facility's own."""
        installed = self.installed.get(Kind.CONFIGURATION)
        return installed / "config" if installed else None

    def model(self, kind: Kind) -> Path | None:
        """Return the folder of an installed model."""
        installed = self.installed.get(kind)
        return installed / "model" if installed else None
