"""The embedding model on ONNX Runtime, straight from its weights: no torch in the program."""

import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from app.embedding import EmbeddingError, Vectors
from models.embedding.model_files import PACKAGED_SHA256, checked_fingerprint, model_folder

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

    from models.embedding.bert_graph import BertShape, Weights

_BATCH = 16
"""Texts computed at once. With 64 the numbers between two layers leave the processor's cache, and
each text takes a third longer."""

_THREADS = 2
_INSTALL_AGAIN = "Install it again, or correct `models.embedding_folder` in the settings."


class OnnxEncoder:
    """A BERT sentence encoder with its tokeniser; safe for one caller at a time."""

    def __init__(self, session: "InferenceSession", tokenizer: "Tokenizer", width: int) -> None:
        self._session = session
        self._tokenizer = tokenizer
        self.width = width

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one vector a text, shape (len(texts), width)."""
        if not texts:
            return np.empty((0, self.width), dtype=np.float32)
        vectors = np.empty((len(texts), self.width), dtype=np.float32)
        for batch in batches([len(text) for text in texts]):
            vectors[batch] = self._run([texts[n] for n in batch])
        return vectors

    def _run(self, texts: Sequence[str]) -> NDArray[np.float32]:
        encoded = self._tokenizer.encode_batch(list(texts))
        ids = np.array([one.ids for one in encoded], dtype=np.int64)
        mask = np.array([one.attention_mask for one in encoded], dtype=np.int64)
        (vectors,) = self._session.run(["vectors"], {"ids": ids, "mask": mask})
        return np.asarray(vectors, dtype=np.float32)


def batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Yield which texts are computed together, by their lengths in letters.

    They are of like length, since what is padded is computed like words: a long turn beside its
    own clauses, in one batch, took twice as long as in two.
    """
    batch: list[int] = []
    for n in sorted(range(len(lengths)), key=lambda n: lengths[n]):
        if len(batch) == _BATCH or (batch and lengths[n] > 1.5 * lengths[batch[0]] + 16):
            yield batch
            batch = []
        batch.append(n)
    if batch:
        yield batch


class OnnxEmbedder:
    """All-MiniLM-L6-v2, or another BERT encoder from a local folder."""

    def __init__(self, encoder: OnnxEncoder, fingerprint: str) -> None:
        self._encoder = encoder
        self._fingerprint = fingerprint

    @property
    def dimension(self) -> int:
        """Length of each vector."""
        return self._encoder.width

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the weights."""
        return self._fingerprint

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return unit vectors, shape (len(texts), dimension).

        Raises:
            EmbeddingError: the engine failed.
        """
        try:
            return self._encoder.encode(texts)
        except Exception as error:
            raise EmbeddingError(f"The embedding model failed: {type(error).__name__}.") from error


def load_onnx_embedder(configured: Path | None) -> OnnxEmbedder:
    """Load the model from a local folder; nothing is ever downloaded. Takes about two seconds.

    Raises:
        EmbeddingError: it is missing, incomplete, altered, or cannot be loaded.
    """
    folder = model_folder(configured)
    expected = None if configured else PACKAGED_SHA256
    fingerprint = checked_fingerprint(folder, expected=expected)
    try:
        encoder = encoder_from(read_weights(folder), folder, unit_length=True)
    except Exception as error:
        raise EmbeddingError(
            f"The embedding model in {folder} cannot be loaded: {error}", _INSTALL_AGAIN
        ) from error
    return OnnxEmbedder(encoder, fingerprint)


def read_weights(folder: Path) -> "Weights":
    """Read the tensors of a model folder."""
    # Imported here, as below: none of it is needed to open a window.
    from safetensors.numpy import load_file

    tensors = load_file(folder / "model.safetensors")
    return {
        name.removeprefix("bert."): tensor.astype(np.float32)
        for name, tensor in tensors.items()
        if np.issubdtype(tensor.dtype, np.floating)
    }


def encoder_from(weights: "Weights", folder: Path, *, unit_length: bool) -> OnnxEncoder:
    """Make an encoder of these weights, with the tokeniser and the shape kept in the folder."""
    from onnxruntime import InferenceSession, OrtValue, SessionOptions

    from models.embedding.bert_graph import sentence_encoder

    shape, longest = _shape(folder)
    graph = sentence_encoder(weights, shape, unit_length=unit_length)
    options = SessionOptions()
    options.intra_op_num_threads = min(_THREADS, os.cpu_count() or 1)
    options.inter_op_num_threads = 1
    # A pool that spins while it waits takes the core that the next engine needs: two encoders
    # after one another then cost three times as much.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.add_external_initializers(
        list(graph.tensors), [OrtValue.ortvalue_from_numpy(t) for t in graph.tensors.values()]
    )
    session = InferenceSession(
        graph.model.SerializeToString(), options, providers=["CPUExecutionProvider"]
    )
    width = int(weights["embeddings.word_embeddings.weight"].shape[1])
    return OnnxEncoder(session, _tokenizer(folder, longest), width)


def _shape(folder: Path) -> tuple["BertShape", int]:
    """Read the shape, and how many tokens of a text count.

    Raises:
        ValueError: it is another kind of model.
    """
    from models.embedding.bert_graph import BertShape

    config = json.loads((folder / "config.json").read_text("utf-8"))
    if config.get("model_type") != "bert" or config.get("hidden_act") != "gelu":
        raise ValueError("only BERT encoders are supported")
    longest = int(config["max_position_embeddings"])
    limits = folder / "sentence_bert_config.json"
    if limits.is_file():
        longest = min(longest, int(json.loads(limits.read_text("utf-8"))["max_seq_length"]))
    shape = BertShape(
        int(config["num_hidden_layers"]),
        int(config["num_attention_heads"]),
        float(config["layer_norm_eps"]),
    )
    return shape, longest


def _tokenizer(folder: Path, longest: int) -> "Tokenizer":
    os.environ["TOKENIZERS_PARALLELISM"] = "false"
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.enable_truncation(longest)
    tokenizer.enable_padding(
        pad_id=tokenizer.token_to_id("[PAD]") or 0,
        pad_token="[PAD]",  # noqa: S106
    )
    return tokenizer
