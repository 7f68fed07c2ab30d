"""The danger model at work: ONNX Runtime and numpy, no torch."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from cachetools import LRUCache

from app.embedding import EmbeddingError, Vector, Vectors
from app.safety import DangerKind, DangerLine, Likeness, Operating
from models.danger.artefact import Adapter, Artefact, Floats, vectors_fingerprint
from models.danger.ngrams import scores
from models.embedding.model_files import checked_fingerprint, model_folder
from models.embedding.onnx_encoder import OnnxEncoder, encoder_from, read_weights

if TYPE_CHECKING:
    from models.embedding.bert_graph import Weights

_KINDS = tuple(DangerKind)
_REMEMBERED = 64
"""Texts whose vectors are at hand: those of a turn and its clauses."""

CLEARLY_HARMLESS = 2.0
"""Log odds below the watch list from which a text is clearly harmless to the first member."""


class OnnxDangerReader:
    """Reads danger in texts; the mean of its members, each a tuned encoder with heads.

    Attributes:
        operating: where the artefact says that levels begin.
        fingerprint: names what its vectors come from.
    """

    def __init__(self, artefact: Artefact, encoders: Sequence[OnnxEncoder]) -> None:
        self._artefact = artefact
        self._encoders = tuple(encoders)
        self._lines: tuple[DangerLine, ...] = ()
        self._vectors: Vectors = np.empty((0, encoders[0].width), dtype=np.float32)
        self._seen: LRUCache[str, Vector] = LRUCache(_REMEMBERED)
        self.operating: Operating = artefact.operating
        self.fingerprint = vectors_fingerprint(artefact)

    @property
    def dimension(self) -> int:
        """Length of each vector."""
        return self._encoders[0].width

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return unit vectors as the first member sees the texts, for finding near examples."""
        return _unit(self._encoders[0].encode(texts))

    def vector_of(self, text: str) -> Vector | None:
        """Return the unit vector of a text read lately, or None; it costs no computation."""
        return self._seen.get(text)

    def know(self, lines: Sequence[DangerLine], vectors: Vectors) -> None:
        """Take the danger lines, with their vectors from `embed`, to explain itself by."""
        self._lines, self._vectors = tuple(lines), vectors

    def read(self, texts: Sequence[str]) -> Sequence[Likeness]:
        """Read texts, shape-free: one likeness a text.

        The other members are asked only of texts that the first does not find clearly harmless;
        of 6,818 lines of people that none had met, their word would have put none of the rest
        onto the watch list (docs/adr/0062).
        """
        pooled, levels, kinds = self._seen_by(0, texts)
        grams = scores(texts, self._artefact.ngrams, self._artefact.ngrams_bias)
        danger = odds_of_danger(levels, grams, self._artefact.blend)
        unsure = np.flatnonzero(
            danger >= _log_odds(self.operating.watch) - CLEARLY_HARMLESS
        ).tolist()
        if unsure and len(self._encoders) > 1:
            asked = [texts[row] for row in unsure]
            others = [self._seen_by(n, asked) for n in range(1, len(self._encoders))]
            levels[unsure] = _mean([levels[unsure], *(seen[1] for seen in others)])
            kinds[unsure] = _mean([kinds[unsure], *(seen[2] for seen in others)])
            danger = odds_of_danger(levels, grams, self._artefact.blend)
        units = _unit(pooled)
        self._seen.update(zip(texts, units, strict=True))
        near = units @ self._vectors.T
        return [
            self._likeness(danger[row], levels[row], kinds[row], near[row])
            for row in range(len(texts))
        ]

    def _seen_by(self, member: int, texts: Sequence[str]) -> tuple[Floats, Floats, Floats]:
        """Return what a member sees: vectors (texts, width), logits of levels (4) and kinds (9)."""
        pooled, heads = self._encoders[member].encode(texts), self._artefact.heads[member]
        levels = pooled @ heads.levels.T + heads.levels_bias
        return pooled, levels, pooled @ heads.kinds.T + heads.kinds_bias

    def _likeness(self, danger: float, levels: Floats, kinds: Floats, near: Floats) -> Likeness:
        at = int(near.argmax()) if len(near) else -1
        return Likeness(
            float(_sigmoid(danger)),
            float(_sigmoid(levels[2])),
            float(_sigmoid(levels[3])),
            _KINDS[int(kinds.argmax())],
            self._lines[at].text if at >= 0 else "",
            float(near[at]) if at >= 0 else 0.0,
        )


def odds_of_danger(levels: Floats, grams: np.ndarray, blend: Floats) -> np.ndarray:
    """Return the log odds of danger, shape (texts,), from level logits (texts, 4) and n-grams."""
    features = np.column_stack([levels, grams])
    return np.asarray(features @ blend[:-1] + blend[-1], dtype=np.float64)


def load_danger_reader(artefact: Artefact, configured: Path | None) -> OnnxDangerReader:
    """Make the model of its artefact and the embedding model's folder. Takes seconds.

    Raises:
        EmbeddingError: it was trained on another embedding model, or that is not usable.
    """
    folder = model_folder(configured)
    if checked_fingerprint(folder, expected=None) != artefact.base:
        raise EmbeddingError(
            f"The danger model was trained on another embedding model than the one in {folder}.",
            "Use the model that ships with Lilo, or run `lilo train safety`.",
        )
    try:
        base = read_weights(folder)
        encoders = [
            encoder_from(_merged(base, adapter), folder, unit_length=False)
            for adapter in artefact.adapters
        ]
    except Exception as error:
        raise EmbeddingError(f"The danger model cannot be loaded: {error}") from error
    return OnnxDangerReader(artefact, encoders)


def _merged(base: "Weights", adapter: Adapter) -> "Weights":
    merged = dict(base)
    for name, (up, down) in adapter.items():
        merged[name] = (base[name] + up @ down).astype(np.float32)
    return merged


def _mean(members: Sequence[Floats]) -> Floats:
    return np.asarray(np.mean(members, axis=0), dtype=np.float32)


def _unit(vectors: Vectors) -> Vectors:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-12), dtype=np.float32)


def _log_odds(probability: float) -> float:
    return float(np.log(probability / (1.0 - probability)))


def _sigmoid(value: float) -> float:
    return float(1.0 / (1.0 + np.exp(-np.clip(value, -50.0, 50.0))))
