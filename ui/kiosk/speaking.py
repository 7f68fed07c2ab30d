"""Which language the screen speaks, and changing it."""

from collections.abc import Callable

import structlog

from ui.kiosk.authored_lines import AuthoredLines
from ui.kiosk.derivation import said_over
from ui.kiosk.languages import KioskLanguages, KioskWords
from ui.kiosk.presence_view import OverView
from ui.kiosk.services import KioskServices
from ui.kiosk.state import KioskState
from ui.shared.spawner import Spawner

_log = structlog.get_logger(__name__)


class Speaking:
    """Keeps a resident's choice of language, and takes everything up in it at once."""

    def __init__(
        self,
        state: KioskState,
        spawner: Spawner,
        languages: KioskLanguages,
        lines: AuthoredLines,
        on_again: Callable[[KioskServices], None],
    ) -> None:
        self._state = state
        self._spawner = spawner
        self._languages = languages
        self._lines = lines
        self._on_again = on_again
        self._services: KioskServices | None = None

    def attach(self, services: KioskServices) -> None:
        """Speak the language of whoever is here."""
        self._services = services
        language = services.resident.language
        is_partly = services.is_partly_english or not self._languages.has(language)
        self._state.change(language=language, is_partly_english=is_partly)
        if services.lines:
            self._lines.use(services.lines, self.words.wording.talk.trouble)

    @property
    def words(self) -> KioskWords:
        """The words of the language that is spoken."""
        return self._languages.of(self._state.inputs.language)

    def over(self) -> OverView:
        """Return what is said over everything, in that language."""
        return said_over(self._state.inputs, self.words.wording, self.words.day)

    def choose(self, language: str) -> None:
        """Speak another language; nothing else on the screen changes."""
        services = self._services
        if services is None or services.languages is None or services.again is None:
            return
        if language == self._state.inputs.language or self._state.inputs.talk.is_busy:
            return
        # It speaks it from here on, whether or not it can be kept.
        services.languages.speak(services.resident.id, language)
        keeping = services.languages.choose(services.resident.id, language)
        self._spawner.spawn(keeping, self._not_kept, name="keep_language")
        self._state.change(language=language)
        self._on_again(services.again())

    def _not_kept(self, error: Exception) -> None:
        _log.warning("language_not_kept", error=type(error).__name__)
