"""Budgets in the tokens of the model that is installed, from its own tokenizer."""

from pathlib import Path
from typing import cast

import pytest
from structlog.testing import capture_logs

from app.generation import Ledger
from app.recall import Budget
from app.settings import load_settings
from models.generation import build_tiers
from models.generation.own_tokens import OwnTokens, parameters_of

TINY = Path(__file__).parents[3] / "data" / "tiny_qwen3_openvino"
SAID = "The garden is lovely in the spring."


def test_the_models_own_tokenizer_counts_once_it_is_loaded() -> None:
    from tokenizers import Tokenizer

    tokens = OwnTokens(TINY)
    assert tokens.budget() == Budget()
    tokens.load()
    budget = tokens.budget()
    alone = Tokenizer.from_file(str(TINY / "tokenizer.json"))
    assert budget.measure(SAID) == len(alone.encode(SAID, add_special_tokens=False).ids)
    assert budget.measure(SAID) != len(SAID)
    assert (budget.size, budget.snippets) == (125, 2)


def test_a_facility_with_a_model_counts_in_its_tokens_from_waking_on(resources: Path) -> None:
    settings = load_settings(resources / "defaults").generation
    local = settings.local.model_copy(update={"folder": TINY})
    ledger = cast("Ledger", None)  # nothing is written here
    tiers = build_tiers(
        settings.model_copy(update={"local": local}), resources / "prompts", ledger, {}
    )
    assert tiers.budget() == Budget()
    tiers.load_tokenizer()
    assert tiers.budget().measure is not len
    assert tiers.budget().size == 125


def test_without_a_tokenizer_characters_count(tmp_path: Path) -> None:
    tokens = OwnTokens(tmp_path)
    with capture_logs() as logs:
        tokens.load()
    assert tokens.budget() == Budget()
    assert [each["event"] for each in logs] == ["tokens_not_counted"]


def test_shapes_tell_how_large_a_model_is() -> None:
    qwen = {"hidden_size": 1024, "num_hidden_layers": 28, "vocab_size": 151_936}
    assert parameters_of(qwen) == pytest.approx(0.5e9, rel=0.1)
    larger = {"text_config": {"hidden_size": 4096, "num_hidden_layers": 36}}
    assert parameters_of(larger) > 5e9
