"""Counting in a model's own tokens, without its engine: from the files beside the weights."""

import json
from pathlib import Path
from typing import Any

import structlog

from app.recall import Budget, budget_in_tokens

_log = structlog.get_logger(__name__)


class OwnTokens:
    """How much a model can take in, in its own tokens.

    The tokenizer is read in the program and not asked for in the engine's process, which may be
    busy, loading or gone while a turn waits: a sentence is counted in a tenth of a millisecond.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._budget: Budget | None = None

    def load(self) -> None:
        """Read tokenizer and shapes. Blocking; what cannot be read leaves characters in use."""
        if self._budget is not None:
            return
        try:
            # Not at the top: most facilities have no model, and then nothing of it is loaded.
            from tokenizers import Tokenizer

            tokenizer: Any = Tokenizer.from_file(str(self._folder / "tokenizer.json"))
            tokenizer.no_truncation()
            tokenizer.no_padding()
            config = json.loads((self._folder / "config.json").read_text("utf-8"))
            self._budget = budget_in_tokens(
                parameters_of(config),
                lambda text: len(tokenizer.encode(text, add_special_tokens=False).ids),
            )
        except Exception as error:  # noqa: BLE001, RUF100 - the library raises bare exceptions
            _log.warning("tokens_not_counted", model=self._folder.name, fault=type(error).__name__)

    def budget(self) -> Budget:
        """Return the budget in tokens, or that in characters while no tokenizer is loaded."""
        return self._budget or Budget()


def parameters_of(config: dict[str, Any]) -> float:
    """Return about how many parameters a model has, by its config.json.

    Raises:
        KeyError: the shapes are not told.
    """
    # Models that see as well tell the shapes of their language part apart.
    shape = config.get("text_config", config)
    width, layers = float(shape["hidden_size"]), float(shape["num_hidden_layers"])
    # Attention has about four matrices of width by width in each layer, the rest about eight.
    return 12.0 * layers * width**2 + width * float(shape.get("vocab_size", 0))
