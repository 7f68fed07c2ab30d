"""Models with the real architecture and random weights, for measuring speed and nothing else.

What such a model writes is noise. It takes the same time and memory as the trained one, since time
depends on shapes and not on what the numbers are.
"""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from app.errors import LiloError

PREFIX = "random:"
_SEED = 7
_SPECIAL = ("<|endoftext|>", "<|im_start|>", "<|im_end|>")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_ENDS_EVERY = 40
"""One token in so many ends a sentence, so that what is written looks like sentences."""

_CHATML = (
    "{% for message in messages %}<|im_start|>{{ message.role }}\n{{ message.content }}<|im_end|>\n"
    "{% endfor %}{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)

_QWEN3 = {
    "vocab_size": 151_936,
    "num_hidden_layers": 28,
    "num_attention_heads": 16,
    "num_key_value_heads": 8,
    "head_dim": 128,
    "max_position_embeddings": 40_960,
    "tie_word_embeddings": True,
}

SHAPES: Mapping[str, Mapping[str, Any]] = MappingProxyType(
    {
        # As published with the models on Hugging Face (config.json of Qwen/Qwen3-0.6B, -1.7B).
        "qwen3-0.6b": {**_QWEN3, "hidden_size": 1024, "intermediate_size": 3072},
        "qwen3-1.7b": {**_QWEN3, "hidden_size": 2048, "intermediate_size": 6144},
        # For tests: the same architecture, of two layers.
        "qwen3-tiny": {
            **_QWEN3,
            "vocab_size": 512,
            "num_hidden_layers": 2,
            "num_attention_heads": 4,
            "num_key_value_heads": 2,
            "head_dim": 16,
            "max_position_embeddings": 4_096,
            "hidden_size": 64,
            "intermediate_size": 128,
        },
    }
)


class RandomModelError(LiloError):
    """There is no such architecture to measure."""

    code = "generation.random_model"


def write_random_model(name: str, folder: Path) -> Path:
    """Write a model as Hugging Face lays it out; return its folder. Takes seconds and gigabytes.

    Args:
        name: one of `SHAPES`.
        folder: where it is made, in a folder of its own name; one that is there is used again.

    Raises:
        RandomModelError: nobody knows that architecture.
    """
    shape = SHAPES.get(name)
    if shape is None:
        known = ", ".join(f"{PREFIX}{one}" for one in SHAPES)
        raise RandomModelError(f"There is no {PREFIX}{name}.", f"Use one of {known}.")
    target = folder / f"random-{name}"
    if (target / "LICENSE").is_file():
        return target
    import torch
    from transformers import Qwen3Config, Qwen3ForCausalLM

    torch.manual_seed(_SEED)
    config = Qwen3Config(
        **shape, dtype="bfloat16", eos_token_id=2, pad_token_id=0, bos_token_id=None
    )
    before = torch.get_default_dtype()
    torch.set_default_dtype(torch.bfloat16)
    try:
        model = Qwen3ForCausalLM(config)
    finally:
        torch.set_default_dtype(before)
    target.mkdir(parents=True, exist_ok=True)
    model.save_pretrained(target)
    _write_tokenizer(int(shape["vocab_size"]), target)
    # Written last: a folder without it was not finished.
    (target / "LICENSE").write_text("Random weights; nobody has any right in them.\n", "utf-8")
    return target


def _write_tokenizer(size: int, folder: Path) -> None:
    """Write a tokenizer that reads byte by byte, and can say every token as a word."""
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers
    from transformers import PreTrainedTokenizerFast

    vocabulary = {token: number for number, token in enumerate(_SPECIAL)}
    for byte in sorted(pre_tokenizers.ByteLevel.alphabet()):
        vocabulary[byte] = len(vocabulary)
    number = 0
    while len(vocabulary) < size:
        number += 1
        # "Ġ" is a space in such vocabularies; words so spelled are in no alphabet of bytes.
        end = "." if number % _ENDS_EVERY == 0 else ""
        vocabulary.setdefault(f"Ġ{_spelled(number)}{end}", len(vocabulary))
    tokenizer = Tokenizer(models.BPE(vocab=vocabulary, merges=[]))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    make: Any = PreTrainedTokenizerFast
    fast = make(
        tokenizer_object=tokenizer,
        eos_token="<|im_end|>",  # noqa: S106 - a sign in prompts
        pad_token="<|endoftext|>",  # noqa: S106
        additional_special_tokens=["<|im_start|>"],
        chat_template=_CHATML,
    )
    fast.save_pretrained(folder)


def _spelled(number: int) -> str:
    letters = ""
    while number:
        number, at = divmod(number - 1, len(_LETTERS))
        letters = _LETTERS[at] + letters
    return f"{letters}o" if len(letters) < 2 else letters
