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
        missing: names of such files, in the order in which they were asked for.
    """

    language: str
    missing: list[str] = field(default_factory=list)

    def words(self, i18n: Path, name: str) -> Path:
        """Return a file of `i18n/<language>`."""
        return self._own_or_english(i18n / self.language / name, i18n / ENGLISH / name)

    def beside(self, folder: Path, name: str) -> Path:
        """Return a file of a folder whose other languages stand in folders of their own."""
        english = folder / name
        if self.language == ENGLISH:
            return english
        return self._own_or_english(folder / self.language / name, english)

    def _own_or_english(self, own: Path, english: Path) -> Path:
        if own.is_file():
            return own
        # Whole files only: a sentence that changes language halfway is worse than English.
        self.missing.append(f"{english.parent.name}/{english.name}")
        return english
