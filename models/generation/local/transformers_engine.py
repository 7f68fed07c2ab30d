"""transformers on torch: the reference, and the engine for GPUs. In the child process alone."""

import threading
from pathlib import Path
from typing import Any

import torch
from transformers import (
    AutoModelForCausalLM,
    AutoTokenizer,
    DynamicCache,
    StoppingCriteria,
    StoppingCriteriaList,
    TextStreamer,
)

from models.generation.local.chat_formats import folded, format_for, render
from models.generation.local.engines import Counted, Job, OnText
from models.generation.local.protocol import EngineOptions


class TransformersTextEngine:
    """Writes with a model as Hugging Face lays it out."""

    def __init__(self, folder: Path, options: EngineOptions) -> None:
        self._device = _device(options.device)
        self._tokenizer: Any = AutoTokenizer.from_pretrained(folder, local_files_only=True)
        model: Any = AutoModelForCausalLM.from_pretrained(
            folder, local_files_only=True, dtype="auto"
        )
        self._model = model.to(self._device)
        self._model.eval()
        self._format = None
        if self._tokenizer.chat_template is None:
            self._format = format_for(
                frozenset(self._tokenizer.all_special_tokens),
                str(self._model.config.model_type),
                len(self._tokenizer),
            )
            if self._format is None:
                raise ValueError("the model has no chat template, and none is known for it")
        self._cache: Any = None
        self._cached: list[int] = []

    def write(self, job: Job, on_text: OnText) -> Counted:
        """Write; see `TextEngine.write`."""
        prompt = self._prompt(job)
        ids: list[int] = self._tokenizer(prompt, add_special_tokens=False)["input_ids"]
        cached = self._reusable(ids)
        stop = threading.Event()
        streamer = _Pieces(self._tokenizer, on_text, stop)
        inputs = torch.tensor([ids], device=self._device)
        sampling = (
            {"do_sample": True, "temperature": job.temperature, "top_p": job.top_p}
            if job.temperature > 0.0
            else {"do_sample": False, "temperature": None, "top_p": None, "top_k": None}
        )
        with torch.inference_mode():
            output = self._model.generate(
                inputs,
                attention_mask=torch.ones_like(inputs),
                past_key_values=self._cache,
                max_new_tokens=job.max_tokens,
                min_new_tokens=job.least_tokens or None,
                streamer=streamer,
                stopping_criteria=StoppingCriteriaList([_Stopped(stop)]),
                pad_token_id=self._tokenizer.pad_token_id or self._tokenizer.eos_token_id,
                **sampling,
            )
        written = output[0].tolist()
        # The last token was chosen but never read: its keys are not in the cache.
        self._cached = written[: self._cache.get_seq_length()]
        return Counted(len(ids), len(written) - len(ids), cached)

    def _reusable(self, ids: list[int]) -> int:
        """Cut the cache back to what this prompt begins with, and return how long that is."""
        shared = 0
        # One token at least must be read anew, or there is nothing to go on from.
        for old, new in zip(self._cached, ids[:-1], strict=False):
            if old != new:
                break
            shared += 1
        if self._cache is None or shared == 0:
            self._cache, self._cached = DynamicCache(config=self._model.config), []
            return 0
        try:
            # A negative number tells how many to remove; other numbers are refused.
            if surplus := self._cache.get_seq_length() - shared:
                self._cache.crop(-surplus)
        except (NotImplementedError, ValueError, RuntimeError):
            self._cache, shared = DynamicCache(config=self._model.config), 0
        return shared

    def _prompt(self, job: Job) -> str:
        messages = [dict(message) for message in job.messages]
        if self._format is not None:
            return render(self._format, messages)
        options = {"tokenize": False, "add_generation_prompt": True, "enable_thinking": False}
        try:
            return str(self._tokenizer.apply_chat_template(messages, **options))
        except Exception:  # noqa: BLE001, RUF100 - templates raise what they like
            return str(self._tokenizer.apply_chat_template(folded(messages), **options))


class _Pieces(TextStreamer):
    """Hands text on as soon as it is whole words."""

    def __init__(self, tokenizer: Any, on_text: OnText, stop: threading.Event) -> None:
        super().__init__(tokenizer, skip_prompt=True, skip_special_tokens=True)
        self._on_text = on_text
        self._stop = stop

    def on_finalized_text(self, text: str, *_: Any, **__: Any) -> None:
        """Hand on a piece."""
        if self._on_text(text):
            self._stop.set()


class _Stopped(StoppingCriteria):
    """Stops when somebody said so."""

    def __init__(self, stop: threading.Event) -> None:
        self._stop = stop

    def __call__(self, input_ids: Any, *_: Any, **__: Any) -> Any:
        """Return for each row whether to stop."""
        return torch.full((input_ids.shape[0],), self._stop.is_set(), device=input_ids.device)


def _device(wanted: str) -> str:
    if wanted != "auto":
        return wanted
    if torch.cuda.is_available():
        return "cuda"
    return "mps" if torch.backends.mps.is_available() else "cpu"
