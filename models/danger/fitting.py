"""Fitting one danger network and one n-gram model; the slow part of training, on torch.

The network is fitted on a GPU where torch sees one, else on the processor.
"""

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import numpy as np
import torch
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from tokenizers import Tokenizer
from torch import Tensor, nn

from app.quality.misrecognition import SoundAlikes, misheard
from app.safety import Level
from models.danger.artefact import Adapter, Floats, Heads
from models.danger.examples import Example, varied
from models.danger.network import ALARMING, INTENTS, KINDS, DangerNetwork
from models.danger.ngrams import BUCKETS, heard_buckets

_TOKENS = 96
"""A line of sixty words has fewer."""

_NONE = -100
"""Of a line without a kind or without an intent; what the loss leaves out."""

Start = tuple[Adapter, Heads]
"""One member of a model that is kept."""

Progress = Callable[[float], None]
"""Told the share that is done, 0..1."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a network is trained.

    Attributes:
        level_weights: of the four level outputs in the loss; the second, alert or not, decides.
        moderate_weight: of MODERATE lines for that second output, where either answer is right.
        kind_weight, intent_weight: of the other two heads in the loss.
        half_precision: multiply in bfloat16. It is decided once for a training, so that all its
            networks are fitted alike.
    """

    rank: int = 64
    epochs: int = 6
    batch: int = 128
    adapter_rate: float = 5e-4
    head_rate: float = 2e-3
    dropout: float = 0.1
    kind_weight: float = 0.3
    intent_weight: float = 0.5
    level_weights: tuple[float, float, float, float] = (1.0, 1.5, 1.0, 1.0)
    moderate_weight: float = 0.3
    half_precision: bool = False


def fit_network(
    examples: Sequence[Example],
    folder: Path,
    recipe: Recipe,
    seed: int,
    progress: Progress,
    start: Start | None = None,
) -> DangerNetwork:
    """Train a network; the same seed on the same machine gives the same one.

    Args:
        start: what to go on from; None trains from the embedding model on.
    """
    torch.manual_seed(seed)
    random = Random(seed)
    device = training_device()
    network = DangerNetwork(folder, recipe.rank, recipe.dropout)
    if start is not None:
        network.go_on_from(*start)
    network.to(device)
    tokenizer = _tokenizer(folder)
    alikes = SoundAlikes(example.text for example in examples)
    levels, kinds, intents = (targets.to(device) for targets in _targets(examples))
    groups = [
        {"params": list(network.body()), "lr": recipe.adapter_rate},
        {"params": list(network.top()), "lr": recipe.head_rate},
    ]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01)
    steps = recipe.epochs * math.ceil(len(examples) / recipe.batch)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda at: _rate_at(at, steps))
    weights = _weights(examples, recipe).to(device)
    network.train()
    done = 0
    for _ in range(recipe.epochs):
        encoded = _encoded(tokenizer, varied([e.text for e in examples], alikes, random))
        for batch in _batches([len(ids) for ids in encoded], recipe.batch, random):
            with torch.autocast(device.type, torch.bfloat16, enabled=recipe.half_precision):
                read_as = network(*_padded([encoded[at] for at in batch], device))
            level, kind, intent = (logits.float() for logits in read_as)
            loss = (_level_loss(level, levels[batch]) * weights[batch]).mean()
            loss = loss + recipe.kind_weight * _class_loss(kind, kinds[batch])
            # By how many of the batch have an intent: a single line must not weigh like sixty.
            share = (intents[batch] != _NONE).float().mean()
            loss = loss + recipe.intent_weight * (4.0 * share).clamp(max=1.0) * _class_loss(
                intent, intents[batch]
            )
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_([*network.body(), *network.top()], 1.0)
            optimiser.step()
            schedule.step()
            done += 1
            progress(done / steps)
    return network.eval()


def read(network: DangerNetwork, folder: Path, texts: Sequence[str]) -> tuple[Floats, Floats]:
    """Return level logits (texts, 4) and kind logits (texts, 9)."""
    device = next(network.parameters()).device
    encoded = _encoded(_tokenizer(folder), texts)
    levels = np.empty((len(texts), len(ALARMING)), dtype=np.float32)
    kinds = np.empty((len(texts), len(KINDS)), dtype=np.float32)
    with torch.no_grad():
        for batch in _batches([len(ids) for ids in encoded], 64, None):
            level, kind, _ = network(*_padded([encoded[at] for at in batch], device))
            levels[batch], kinds[batch] = level.cpu().numpy(), kind.cpu().numpy()
    return levels, kinds


