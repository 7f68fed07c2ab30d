"""The trial of an embedding model: the danger and intent models were trained on it, and it loads.

A model of other weights needs crisis patterns that were trained on it; those of the bundle in use,
or of what ships, are what it is tried with.
"""

from pathlib import Path

from app.bundles import ActiveResources, Kind, UnhealthyError
from app.faculties import INTENT_MODEL
from models.danger import load_artefact
from models.embedding.model_files import checked_fingerprint, model_folder
from models.intents import load_intent_artefact


def must_be_trained_on(tried: ActiveResources) -> None:
    """Refuse a model that what was trained here does not fit.

    Raises:
        UnhealthyError: something was trained on another one.
        EmbeddingError: files are missing.
    """
    folder = model_folder(tried.model(Kind.EMBEDDING_MODEL))
    found = checked_fingerprint(folder, expected=None)
    crisis = tried.folder("crisis") / "model" / "danger.npz"
    for base, what in ((_danger_base(crisis), "danger"), (_intent_base(INTENT_MODEL), "intent")):
        if base != found:
            raise UnhealthyError(
                f"The {what} model was trained on another embedding model ({base[:12]}…) than this "
                f"one ({found[:12]}…).",
                "Install crisis patterns that were trained on it first, or leave it out.",
            )


def _danger_base(path: Path) -> str:
    return load_artefact(path).base


def _intent_base(path: Path) -> str:
    return load_intent_artefact(path).base
