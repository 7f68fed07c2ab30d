"""What `lilo doctor` looks at, one function a part."""

import os
import platform
import shutil
from importlib.metadata import version
from pathlib import Path

from app.audit import verify_log
from app.bootstrap import find_keys, prepare_basics
from app.commands.options import ask_passphrase, existing_facility
from app.conversation.aloud import Manner, Phrase
from app.conversation.intents import load_prototypes
from app.errors import LiloError
from app.faculties import load_faculties
from app.safety import (
    load_crisis_scripts,
    load_outgoing_screen,
    load_patterns,
    load_rule_book,
)
from app.settings import load_settings
from app.wiring.guarding import wire_checkpoints
from app.wiring.speaking import voices_of
from models.generation import load_library
from models.generation.store import ModelStore, check_model
from models.generation.store.check import free_memory_mb
from models.generation.tiers import default_store
from resources import RESOURCES
from storage import Database, FacilityPaths
from storage.keys import plaintext_keyrings_installed, safe_backends

_LIBRARIES = (
    "PySide6-Essentials",
    "PySide6-Addons",
    "qasync",
    "SQLAlchemy",
    "sqlcipher3",
    "onnxruntime",
    "tokenizers",
    "faiss-cpu",
    "keyring",
)
_FREE_MB = 500


class CheckError(LiloError):
    """A part is not as it should be."""

    code = "doctor"


def python() -> str:
    """Name the Python version; an older one than 3.11 could not have read this."""
    return platform.python_version()


def libraries() -> str:
    """Check that the libraries are installed, and that no plaintext keyring is."""
    if plaintext_keyrings_installed():
        raise CheckError(
            "The package keyrings.alt is installed; it can keep keys as plain text.",
            "Remove it: pip uninstall keyrings.alt",
        )
    return ", ".join(f"{name} {version(name)}" for name in _LIBRARIES)


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


def embedding_model() -> str:
    """Check that the embedding model is the right one and loads."""
    embedder = load_faculties(load_settings(RESOURCES / "defaults")).embedder
    return f"{embedder.dimension} dimensions, SHA-256 {embedder.fingerprint[:12]}…"


def language_model() -> str:
    """Check whether a language model is installed and fits into memory."""
    settings = load_settings(RESOURCES / "defaults").generation.local
    folder = settings.folder or ModelStore(settings.store or default_store()).current()
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
    """Check that a voice of this machine speaks. Without one, everything can be read."""
    voices = voices_of(load_settings(RESOURCES / "defaults"))
    seconds = voices.speak((Phrase("Hello"),), Manner()).seconds
    return f"{voices.name} speaks, {seconds:.1f} s of sound"


def keyring_backend() -> str:
    """Check for a keyring that is safe."""
    backends = safe_backends()
    if not backends:
        raise CheckError(
            "There is no safe keyring on this session.",
            "Use systemd credentials, or start where a passphrase can be typed.",
        )
    return backends[0].name


def disk(root: Path) -> str:
    """Check that the facility's disk has room and can be written."""
    free_mb = shutil.disk_usage(root).free // 1_000_000
    if free_mb < _FREE_MB:
        raise CheckError(f"Only {free_mb} MB are free.", "Make room: messages need it.")
    if not os.access(root, os.W_OK):
        raise CheckError(f"{root} cannot be written.", "Correct its owner or its mount.")
    return f"{free_mb / 1000:.0f} GB free"


def facility(folder: Path) -> str:
    """Check database, key and audit log of a facility."""
    root = existing_facility(folder)
    basics = prepare_basics(root)
    found = find_keys(basics, ask_passphrase)
    with Database.open(FacilityPaths(root).database, found.keys) as database:
        if problems := database.check():
            raise CheckError(
                f"The database is damaged: {'; '.join(problems[:3])}",
                "Restore the latest backup.",
            )
        checkpoints = wire_checkpoints(basics, found.keys, database)
        with database.reading() as unit:
            verdict = verify_log(unit.audit, found.keys.audit, checkpoints.history())
            people = len(unit.residents.all())
    if not verdict.valid:
        raise CheckError(
            f"The audit log was tampered with. {verdict.reason}",
            "Keep this machine as it is and call whoever is responsible.",
        )
    return (
        f"{basics.settings.facility.name}: {people} residents, {verdict.checked} audit entries, "
        f"key from {found.source}"
    )
