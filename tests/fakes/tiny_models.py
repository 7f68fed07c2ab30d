"""Language models small enough to be made in a test: real architectures, random weights."""

from pathlib import Path

SAID = [
    "Good morning, how did you sleep?",
    "The garden is lovely in the spring, and the roses are out.",
    "My father had a bakery on Mill Street, and he baked rolls before dawn.",
    "You are a kind companion. Answer in two short sentences.",
    "Tea is at four o'clock in the garden room. Would you like to come?",
]

CHATML = (
    "{% for message in messages %}<|im_start|>{{ message.role }}\n{{ message.content }}<|im_end|>\n"
    "{% endfor %}{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)


def make_tokenizer(folder: Path, template: str | None = CHATML) -> None:
    """Train a byte-level tokenizer of about three hundred tokens and write it down."""
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
    from transformers import PreTrainedTokenizerFast

    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    special = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"]
    trainer = trainers.BpeTrainer(
        vocab_size=320,
        special_tokens=special,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    tokenizer.train_from_iterator(SAID, trainer)
    fast = PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        eos_token="<|im_end|>",
        pad_token="<|endoftext|>",
        additional_special_tokens=["<|im_start|>"],
        chat_template=template,
    )
    fast.save_pretrained(folder)


def make_tiny_model(folder: Path, family: str = "qwen3", template: str | None = CHATML) -> Path:
    """Write a model of two layers into a new folder, as Hugging Face lays it out."""
    import torch
    from transformers import LlamaConfig, LlamaForCausalLM, Qwen3Config, Qwen3ForCausalLM

    torch.manual_seed(7)
    shape = {
        "vocab_size": 320,
        "hidden_size": 64,
        "intermediate_size": 128,
        "num_hidden_layers": 2,
        "num_attention_heads": 4,
        "num_key_value_heads": 2,
        "max_position_embeddings": 2048,
        "eos_token_id": 2,
        "pad_token_id": 0,
        "bos_token_id": None,
    }
    model = (
        Qwen3ForCausalLM(Qwen3Config(head_dim=16, **shape))
        if family == "qwen3"
        else LlamaForCausalLM(LlamaConfig(**shape))
    )
    folder.mkdir(parents=True, exist_ok=True)
    model.save_pretrained(folder)
    make_tokenizer(folder, template)
    (folder / "LICENSE").write_text("Apache License, Version 2.0\n", "utf-8")
    return folder
