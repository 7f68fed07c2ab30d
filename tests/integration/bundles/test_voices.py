"""Voices from bundles: signed, tried, taken into use by what speaks and listens, or refused."""

import os
from pathlib import Path

import pytest

from app.bundles import ActiveResources, Kind, ThisMachine, UnhealthyError, resources_of
from app.conversation.aloud import Manner, Phrase, VoiceError
from app.settings import Settings, load_settings
from app.wiring.bundle_trial import USED_KINDS, HouseTrial
from app.wiring.speaking import PATIENT_S, voices_of
from app.wiring.voice import recogniser_of
from app.wiring.voice_trial import try_recogniser, try_synthesiser
from models.speech.speaking import EspeakNg
from resources import RESOURCES
from storage.bundles import FolderSource
from tests.fakes.kiosks import make_kiosk
from tests.fakes.piper_voices import make_voice
from tests.fakes.releases import Release, new_key

pytestmark = pytest.mark.skipif(not EspeakNg.is_installed(), reason="espeak-ng is not installed")

SHIPPED = ActiveResources(RESOURCES)


@pytest.fixture(scope="module")
def settings() -> Settings:
    return load_settings(RESOURCES / "defaults")


def tried(kind: Kind, folder: Path) -> ActiveResources:
    return ActiveResources(RESOURCES, {kind: folder})


def test_a_signed_voice_is_what_the_kiosk_speaks_with(tmp_path: Path, settings: Settings) -> None:
    voice = make_voice(tmp_path / "made")
    keys = {role: [new_key()] for role in ("targets", "snapshot", "timestamp", Kind.SYNTHESISER)}
    release = Release(tmp_path / "stick", tmp_path / "payloads", keys=keys).begin()
    files = {f"model/{path.name}": path.read_bytes() for path in voice.iterdir()}
    release.add(Kind.SYNTHESISER, files)
    release.publish()
    kiosk = make_kiosk(tmp_path / "bundles")
    installer = type(kiosk.installer)(
        kiosk.installer.signatures,
        kiosk.store,
        HouseTrial(lambda: SHIPPED, settings, None),
        ThisMachine(kiosk.installer.machine.program, 8_000, frozenset(), USED_KINDS),
        kiosk.log,
        kiosk.installer.clock,
    )
    (outcome,) = installer.install(FolderSource(release.folder), release.publisher())
    assert outcome.error is None
    assert outcome.waits
    in_use = resources_of(kiosk.store, RESOURCES)
    voices = voices_of(settings, in_use.model(Kind.SYNTHESISER), loading_s=PATIENT_S)
    try:
        assert voices.name == "piper"
        assert voices.speak((Phrase("Good morning"),), Manner()).rate == 16_000
    finally:
        voices.close()


def test_a_bundle_that_is_damaged_later_leaves_the_voice_of_the_machine(
    tmp_path: Path, settings: Settings
) -> None:
    assert voices_of(settings, tmp_path).name == "espeak-ng"


def test_a_voice_of_another_language_is_refused(tmp_path: Path, settings: Settings) -> None:
    make_voice(tmp_path / "model", language="es-419")
    with pytest.raises(UnhealthyError, match="'es', and this kiosk 'en'"):
        try_synthesiser(tried(Kind.SYNTHESISER, tmp_path), settings)


def test_a_voice_that_does_not_come_to_an_end_is_refused(
    tmp_path: Path, settings: Settings
) -> None:
    make_voice(tmp_path / "model", samples_a_sign=10_000.0)
    with pytest.raises(UnhealthyError, match="s for 4 words"):
        try_synthesiser(tried(Kind.SYNTHESISER, tmp_path), settings)


def test_a_voice_that_does_not_load_is_refused(tmp_path: Path, settings: Settings) -> None:
    (make_voice(tmp_path / "model") / "voice.onnx").write_bytes(b"no network")
    with pytest.raises(VoiceError):
        try_synthesiser(tried(Kind.SYNTHESISER, tmp_path), settings)


def test_what_is_no_model_of_speech_is_refused(tmp_path: Path, settings: Settings) -> None:
    with pytest.raises(UnhealthyError, match="no model in the bundle"):
        try_recogniser(tried(Kind.RECOGNISER, tmp_path), settings)
    (tmp_path / "model").mkdir()
    with pytest.raises(UnhealthyError, match="no am and no conf"):
        try_recogniser(tried(Kind.RECOGNISER, tmp_path), settings)
    for name in ("am", "conf"):
        (tmp_path / "model" / name).mkdir()
    with pytest.raises(UnhealthyError, match="does not load here"):
        try_recogniser(tried(Kind.RECOGNISER, tmp_path), settings)


def test_a_model_of_speech_is_taken(tmp_path: Path, settings: Settings) -> None:
    folder = os.environ.get("LILO_VOSK_MODEL")
    if not folder:
        pytest.skip("LILO_VOSK_MODEL names no folder of a Vosk model")
    (tmp_path / "model").symlink_to(folder)
    try_recogniser(tried(Kind.RECOGNISER, tmp_path), settings)


def test_the_model_that_is_named_goes_before_that_of_a_bundle(
    tmp_path: Path, settings: Settings
) -> None:
    bundled = tried(Kind.RECOGNISER, tmp_path)
    assert recogniser_of(settings, SHIPPED) is None
    assert recogniser_of(settings, bundled) == tmp_path / "model"
    listening = settings.voice.listening.model_copy(update={"model_folder": Path("/own")})
    voice = settings.voice.model_copy(update={"listening": listening})
    named = settings.model_copy(update={"voice": voice})
    assert recogniser_of(named, bundled) == Path("/own")
