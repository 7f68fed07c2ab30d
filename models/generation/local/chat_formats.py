"""Chat formats for models that bring no template of their own."""

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum

Messages = Sequence[Mapping[str, str]]


class ChatFormat(StrEnum):
    """A family's way of telling who speaks."""

    CHATML = "chatml"
    LLAMA2 = "llama2"
    LLAMA3 = "llama3"
    MISTRAL = "mistral"


def format_for(tokens: frozenset[str], model_type: str, vocabulary: int) -> ChatFormat | None:
    """Return the format that a model's special tokens speak for, or None.

    Args:
        tokens: the special tokens of its tokenizer.
        model_type: as in its config.json.
        vocabulary: its number of tokens; Llama 2 has 32,000 and no signs of its own.
    """
    if "<|im_start|>" in tokens:
        return ChatFormat.CHATML
    if "<|start_header_id|>" in tokens:
        return ChatFormat.LLAMA3
    if "[INST]" in tokens or model_type == "mistral":
        return ChatFormat.MISTRAL
    if model_type == "llama" and vocabulary in {32000, 32001}:
        return ChatFormat.LLAMA2
    return None


def render(chat_format: ChatFormat, messages: Messages) -> str:
    """Return the prompt as one string that ends where the model is to begin."""
    return _RENDERERS[chat_format](messages)


def folded(messages: Messages) -> list[dict[str, str]]:
    """Return the messages without a system role: it goes into what is said first."""
    system = [m["content"] for m in messages if m["role"] == "system"]
    others = [dict(m) for m in messages if m["role"] != "system"]
    if system and others:
        others[0]["content"] = "\n\n".join([*system, others[0]["content"]])
    return others


def _chatml(messages: Messages) -> str:
    said = "".join(f"<|im_start|>{m['role']}\n{m['content']}<|im_end|>\n" for m in messages)
    return f"{said}<|im_start|>assistant\n"


def _llama3(messages: Messages) -> str:
    said = "".join(
        f"<|start_header_id|>{m['role']}<|end_header_id|>\n\n{m['content'].strip()}<|eot_id|>"
        for m in messages
    )
    return f"<|begin_of_text|>{said}<|start_header_id|>assistant<|end_header_id|>\n\n"


def _llama2(messages: Messages) -> str:
    system = "".join(m["content"] for m in messages if m["role"] == "system")
    parts: list[str] = []
    for message in (m for m in messages if m["role"] != "system"):
        if message["role"] == "user":
            told = f"<<SYS>>\n{system}\n<</SYS>>\n\n" if system and not parts else ""
            parts.append(f"<s>[INST] {told}{message['content'].strip()} [/INST]")
        else:
            parts.append(f" {message['content'].strip()} </s>")
    return "".join(parts)


def _mistral(messages: Messages) -> str:
    parts = ["<s>"]
    for message in folded(messages):
        content = message["content"].strip()
        parts.append(
            f"[INST] {content} [/INST]" if message["role"] == "user" else f" {content}</s>"
        )
    return "".join(parts)


_RENDERERS: Mapping[ChatFormat, Callable[[Messages], str]] = {
    ChatFormat.CHATML: _chatml,
    ChatFormat.LLAMA2: _llama2,
    ChatFormat.LLAMA3: _llama3,
    ChatFormat.MISTRAL: _mistral,
}
