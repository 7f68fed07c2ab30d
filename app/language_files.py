"""Files of words, by language: a language's own where it is there, the English one otherwise."""

from dataclasses import dataclass, field
from pathlib import Path

ENGLISH = "en"
"""Every file of words exists in it."""

LANGUAGES = (ENGLISH, "es")
"""What Lilo speaks, in the order in which a screen offers it."""


@dataclass(frozen=True, slots=True)
class LanguageFiles:
    """Finds the files of one language, and remembers for which of them English stood in.

    Attributes:
        shipped: the folder of what ships with Lilo: an installed bundle that leaves a language
            alone does not take it away. None where there are no bundles.
        missing: names of files that English stands in for, in the order of asking.
    """

    language: str
    shipped: Path | None = None
    missing: list[str] = field(default_factory=list)

    def words(self, i18n: Path, name: str) -> Path:
        """Return a file of `i18n/<language>`."""
        return self._own_or_english(i18n, Path(self.language) / name, i18n / ENGLISH / name)

    def beside(self, folder: Path, name: str) -> Path:
        """Return a file of a folder whose other languages stand in folders of their own."""
        english = folder / name
        if self.language == ENGLISH:
            return english
        return self._own_or_english(folder, Path(self.language) / name, english)

    def _own_or_english(self, folder: Path, own: Path, english: Path) -> Path:
        folders = [folder] if self.shipped is None else [folder, self.shipped / folder.name]
        for there in folders:
            if (there / own).is_file():
                return there / own
        # Whole files only: a sentence that changes language halfway is worse than English.
        self.missing.append(f"{english.parent.name}/{english.name}")
        return english
