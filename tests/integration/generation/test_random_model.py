"""Models for measuring: the real architecture, and words that can be shown for every token."""

from pathlib import Path

import pytest

from models.generation.local import Engine
from models.generation.store import check_model
from models.generation.store.random_model import (
    SHAPES,
    RandomModelError,
    write_random_model,
)
from models.generation.tiers import engine_of


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_random_model("qwen3-tiny", tmp_path_factory.mktemp("random"))


def test_it_is_a_model_that_the_store_would_take(model: Path) -> None:
    check_model(model, 8_000)
    assert engine_of(model) is Engine.TRANSFORMERS
    assert model.name == "random-qwen3-tiny"


def test_every_token_can_be_said_and_every_text_read(model: Path) -> None:
    from transformers import AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(model, local_files_only=True)
    size = SHAPES["qwen3-tiny"]["vocab_size"]
    assert len(tokenizer) == size
    words = tokenizer.decode(range(300, size)).split()
    assert len(words) == size - 300
    assert any(word.endswith(".") for word in words)
    said = "Guten Tag, café?"
    assert tokenizer.decode(tokenizer(said, add_special_tokens=False)["input_ids"]) == said


def test_what_is_there_is_used_again(model: Path) -> None:
    before = (model / "config.json").stat().st_mtime_ns
    assert write_random_model("qwen3-tiny", model.parent) == model
    assert (model / "config.json").stat().st_mtime_ns == before


def test_an_unknown_architecture_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RandomModelError, match=r"random:qwen3-0\.6b"):
        write_random_model("gpt-9", tmp_path)
