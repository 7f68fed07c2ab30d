"""Chat formats for models without a template, sign for sign as their makers wrote them down."""

import pytest

from models.generation.local.chat_formats import ChatFormat, folded, format_for, render

TALK = [
    {"role": "system", "content": "Be kind."},
    {"role": "user", "content": "Hello"},
    {"role": "assistant", "content": "Good day"},
    {"role": "user", "content": "Tea?"},
]


@pytest.mark.parametrize(
    ("chat_format", "prompt"),
    [
        (
            ChatFormat.CHATML,
            (
                "<|im_start|>system\nBe kind.<|im_end|>\n<|im_start|>user\nHello<|im_end|>\n"
                "<|im_start|>assistant\nGood day<|im_end|>\n<|im_start|>user\nTea?<|im_end|>\n"
                "<|im_start|>assistant\n"
            ),
        ),
        (
            ChatFormat.LLAMA2,
            (
                "<s>[INST] <<SYS>>\nBe kind.\n<</SYS>>\n\nHello [/INST] Good day </s>"
                "<s>[INST] Tea? [/INST]"
            ),
        ),
        (
            ChatFormat.LLAMA3,
            (
                "<|begin_of_text|><|start_header_id|>system<|end_header_id|>\n\nBe kind.<|eot_id|>"
                "<|start_header_id|>user<|end_header_id|>\n\nHello<|eot_id|>"
                "<|start_header_id|>assistant<|end_header_id|>\n\nGood day<|eot_id|>"
                "<|start_header_id|>user<|end_header_id|>\n\nTea?<|eot_id|>"
                "<|start_header_id|>assistant<|end_header_id|>\n\n"
            ),
        ),
        (
            ChatFormat.MISTRAL,
            "<s>[INST] Be kind.\n\nHello [/INST] Good day</s>[INST] Tea? [/INST]",
        ),
    ],
)
def test_a_talk_in_each_format(chat_format: ChatFormat, prompt: str) -> None:
    assert render(chat_format, TALK) == prompt


@pytest.mark.parametrize(
    ("tokens", "model_type", "vocabulary", "found"),
    [
        ({"<|im_start|>"}, "qwen3", 151936, ChatFormat.CHATML),
        ({"<|start_header_id|>"}, "llama", 128256, ChatFormat.LLAMA3),
        ({"<s>", "</s>"}, "llama", 32000, ChatFormat.LLAMA2),
        ({"<s>", "</s>"}, "mistral", 32000, ChatFormat.MISTRAL),
        ({"[INST]"}, "llama", 32768, ChatFormat.MISTRAL),
        ({"<bos>"}, "gemma", 256000, None),
    ],
)
def test_a_format_is_told_by_its_signs(
    tokens: set[str], model_type: str, vocabulary: int, found: ChatFormat | None
) -> None:
    assert format_for(frozenset(tokens), model_type, vocabulary) is found


def test_a_template_without_a_system_role_gets_it_with_the_first_words() -> None:
    assert [m["role"] for m in folded(TALK)] == ["user", "assistant", "user"]
    assert folded(TALK)[0]["content"] == "Be kind.\n\nHello"
