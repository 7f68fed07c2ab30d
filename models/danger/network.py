"""The danger network: the embedding model, fine-tuned a little, with three heads on its vector.

Fine-tuning is by low-rank adaptation (Hu et al. 2021): the base stays as it is, and each linear
layer gets a small product of two matrices added. What is kept is five megabytes, not ninety.

The third head tells intents apart. It is not kept: it is there so that the vector, which the
intent model reads too, holds what a resident wants besides how grave it is.
"""

import math
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from transformers import AutoModel

from app.conversation.intents import Intent
from app.safety import DangerKind, Level
from models.danger.artefact import Adapter, Heads

ALARMING = (Level.MODERATE, Level.ELEVATED, Level.URGENT, Level.IMMEDIATE)
"""One output each: is the line at least this grave?"""

KINDS = tuple(DangerKind)
INTENTS = tuple(Intent)


Learned = dict[str, np.ndarray]
"""Everything a network has learned, by the name of the parameter."""


class LowRankLinear(nn.Module):
    """A frozen linear layer with a trainable low-rank addition."""

    def __init__(self, base: nn.Linear, rank: int) -> None:
        super().__init__()
        self.base = base
        self.down = nn.Parameter(torch.randn(rank, base.in_features) / math.sqrt(base.in_features))
        # Zero, so that training begins at the base model.
        self.up = nn.Parameter(torch.zeros(base.out_features, rank))

    def forward(self, x: Tensor) -> Tensor:
        """Apply both; the usual scale alpha / rank is 2."""
        weight = torch.add(self.base.weight, self.up @ self.down, alpha=2.0)
        return nn.functional.linear(x, weight, self.base.bias)


class DangerNetwork(nn.Module):
    """Reads how grave a text is, of which kind, and what is wanted."""

    def __init__(self, folder: Path, rank: int, dropout: float) -> None:
        super().__init__()
        # Attention is written out and without dropout: on a processor the masks took as long as
        # the products, and the fused kernel is slower for lines of twenty tokens.
        self.encoder = AutoModel.from_pretrained(
            str(folder),
            local_files_only=True,
            attn_implementation="eager",
            attention_probs_dropout_prob=0.0,
        )
        for parameter in self.encoder.parameters():
            parameter.requires_grad = False
        self.adapted = _adapt(self.encoder, rank)
        width = int(self.encoder.config.hidden_size)
        self.dropout = nn.Dropout(dropout)
        self.levels = nn.Linear(width, len(ALARMING))
        self.kinds = nn.Linear(width, len(KINDS))
        self.intents = nn.Linear(width, len(INTENTS))

    def forward(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Return logits of levels (texts, 4), of kinds (texts, 9) and of intents (texts, 10)."""
        hidden = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        vectors = (hidden * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
        vectors = self.dropout(vectors)
        return self.levels(vectors), self.kinds(vectors), self.intents(vectors)

    def adapter(self) -> Adapter:
        """Return what was learned inside the encoder."""
        return {
            f"{name}.weight": (_array(2.0 * layer.up), _array(layer.down))
            for name, layer in self.adapted.items()
        }

    def heads(self) -> Heads:
        """Return what was learned on top of it and is kept."""
        return Heads(
            _array(self.levels.weight),
            _array(self.levels.bias),
            _array(self.kinds.weight),
            _array(self.kinds.bias),
        )

    def learned(self) -> Learned:
        """Return what was learned, as plain arrays that another process can read."""
        return {n: _array(p) for n, p in self.named_parameters() if p.requires_grad}

    def take(self, learned: Learned) -> None:
        """Take what a network of the same shape has learned elsewhere."""
        own = dict(self.named_parameters())
        with torch.no_grad():
            for name, values in learned.items():
                own[name].copy_(torch.from_numpy(values))

    def go_on_from(self, adapter: Adapter, heads: Heads) -> None:
        """Start where a model that is kept has ended; its third head was not kept."""
        with torch.no_grad():
            for name, layer in self.adapted.items():
                up, down = adapter[f"{name}.weight"]
                layer.up.copy_(torch.from_numpy(up / 2.0))
                layer.down.copy_(torch.from_numpy(down))
            self.levels.weight.copy_(torch.from_numpy(heads.levels))
            self.levels.bias.copy_(torch.from_numpy(heads.levels_bias))
            self.kinds.weight.copy_(torch.from_numpy(heads.kinds))
            self.kinds.bias.copy_(torch.from_numpy(heads.kinds_bias))

    def body(self) -> Sequence[nn.Parameter]:
        """Return the trainable parameters inside the encoder."""
        return [p for layer in self.adapted.values() for p in (layer.up, layer.down)]

    def top(self) -> Sequence[nn.Parameter]:
        """Return the parameters of the heads."""
        heads = (self.levels, self.kinds, self.intents)
        return [parameter for head in heads for parameter in head.parameters()]


def _adapt(encoder: nn.Module, rank: int) -> dict[str, LowRankLinear]:
    adapted: dict[str, LowRankLinear] = {}
    for name, module in list(encoder.named_modules()):
        if isinstance(module, nn.Linear) and name.startswith("encoder."):
            parent, _, leaf = name.rpartition(".")
            adapted[name] = LowRankLinear(module, rank)
            setattr(encoder.get_submodule(parent), leaf, adapted[name])
    return adapted


def _array(tensor: Tensor) -> np.ndarray:
    return tensor.detach().float().cpu().numpy().copy()
