"""Everything that needs a model, loaded: the second half of the wiring in `app.bootstrap`."""

import os
from dataclasses import replace
from pathlib import Path

from app.bundles import ActiveResources
from app.conversation.feelings import FeelingReader, load_feelings
from app.conversation.intents import Intent, IntentClassifier, load_prototypes
from app.conversation.perception import Faculties
from app.safety import load_patterns
from app.settings import Settings
from models.danger import OnnxDangerReader, load_artefact, load_danger_reader
from models.embedding import CachedEmbedder, embed_stored, load_onnx_embedder
from resources import RESOURCES


def load_faculties(settings: Settings, resources: ActiveResources | None = None) -> Faculties:
    """Load the models and everything that stands on them. Takes seconds.

    Args:
        resources: where from; without it, from what ships.

    Raises:
        EmbeddingError: a model is missing, altered, or cannot be loaded.
        LiloError: a file of examples is damaged.
    """
    resources = resources or ActiveResources(RESOURCES)
    folder = settings.models.embedding_folder
    kept = settings.models.cache_folder or _user_cache()
    embedder = CachedEmbedder(load_onnx_embedder(folder))
    prototypes = load_prototypes(RESOURCES / "intents")
    feelings = load_feelings(resources.folder("replies") / "feelings.jsonl")
    return Faculties(
        embedder,
        _danger_reader(settings, resources.folder("crisis"), kept),
        IntentClassifier(prototypes, embed_stored(embedder, [p.text for p in prototypes], kept)),
        FeelingReader(feelings, embed_stored(embedder, [line.text for line in feelings], kept)),
    )


def _danger_reader(settings: Settings, crisis: Path, kept: Path) -> OnnxDangerReader:
    artefact = load_artefact(crisis / "model" / "danger.npz")
    reader = load_danger_reader(artefact, settings.models.embedding_folder)
    trained = reader.operating
    alarm = settings.safety.alarm_at or trained.alarm
    # An alarm that the facility set low takes the watch list along.
    watch = min(settings.safety.watch_at or trained.watch, 0.9 * alarm)
    reader.operating = replace(trained, watch=watch, alarm=alarm)
    lines = load_patterns(crisis).danger
    reader.know(lines, embed_stored(reader, [line.text for line in lines], kept))
    return reader


def quiet_requests() -> list[str]:
    """Return what people ask of Lilo on a quiet day, as harmless as the written look-alikes."""
    prototypes = load_prototypes(RESOURCES / "intents")
    return [p.text for p in prototypes if p.intent is not Intent.CRISIS]


def _user_cache() -> Path:
    """Return the folder for what can be made again: vectors of texts that ship with Lilo."""
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "lilo" / "vectors"
