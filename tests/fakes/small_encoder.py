"""A BERT of random weights with two small layers, and lines for a danger model to learn on it."""

from pathlib import Path

import torch
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors
from transformers import BertConfig, BertModel

from app.safety import DangerKind, Level
from models.danger.examples import Example

DANGER = ["help me", "i fell down", "i cannot breathe", "he hit me", "smoke in here"]
HARMLESS = ["good morning", "tea please", "the garden is green", "my son came", "a nice song"]


def save_small_encoder(folder: Path) -> None:
    """Lay it out as the real embedding model is."""
    torch.manual_seed(3)
    words = sorted({word for text in [*DANGER, *HARMLESS] for word in text.split()})
    vocabulary = {
        token: at for at, token in enumerate(["[PAD]", "[UNK]", "[CLS]", "[SEP]", *words])
    }
    tokenizer = Tokenizer(models.WordPiece(vocabulary, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer()
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    tokenizer.save(str(folder / "tokenizer.json"))
    config = BertConfig(
        vocab_size=len(vocabulary),
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=4,
        intermediate_size=64,
        max_position_embeddings=64,
    )
    BertModel(config).save_pretrained(folder)


def example_lines() -> list[Example]:
    """Return ten lines of each of twelve persons, five of them dangerous."""
    levels = [Level.IMMEDIATE, Level.URGENT, Level.ELEVATED, Level.MODERATE, Level.ELEVATED]
    kinds = list(DangerKind)
    made: list[Example] = []
    for person in range(12):
        for at, (danger, harmless) in enumerate(zip(DANGER, HARMLESS, strict=True)):
            group = f"person-{person}"
            made.append(Example(f"{danger} {harmless}", levels[at], kinds[at], group))
            made.append(Example(harmless, Level.NONE, None, group))
    return made
