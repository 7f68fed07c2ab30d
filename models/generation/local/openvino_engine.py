"""OpenVINO GenAI: the default on a processor. Runs in the child process alone."""

import json
from pathlib import Path
from typing import Any

import openvino_genai

from models.generation.local.chat_formats import folded, format_for, render
from models.generation.local.engines import Counted, Job, OnText
from models.generation.local.protocol import EngineOptions


class OpenVinoTextEngine:
    """Writes with a model that was converted to OpenVINO."""

    def __init__(self, folder: Path, options: EngineOptions) -> None:
        # With the defaults the cache of keys is lost after a few unrelated prompts.
        scheduler = openvino_genai.SchedulerConfig()
        scheduler.enable_prefix_caching = True
        scheduler.cache_size = options.cache_gb
        self._pipeline = openvino_genai.LLMPipeline(str(folder), "CPU", scheduler_config=scheduler)
        self._tokenizer = self._pipeline.get_tokenizer()
        self._format = None if self._tokenizer.chat_template else _format_of(folder)

    def write(self, job: Job, on_text: OnText) -> Counted:
        """Write; see `TextEngine.write`."""
        inputs = self._tokenizer.encode(self._prompt(job), add_special_tokens=False)
        result = self._pipeline.generate(inputs, _config(job), _Pieces(self._tokenizer, on_text))
        metrics = result.perf_metrics
        return Counted(
            int(metrics.get_num_input_tokens()), int(metrics.get_num_generated_tokens()), None
        )

    def _prompt(self, job: Job) -> str:
        messages = [dict(message) for message in job.messages]
        if self._format is not None:
            return render(self._format, messages)
        extra = {"enable_thinking": False}
        try:
            prompt = self._tokenizer.apply_chat_template(
                messages, add_generation_prompt=True, extra_context=extra
            )
        except RuntimeError:
            # Some templates know no system role, and say so by raising.
            prompt = self._tokenizer.apply_chat_template(
                folded(messages), add_generation_prompt=True, extra_context=extra
            )
        return str(prompt)


class _Pieces(openvino_genai.StreamerBase):  # type: ignore[misc]
    """Hands text on as soon as it is whole signs; asked after every token whether to stop."""

    def __init__(self, tokenizer: Any, on_text: OnText) -> None:
        super().__init__()
        self._tokenizer = tokenizer
        self._on_text = on_text
        self._tokens: list[int] = []
        self._given = ""

    def write(self, token: int | list[int]) -> Any:
        """Take a token."""
        self._tokens += [token] if isinstance(token, int) else token
        stop = self._on_text(self._fresh(ends=False))
        status = openvino_genai.StreamingStatus
        return status.CANCEL if stop else status.RUNNING

    def end(self) -> None:
        """Hand on what is left."""
        self._on_text(self._fresh(ends=True))

    def _fresh(self, *, ends: bool) -> str:
        text = str(self._tokenizer.decode(self._tokens))
        # Half a sign shows as this until its other half has come.
        if (text.endswith("\ufffd") and not ends) or not text.startswith(self._given):
            return ""
        fresh, self._given = text[len(self._given) :], text
        return fresh


def _config(job: Job) -> Any:
    config = openvino_genai.GenerationConfig()
    config.apply_chat_template = False
    config.max_new_tokens = job.max_tokens
    if job.least_tokens:
        config.min_new_tokens = job.least_tokens
        config.ignore_eos = job.least_tokens >= job.max_tokens
    config.do_sample = job.temperature > 0.0
    if config.do_sample:
        config.temperature = job.temperature
        config.top_p = job.top_p
    if job.schema is not None:
        config.structured_output_config = openvino_genai.StructuredOutputConfig(
            json_schema=json.dumps(job.schema)
        )
    return config


def _format_of(folder: Path) -> Any:
    config = json.loads((folder / "config.json").read_text("utf-8"))
    tokens: frozenset[str] = frozenset()
    tokenizer = folder / "tokenizer.json"
    if tokenizer.is_file():
        added = json.loads(tokenizer.read_text("utf-8")).get("added_tokens", [])
        tokens = frozenset(token["content"] for token in added)
    chosen = format_for(tokens, str(config.get("model_type")), int(config.get("vocab_size", 0)))
    if chosen is None:
        raise ValueError("the model has no chat template, and none is known for it")
    return chosen
