"""Everything that needs a model, loaded: the second half of the wiring in `app.bootstrap`."""

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import structlog

from app.bundles import ActiveResources, Kind
from app.conversation.feelings import FeelingReader, load_feelings
from app.conversation.intents import (
    Intent,
    IntentClassifier,
    IntentDataError,
    IntentReader,
    load_prototypes,
)
from app.conversation.perception import Faculties
from app.embedding import TextEmbedder
from app.recall.articles import load_article
from app.safety import lines_to_explain_by, load_danger_lines
from app.settings import Settings
from models.danger import OnnxDangerReader, load_artefact, load_danger_reader
from models.embedding import CachedEmbedder, StoredGroups, embed_stored, load_onnx_embedder
from models.intents import TrainedIntentReader, load_intent_artefact
from resources import RESOURCES

if TYPE_CHECKING:
    from models.intents.training import Seen

_log = structlog.get_logger(__name__)

DANGER_MODEL = RESOURCES / "crisis" / "model" / "danger.npz"
INTENT_MODEL = RESOURCES / "intents" / "model" / "intents.npz"


def load_faculties(settings: Settings, resources: ActiveResources | None = None) -> Faculties:
    """Load the models and everything that stands on them. Takes seconds.

    Args:
        resources: where from; without it, from what ships.

    Raises:
        EmbeddingError: a model is missing, altered, or cannot be loaded.
        LiloError: a file of examples is damaged.
    """
    resources = resources or ActiveResources(RESOURCES)
    folder = embedding_folder(settings, resources)
    kept = settings.models.cache_folder or _user_cache()
    embedder = CachedEmbedder(load_onnx_embedder(folder))
    danger = _danger_reader(settings, resources.folder("crisis"), folder, kept)
    feelings = load_feelings(resources.folder("replies") / "feelings.jsonl")
    return Faculties(
        embedder,
        danger,
        _intent_reader(embedder, danger, kept),
        FeelingReader(feelings, embed_stored(embedder, [line.text for line in feelings], kept)),
        embedder.let_go,
    )


def embedding_folder(settings: Settings, resources: ActiveResources) -> Path | None:
    """Return where the embedding model is loaded from; None for the one that ships."""
    return settings.models.embedding_folder or resources.model(Kind.EMBEDDING_MODEL)


def with_article_vectors(
    embedder: TextEmbedder, settings: Settings, resources: ActiveResources
) -> TextEmbedder:
    """Return the embedder with the vectors of the articles in use at hand, computed only once.

    Raises:
        ArticleError: while embedding, when an article is damaged.
    """

    def articles() -> list[list[str]]:
        files = sorted(resources.folder("knowledge").glob("*.md"))
        return [[passage.searchable for passage in load_article(file)] for file in files]

    return StoredGroups(embedder, articles, settings.models.cache_folder or _user_cache())


def _danger_reader(
    settings: Settings, crisis: Path, base: Path | None, kept: Path
) -> OnnxDangerReader:
    artefact = load_artefact(crisis / "model" / "danger.npz")
    reader = load_danger_reader(artefact, base)
    trained = reader.operating
    alarm = settings.safety.alarm_at or trained.alarm
    # An alarm that the facility set low takes the watch list along.
    watch = min(settings.safety.watch_at or trained.watch, 0.9 * alarm)
    reader.operating = replace(trained, watch=watch, alarm=alarm)
    lines = lines_to_explain_by(load_danger_lines(crisis))
    reader.know(lines, embed_stored(reader, [line.text for line in lines], kept))
    return reader


def _intent_reader(embedder: TextEmbedder, danger: OnnxDangerReader, kept: Path) -> IntentReader:
    """Return the trained model; the nearest examples where it does not fit the engines here."""
    try:
        artefact = load_intent_artefact(INTENT_MODEL)
    except IntentDataError as error:
        _log.error("intent_model_unusable", reason=error.message)
    else:
        if artefact.base == embedder.fingerprint:
            fits = artefact.second == danger.fingerprint
            if not fits:
                _log.warning("intent_model_sees_one_vector")
            return TrainedIntentReader(artefact, danger.vector_of if fits else None)
        _log.warning("intent_model_of_another_embedding_model")
    prototypes = load_prototypes(RESOURCES / "intents")
    return IntentClassifier(prototypes, embed_stored(embedder, [p.text for p in prototypes], kept))


def intent_vectors(texts: Sequence[str], settings: Settings | None = None) -> "Seen":
    """Return both vectors of texts, for training: the embedding model's and the danger model's.

    Raises:
        EmbeddingError: a model is missing, altered, or cannot be loaded.
    """
    from models.intents.training import Seen

    folder = settings.models.embedding_folder if settings else None
    kept = (settings.models.cache_folder if settings else None) or _user_cache()
    embedder = load_onnx_embedder(folder)
    danger = load_danger_reader(load_artefact(DANGER_MODEL), folder)
    first, second = (embed_stored(one, texts, kept) for one in (embedder, danger))
    return Seen(first, second, embedder.fingerprint, danger.fingerprint)


def quiet_requests() -> list[str]:
    """Return what people ask of Lilo on a quiet day, as harmless as the written look-alikes."""
    prototypes = load_prototypes(RESOURCES / "intents")
    return [p.text for p in prototypes if p.intent is not Intent.CRISIS]


def _user_cache() -> Path:
    """Return the folder for what can be made again: vectors of texts that ship with Lilo."""
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "lilo" / "vectors"
