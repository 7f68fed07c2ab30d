"""The kiosk's voice put together: a synthesiser of `models`, a player of Qt's."""

import structlog

from app.bootstrap import Basics
from app.bundles import Kind
from app.conversation.aloud import Player, Speaker
from app.identity import VoiceLiking
from app.wiring.speaking import spoken_text_of, voices_of
from ui.kiosk.voice.voice_line import KioskVoice

_log = structlog.get_logger(__name__)


def kiosk_voice(basics: Basics, player: Player | None) -> KioskVoice:
    """Return what the kiosk speaks with; without a player, or where it is switched off, nothing.

    Never raises: a kiosk that cannot speak is still a kiosk.
    """
    settings = basics.settings.voice.speaking
    house = VoiceLiking(settings.words_a_minute, settings.loudness)
    if player is None or not settings.enabled:
        return KioskVoice(None, house)
    try:
        text = spoken_text_of(basics.resources.folder("i18n"))
    except Exception:
        _log.exception("voice_not_built")
        return KioskVoice(None, house)
    voices = voices_of(basics.settings, basics.resources.model(Kind.SYNTHESISER))
    return KioskVoice(Speaker(voices, player, text), house)
