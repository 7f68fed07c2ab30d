"""The kiosk's words, by language."""

from dataclasses import dataclass
from pathlib import Path

import structlog

from app.language_files import ENGLISH
from ui.kiosk.day_wording import DayWording, load_day_wording
from ui.kiosk.wording import Wording, WordingError, load_wording

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class KioskWords:
    """All of the kiosk's own words in one language."""

    wording: Wording
    day: DayWording


class KioskLanguages:
    """Reads the words of a language when it is first spoken.

    Where they are missing or wrong the screen stays as it is, in English: a resident must find
    the call button whatever became of a file.

    Args:
        folder: where the languages' folders are; None for those that ship.
    """

    def __init__(self, english: KioskWords, folder: Path | None = None) -> None:
        self._known = {ENGLISH: english}
        self._folder = folder

    def of(self, language: str) -> KioskWords:
        """Return the words of a language, English where it has none."""
        if language not in self._known:
            self._known[language] = self._read(language)
        return self._known[language]

    def has(self, language: str) -> bool:
        """Whether the language has words of its own."""
        return language == ENGLISH or self.of(language) is not self._known[ENGLISH]

    def _read(self, language: str) -> KioskWords:
        try:
            folder = self._folder
            return KioskWords(load_wording(language, folder), load_day_wording(language, folder))
        except WordingError as error:
            _log.error("kiosk_language_not_usable", language=language, reason=error.message)
            return self._known[ENGLISH]
