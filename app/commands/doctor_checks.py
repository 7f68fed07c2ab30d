"""What `lilo doctor` looks at, one function a part."""

import platform

from app.bootstrap import Basics
from app.bundles import ActiveResources, Kind
from app.commands.checkup.of_kiosk import has_credentials, has_the_screen
from app.conversation.aloud import Manner, Phrase
from app.conversation.intents import load_prototypes
from app.errors import LiloError
from app.faculties import load_faculties
from app.language_files import LANGUAGES
from app.safety import (
    load_crisis_scripts,
    load_outgoing_screen,
    load_patterns,
    load_rule_book,
)
from app.settings import Settings, load_settings
from app.wiring.speaking import PATIENT_S, voices_of
from app.wiring.tongues import wire_tongues
from app.wiring.voice import recogniser_of
from models.generation import load_library
from models.generation.store import ModelStore, check_model
from models.generation.store.check import free_memory_mb
from models.generation.tiers import default_store
from models.speech.listening.vosk_recognizer import missing_parts
from resources import RESOURCES
from storage.keys import plaintext_keyrings_installed, safe_backends


class CheckError(LiloError):
    """A part is not as it should be."""

    code = "doctor"


def python() -> str:
    """Name the Python version; an older one than 3.11 could not have read this."""
    return platform.python_version()


def words_and_rules() -> str:
    """Check every file of rules, examples and replies that ships with Lilo."""
    crisis = RESOURCES / "crisis"
    rules = load_rule_book(crisis / "rules.yaml").rules
    load_crisis_scripts(crisis / "dialogue.yaml")
    load_outgoing_screen(crisis / "outgoing.yaml")
    patterns = load_patterns(crisis)
    prototypes = load_prototypes(RESOURCES / "intents")
    agents = load_library(RESOURCES / "replies")
    return (
        f"{len(rules)} danger rules, {len(patterns.danger)} danger lines, "
        f"{len(patterns.contrast)} harmless look-alikes, {len(prototypes)} intent examples, "
        f"replies for {len(agents)} agents"
    )


def languages() -> str:
    """Check that every language is whole; English stands in for what is missing."""
    tongues = wire_tongues(ActiveResources(RESOURCES))
    if lost := [one for one in LANGUAGES if one not in tongues]:
        raise CheckError(
            f"Lilo cannot speak: {', '.join(lost)}; a file of it is damaged.",
            "Install Lilo again. English is spoken in its place.",
        )
    missing = [f"{one.language}: {name}" for one in tongues.values() for name in one.missing]
    if missing:
        raise CheckError(
            f"English stands in for {len(missing)} files: {', '.join(missing)}.",
            "Nothing has to be done; residents see parts in English.",
        )
    return ", ".join(tongues)


def embedding_model(basics: Basics | None = None) -> str:
    """Check that the embedding model, a facility's own where one is named, is right and loads."""
    resources = basics.resources if basics else None
    embedder = load_faculties(_settings(basics), resources).embedder
    return f"{embedder.dimension} dimensions, SHA-256 {embedder.fingerprint[:12]}…"


def language_model(basics: Basics | None = None) -> str:
    """Check whether a language model is installed and fits into memory."""
    settings = _settings(basics).generation.local
    bundled = basics.resources.model(Kind.LANGUAGE_MODEL) if basics else None
    chosen = settings.folder or bundled
    folder = chosen or ModelStore(settings.store or default_store()).current()
    if folder is None:
        raise CheckError(
            "No language model is installed; replies are the authored ones.",
            "Nothing has to be done. To install one: lilo model add FOLDER",
        )
    card = check_model(folder, free_memory_mb())
    return f"{card.name}, {card.engine}, {card.size_mb} MB, licence {card.licence}"


def display() -> str:
    """Check that there is a screen and a typeface to draw with."""
    from ui.application import has_display

    if has_the_screen():
        return "the kiosk has it; see `screen` for what is connected"
    if not has_display():
        raise CheckError(
            "There is no screen; windows are drawn offscreen.",
            "Start Lilo in a graphical session to see it.",
        )
    return "a screen is there"


def voice(basics: Basics | None = None) -> str:
    """Check that a voice of this machine speaks. Without one, everything can be read."""
    bundled = basics.resources.model(Kind.SYNTHESISER) if basics else None
    settings = _settings(basics)
    voices = voices_of(settings, bundled, loading_s=PATIENT_S)
    try:
        sound = voices.speak((Phrase("Hello"),), Manner(language=settings.kiosk.language))
    finally:
        voices.close()
    return f"{voices.name} speaks, {sound.seconds:.1f} s of sound"


def listening(basics: Basics | None = None) -> str:
    """Check for what listening needs; without a model short answers alone are understood."""
    in_use = basics.resources if basics else ActiveResources(RESOURCES)
    model = recogniser_of(_settings(basics), in_use)
    if model is None:
        raise CheckError(
            "Lilo understands short answers by voice, and no free speech: no model is installed.",
            "Nothing has to be done. To have one, install a bundle of the kind 'recogniser', or "
            "set voice.listening.model_folder to the folder of a Vosk model. To try it: "
            "`lilo voice check`.",
        )
    if missing := missing_parts(model):
        raise CheckError(
            f"{model} is no model of Vosk: it has no {missing[0]}.",
            "Unpack a model of Vosk there.",
        )
    is_bundled = model == in_use.model(Kind.RECOGNISER)
    return f"free speech with {'the model of a bundle' if is_bundled else model.name}"


def keyring_backend() -> str:
    """Check for a keyring that is safe, and that no package keeps keys as plain text."""
    if plaintext_keyrings_installed():
        raise CheckError(
            "The package keyrings.alt is installed; it can keep keys as plain text.",
            "Remove it: pip uninstall keyrings.alt",
        )
    if has_credentials():
        return "not needed: the keys are systemd credentials"
    backends = safe_backends()
    if not backends:
        raise CheckError(
            "There is no safe keyring on this session.",
            "Use systemd credentials, or start where a passphrase can be typed.",
        )
    return backends[0].name


def _settings(basics: Basics | None) -> Settings:
    return basics.settings if basics else load_settings(RESOURCES / "defaults")