def fit_ngrams(examples: Sequence[Example], seed: int) -> tuple[Floats, float]:
    """Fit the n-gram model: logistic regression, danger against harmless, balanced.

    Each line is learned as it was written and once more misheard, 5 to 30 % of its words.
    """
    clear = [e for e in examples if e.level is not Level.MODERATE]
    alikes, random = SoundAlikes(example.text for example in examples), Random(seed)
    texts = [e.text for e in clear]
    texts += [misheard(text, random.uniform(0.05, 0.30), alikes, random) for text in texts]
    found = [heard_buckets(text) for text in texts]
    starts = np.cumsum([0, *(len(row) for row in found)])
    values = np.concatenate([np.full(len(row), 1 / np.sqrt(max(1, len(row)))) for row in found])
    matrix = csr_matrix((values, np.concatenate(found), starts), shape=(len(texts), BUCKETS))
    model = LogisticRegression(C=20.0, class_weight="balanced", max_iter=500)
    model.fit(matrix, [example.level >= Level.ELEVATED for example in clear] * 2)
    return model.coef_[0].astype(np.float32), float(model.intercept_[0])


def quicker_in_half(device: torch.device) -> bool:
    """Tell whether products in bfloat16 are clearly quicker here than in single precision.

    Some processors have units for them; on many others they are emulated, at a tenth of the speed.
    """

    def seconds(kind: torch.dtype) -> float:
        one, other = (torch.ones(1024, 1024, dtype=kind, device=device) for _ in range(2))
        taken = []
        for _ in range(5):
            began = time.perf_counter()
            # Read, since a GPU only promises the product.
            float((one @ other)[0, 0])
            taken.append(time.perf_counter() - began)
        return min(taken)

    return seconds(torch.bfloat16) * 1.5 < seconds(torch.float32)


def _level_loss(level: Tensor, target: Tensor) -> Tensor:
    return nn.functional.binary_cross_entropy_with_logits(level, target, reduction="none")


def _class_loss(logits: Tensor, target: Tensor) -> Tensor:
    """Return the mean over what has a class; nothing where nothing has."""
    summed = nn.functional.cross_entropy(logits, target, ignore_index=_NONE, reduction="sum")
    return summed / (target != _NONE).sum().clamp(min=1)


def _targets(examples: Sequence[Example]) -> tuple[Tensor, Tensor, Tensor]:
    levels = [[float(example.level >= level) for level in ALARMING] for example in examples]
    kinds = [KINDS.index(e.kind) if e.kind is not None else _NONE for e in examples]
    intents = [INTENTS.index(e.intent) if e.intent is not None else _NONE for e in examples]
    return torch.tensor(levels), torch.tensor(kinds), torch.tensor(intents)


def training_device() -> torch.device:
    """Return where networks are fitted."""
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")


def _weights(examples: Sequence[Example], recipe: Recipe) -> Tensor:
    """Return the weight of each output for each example, (examples, 4)."""
    weights = torch.tensor(recipe.level_weights).repeat(len(examples), 1)
    moderate = torch.tensor([example.level is Level.MODERATE for example in examples])
    weights[moderate, ALARMING.index(Level.ELEVATED)] *= recipe.moderate_weight
    return weights


def _rate_at(step: int, steps: int) -> float:
    """Rise over the first tenth, then fall to nothing."""
    return min(1.0, (step + 1) / (0.1 * steps)) * max(0.0, (steps - step) / steps)


def _tokenizer(folder: Path) -> Tokenizer:
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(_TOKENS)
    return tokenizer


def _encoded(tokenizer: Tokenizer, texts: Sequence[str]) -> list[list[int]]:
    return [encoding.ids for encoding in tokenizer.encode_batch(list(texts))]


def _batches(lengths: Sequence[int], size: int, random: Random | None) -> list[list[int]]:
    """Return batches of texts of like length; with `random`, in a random order."""
    order = list(range(len(lengths)))
    if random is None:
        order.sort(key=lambda at: lengths[at])
        return [order[at : at + size] for at in range(0, len(order), size)]
    random.shuffle(order)
    near: list[list[int]] = []
    for start in range(0, len(order), size * 20):
        chunk = sorted(order[start : start + size * 20], key=lambda at: lengths[at])
        near += [chunk[at : at + size] for at in range(0, len(chunk), size)]
    random.shuffle(near)
    return near


def _padded(encoded: Sequence[Sequence[int]], device: torch.device) -> tuple[Tensor, Tensor]:
    longest = max(map(len, encoded))
    ids = torch.zeros(len(encoded), longest, dtype=torch.long)
    mask = torch.zeros(len(encoded), longest)
    for row, tokens in enumerate(encoded):
        ids[row, : len(tokens)] = torch.tensor(tokens)
        mask[row, : len(tokens)] = 1.0
    return ids.to(device), mask.to(device)
