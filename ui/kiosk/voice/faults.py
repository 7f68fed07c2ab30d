"""Staff are told once of what is wrong with the ears; again when it was mended and breaks again."""

from app.conversation.listening import Ears
from ui.kiosk.voice.microphone import MicrophoneFault
from ui.shared.spawner import Spawner


class Faults:
    """Tells staff, and remembers what they know."""

    def __init__(self, spawner: Spawner) -> None:
        self._spawner = spawner
        self._told: set[str] = set()

    def tell(self, ears: Ears | None, fault: str) -> None:
        """Tell of a fault, unless staff know of it."""
        if ears is not None and fault not in self._told:
            self._told.add(fault)
            self._spawner.spawn(_told(ears, fault), name="report_listening")

    def mended(self) -> None:
        """Know that the microphone gives something: what was wrong with it is over."""
        self._told -= set(MicrophoneFault)


async def _told(ears: Ears, fault: str) -> None:
    await ears.report(fault)
