"""Hearing rows as a conversation with somebody of whom nothing is on record."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from app.conversation.perception import Perceived
from app.quality.screened_rows import Begin, Screen
from app.safety import Reading, RiskPicture, Screened, Weigher
from app.utterance import Utterance

BETWEEN_TURNS = timedelta(minutes=2)
"""How far apart the turns of a row are taken to be."""

_BEGUN = datetime(2026, 3, 14, 12, 0, tzinfo=UTC)


def heard_by(perceive: Callable[[Utterance], Perceived], weigher: Weigher) -> Begin:
    """Return what screens turns as the kiosk does: by their words, and by the turns before."""

    def begin() -> Screen:
        readings: list[Reading] = []

        def screen(utterance: Utterance) -> Screened:
            at = _BEGUN + BETWEEN_TURNS * len(readings)
            perceived = perceive(utterance)
            picture = RiskPicture(readings=tuple(readings))
            weighed = weigher.weigh(perceived.screened, picture, perceived.feeling, at)
            readings.append(weighed.reading)
            return weighed.screened

        return screen

    return begin
