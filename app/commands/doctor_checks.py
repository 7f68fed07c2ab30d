"""What `lilo doctor` looks at, one function a part."""

import platform
import shutil

from app.bootstrap import Basics
from app.bundles import Kind
from app.conversation.intents import load_prototypes
from app.errors import LiloError
from app.faculties import load_faculties
from app.safety import (
    load_crisis_scripts,
    load_outgoing_screen,
    load_patterns,
    load_rule_book,
)
from app.settings import Settings, load_settings
from models.generation import load_library
from models.generation.store import ModelStore, check_model
from models.generation.store.check import free_memory_mb
from models.generation.tiers import default_store
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

    if not has_display():
        raise CheckError(
            "There is no screen; windows are drawn offscreen.",
            "Start Lilo in a graphical session to see it.",
        )
    return "a screen is there"


def voice() -> str:
    """Check for what speaking and listening need."""
    if shutil.which("espeak-ng") is None and shutil.which("espeak") is None:
        raise CheckError("There is no speech synthesiser.", "Install the system package espeak-ng.")
    raise CheckError(
        "Lilo reads and writes; it does not yet listen or speak.", "Nothing to do in this version."
    )


def keyring_backend() -> str:
    """Check for a keyring that is safe, and that no package keeps keys as plain text."""
    if plaintext_keyrings_installed():
        raise CheckError(
            "The package keyrings.alt is installed; it can keep keys as plain text.",
            "Remove it: pip uninstall keyrings.alt",
        )
    backends = safe_backends()
    if not backends:
        raise CheckError(
            "There is no safe keyring on this session.",
            "Use systemd credentials, or start where a passphrase can be typed.",
        )
    return backends[0].name


def _settings(basics: Basics | None) -> Settings:
    return basics.settings if basics else load_settings(RESOURCES / "defaults")
