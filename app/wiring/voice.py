"""The voice: what listens."""

from collections.abc import Callable, Sequence
from pathlib import Path

from app.audit import AuditAction, AuditDraft
from app.bundles import ActiveResources, Kind
from app.clinical.scale import ENGLISH
from app.conversation.listening import Ears, Patience, RecognizerState, Trust, load_phrases
from app.settings import Settings
from app.wiring.check_ins import CheckIns
from app.wiring.foundation import Foundation
from models.speech.listening.engine import SpeechEngineName
from models.speech.listening.recognizer_process import RecognizerProcess
from models.speech.listening.voice_activity import WebRtcVoiceActivity
from resources import RESOURCES


def listening_of(on: Foundation, check_ins: CheckIns) -> Ears | None:
    """Build what listens, or nothing where the facility wants none; no process starts yet.

    Raises:
        WordingError: the spoken phrases are damaged.
    """
    settings = on.basics.settings.voice.listening
    if not settings.enabled:
        return None
    folder = recogniser_of(on.basics.settings, on.basics.resources)
    engine = SpeechEngineName.VOSK if folder else SpeechEngineName.POCKETSPHINX
    return Ears(
        RecognizerProcess(engine, folder),
        WebRtcVoiceActivity(),
        load_phrases(RESOURCES / "speech" / "listening.yaml"),
        _ways(check_ins),
        lambda fault: _report(on, fault),
        Patience(
            settings.shortest_silence_s,
            settings.longest_silence_s,
            settings.answer_silence_s,
            settings.wait_s,
        ),
        Trust(free=settings.read_back_below),
        frozenset(settings.hands_free),
    )


def recogniser_of(settings: Settings, resources: ActiveResources) -> Path | None:
    """Return the folder of the model for free speech: the one that was named, else a bundle's."""
    return settings.voice.listening.model_folder or resources.model(Kind.RECOGNISER)


def fault_of(ears: Ears | None, settings: Settings) -> str:
    """Return why a bundle's model does not listen, or nothing; of one that was named nothing."""
    if ears is None or settings.voice.listening.model_folder is not None:
        return ""
    if ears.recognizer.state is not RecognizerState.BROKEN:
        return ""
    return "Its model did not load when the kiosk started."


def _ways(check_ins: CheckIns) -> Callable[[Sequence[str]], Sequence[str]]:
    """Return what gives every way of saying an answer."""
    said: dict[str, list[str]] = {}
    for scale in check_ins.rules.scales.values():
        for option in scale.options:
            text = option.text.in_(ENGLISH)
            ways = said.setdefault(text, [])
            for way in (text, *option.hears.in_(ENGLISH), *option.like.in_(ENGLISH)):
                if way not in ways:
                    ways.append(way)
    return lambda texts: [way for text in texts for way in said.get(text, ())]


async def _report(on: Foundation, fault: str) -> None:
    """Put into the audit log that this kiosk cannot listen, where staff read it."""

    def job() -> None:
        with on.database.unit() as unit:
            draft = AuditDraft(
                AuditAction.LISTENING_LOST,
                "lilo",
                details={"what": fault, "station": on.basics.settings.kiosk.room},
            )
            unit.audit.append(draft, on.basics.clock())

    await on.runtime.database.run(job)
