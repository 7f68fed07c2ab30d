"""What can be known of a model by looking at its folder, before anything is loaded."""

import json
import re
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from app.errors import LiloError
from app.plain_yaml import read_yaml
from models.generation.local.chat_formats import format_for

FAMILIES = frozenset(
    {
        "qwen2", "qwen3", "llama", "mistral", "ministral", "phi", "phi3", "phi4",
        "gemma", "gemma2", "gemma3", "gemma3_text",
    }
)  # fmt: skip
"""Values of `model_type` in config.json that are known to be chat models of these families."""

CACHE_MB = 1_100
"""Keys and values, and the engine itself."""


class ModelCheckError(LiloError):
    """A folder holds no model that Lilo can use."""

    code = "model.check"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to know that does not keep the model from being used."""

    text: str


@dataclass(frozen=True, slots=True)
class ModelCard:
    """A model that can be used.

    Attributes:
        engine: "openvino" for a converted model, else "transformers".
        needs_mb: memory it takes when loaded, about.
        template: where its chat format comes from: "own" or the name of an adapter.
    """

    name: str
    family: str
    engine: str
    licence: str
    size_mb: int
    needs_mb: int
    template: str
    findings: tuple[Finding, ...]


def check_model(folder: Path, free_mb: int) -> ModelCard:
    """Look a folder over.

    Args:
        folder: of Hugging Face, or converted to OpenVINO.
        free_mb: memory that is there.

    Raises:
        ModelCheckError: it is incomplete, damaged, of another kind, too large, or has no chat
            format.
    """
    config = _json(folder / "config.json", folder)
    family = str(config.get("model_type", ""))
    if family not in FAMILIES:
        raise ModelCheckError(
            f"The model in {folder} is of the kind '{family}', which Lilo does not know.",
            f"Use a chat model of one of these kinds: {', '.join(sorted(FAMILIES))}.",
        )
    engine = "openvino" if (folder / "openvino_model.xml").exists() else "transformers"
    size = _openvino_bytes(folder) if engine == "openvino" else _weights_bytes(folder)
    size_mb = size // 1_000_000
    needs_mb = int(size_mb * 1.25) + CACHE_MB
    if needs_mb > free_mb:
        raise ModelCheckError(
            f"The model in {folder} needs about {needs_mb} MB of memory, and {free_mb} MB are "
            "free.",
            "Use a smaller model, or convert it with `lilo model convert --weights int4`.",
        )
    template = _template(folder, family, config)
    licence = _licence(folder)
    findings = []
    if licence == "unknown":
        findings.append(Finding("Its licence is not stated; make sure that you may use it."))
    if engine == "transformers":
        findings.append(
            Finding("It is not converted; `lilo model convert` makes it several times faster.")
        )
    return ModelCard(
        folder.name, family, engine, licence, size_mb, needs_mb, template, tuple(findings)
    )


def free_memory_mb(meminfo: Path = Path("/proc/meminfo")) -> int:
    """Return the memory that programs can still have; a great deal where it cannot be told."""
    try:
        found = re.search(r"^MemAvailable:\s+(\d+) kB", meminfo.read_text("ascii"), re.MULTILINE)
    except OSError:
        found = None
    return int(found[1]) // 1_000 if found else 1_000_000


def _json(path: Path, folder: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise _incomplete(folder, path.name) from None
    except (OSError, ValueError) as error:
        raise ModelCheckError(
            f"{path} cannot be read: {type(error).__name__}.", "Copy the folder again."
        ) from error
    if not isinstance(found, dict):
        raise ModelCheckError(f"{path} does not hold what it should.", "Copy the folder again.")
    return found


def _incomplete(folder: Path, name: str) -> ModelCheckError:
    return ModelCheckError(
        f"The model in {folder} is incomplete: {name} is missing.", "Copy the whole folder again."
    )


def _openvino_bytes(folder: Path) -> int:
    names = ["openvino_model.bin", "openvino_tokenizer.xml", "openvino_detokenizer.xml"]
    for name in names:
        if not (folder / name).is_file():
            raise _incomplete(folder, name)
    weights = (folder / "openvino_model.bin").stat().st_size
    described = _described_bytes(folder / "openvino_model.xml")
    if weights < described:
        raise ModelCheckError(
            f"The model in {folder} is damaged: openvino_model.bin is too short.",
            "Copy the folder again.",
        )
    return weights


def _described_bytes(description: Path) -> int:
    """Return how far into the weights the description reaches."""
    text = description.read_text("utf-8", errors="replace")
    places = re.findall(r'offset="(\d+)"[^>]*?size="(\d+)"', text)
    return max((int(offset) + int(size) for offset, size in places), default=0)


def _weights_bytes(folder: Path) -> int:
    index = folder / "model.safetensors.index.json"
    if index.is_file():
        names = sorted(set(_json(index, folder).get("weight_map", {}).values()))
    else:
        names = ["model.safetensors"]
    if not (folder / "tokenizer.json").is_file():
        raise _incomplete(folder, "tokenizer.json")
    return sum(_whole_bytes(folder / name, folder) for name in names)


def _whole_bytes(path: Path, folder: Path) -> int:
    """Return the size of a safetensors file, having checked that all of it is there."""
    try:
        size = path.stat().st_size
        _must_end_at(size, path)
    except FileNotFoundError:
        raise _incomplete(folder, path.name) from None
    except (OSError, ValueError, KeyError, TypeError, struct.error) as error:
        raise ModelCheckError(
            f"The model in {folder} is damaged: {path.name} is not whole.", "Copy it again."
        ) from error
    return size


def _must_end_at(size: int, path: Path) -> None:
    """Raise ValueError where a safetensors file is not as long as its header says."""
    with path.open("rb") as file:
        (length,) = struct.unpack("<Q", file.read(8))
        if length > size:
            raise ValueError("the header is longer than the file")
        header = json.loads(file.read(length))
    ends = [row["data_offsets"][1] for name, row in header.items() if name != "__metadata__"]
    if 8 + length + max(ends, default=0) != size:
        raise ValueError("the file was cut short")


def _template(folder: Path, family: str, config: dict[str, Any]) -> str:
    own = (folder / "chat_template.jinja").is_file()
    tokenizer_config = folder / "tokenizer_config.json"
    if own or (tokenizer_config.is_file() and "chat_template" in _json(tokenizer_config, folder)):
        return "own"
    tokens: frozenset[str] = frozenset()
    if (folder / "tokenizer.json").is_file():
        added = _json(folder / "tokenizer.json", folder).get("added_tokens", [])
        tokens = frozenset(token["content"] for token in added)
    known = format_for(tokens, family, int(config.get("vocab_size") or 0))
    if known is None:
        raise ModelCheckError(
            f"The model in {folder} has no chat template, and none is known for it.",
            "Use the chat or instruct version of the model.",
        )
    return known.value


def _licence(folder: Path) -> str:
    readme = folder / "README.md"
    if readme.is_file():
        parts = re.split(r"^---$", readme.read_text("utf-8", errors="replace"), flags=re.MULTILINE)
        try:
            matter = read_yaml(parts[1]) if len(parts) > 2 else None
        except yaml.YAMLError:
            matter = None
        if isinstance(matter, dict) and isinstance(matter.get("license"), str):
            return str(matter["license"])
    for name in ("LICENSE", "LICENSE.txt", "LICENSE.md"):
        if (folder / name).is_file():
            lines = (folder / name).read_text("utf-8", errors="replace").split("\n")
            return next((line.strip()[:80] for line in lines if line.strip()), "unknown")
    return "unknown"
