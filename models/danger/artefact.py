"""What training leaves behind, in one file of a few megabytes, and how it is kept and read."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from app.embedding import EmbeddingError
from app.safety import Operating

FORMAT = 2
"""2: the n-grams count sounds as well, and it says what was held out."""

Floats = NDArray[np.float32]

Adapter = Mapping[str, tuple[Floats, Floats]]
"""By name of the base's tensor: up (out, rank) and down (rank, in), whose product is added."""


@dataclass(frozen=True, slots=True)
class Heads:
    """Linear heads on the pooled vector: levels (4, width), kinds (9, width), with biases."""

    levels: Floats
    levels_bias: Floats
    kinds: Floats
    kinds_bias: Floats


@dataclass(frozen=True, slots=True)
class Artefact:
    """A trained danger model.

    Attributes:
        base: fingerprint of the embedding model that it was trained on; it fits no other.
        lines: fingerprint of the lines that it learned.
        ngrams: weight of each bucket, and the bias.
        blend: coefficients of the level logits (4) and the n-gram score, and the intercept, that
            give the log odds of danger.
        operating: where levels begin.
        folds, validated: the parts that the persons were divided into, and how many of them were
            held out in turn. With one, the first, this model has not met it; with more it has
            learned everything.
    """

    base: str
    lines: str
    adapters: tuple[Adapter, ...]
    heads: tuple[Heads, ...]
    ngrams: Floats
    ngrams_bias: float
    blend: Floats
    operating: Operating
    folds: int
    validated: int


def vectors_fingerprint(artefact: Artefact) -> str:
    """Name what the vectors come from: the base, and what the first member learned on it.

    The same lines, learned with another seed, give other vectors.
    """
    learned = sha256()
    for name, matrices in sorted(artefact.adapters[0].items()):
        learned.update(name.encode())
        for matrix in matrices:
            learned.update(np.ascontiguousarray(matrix).tobytes())
    return f"{artefact.base[:16]}-{learned.hexdigest()[:16]}"


def save(artefact: Artefact, path: Path) -> None:
    """Write the file; numbers are kept in half precision."""
    arrays: dict[str, NDArray[np.generic]] = {}
    for member, (adapter, heads) in enumerate(zip(artefact.adapters, artefact.heads, strict=True)):
        for name, (up, down) in adapter.items():
            arrays[f"{member}/up/{name}"] = up.astype(np.float16)
            arrays[f"{member}/down/{name}"] = down.astype(np.float16)
        for name in Heads.__slots__:
            arrays[f"{member}/{name}"] = getattr(heads, name)
    arrays["ngrams"] = artefact.ngrams.astype(np.float16)
    arrays["blend"] = artefact.blend
    about = {
        "format": FORMAT,
        "base": artefact.base,
        "lines": artefact.lines,
        "members": len(artefact.adapters),
        "ngrams_bias": artefact.ngrams_bias,
        "operating": asdict(artefact.operating),
        "folds": artefact.folds,
        "validated": artefact.validated,
    }
    arrays["about"] = np.frombuffer(json.dumps(about, sort_keys=True).encode(), dtype=np.uint8)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        np.savez_compressed(file, allow_pickle=False, **arrays)


def load(path: Path) -> Artefact:
    """Read the file.

    Raises:
        EmbeddingError: it is missing, damaged, or of another format.
    """
    try:
        with path.open("rb") as kept, np.load(kept, allow_pickle=False) as file:
            about = json.loads(bytes(file["about"]))
            _refuse_other_formats(about)
            members = range(int(about["members"]))
            return Artefact(
                base=about["base"],
                lines=about["lines"],
                adapters=tuple(_adapter(file, member) for member in members),
                heads=tuple(
                    Heads(*(file[f"{member}/{name}"] for name in Heads.__slots__))
                    for member in members
                ),
                ngrams=file["ngrams"].astype(np.float32),
                ngrams_bias=float(about["ngrams_bias"]),
                blend=file["blend"],
                operating=Operating(**about["operating"]),
                folds=int(about["folds"]),
                validated=int(about["validated"]),
            )
    except (OSError, EOFError, ValueError, KeyError, TypeError, BadZipFile) as error:
        raise EmbeddingError(
            f"The danger model {path} cannot be read: {error}",
            "Restore it from the installation, or make it again with `lilo train safety`.",
        ) from error


def _refuse_other_formats(about: Mapping[str, object]) -> None:
    if about["format"] != FORMAT:
        raise ValueError(f"format {about['format']}, expected {FORMAT}")


def _adapter(file: Mapping[str, NDArray[np.float16]], member: int) -> Adapter:
    prefix = f"{member}/up/"
    names = [key.removeprefix(prefix) for key in file if key.startswith(prefix)]
    return {
        name: (
            file[f"{prefix}{name}"].astype(np.float32),
            file[f"{member}/down/{name}"].astype(np.float32),
        )
        for name in names
    }
