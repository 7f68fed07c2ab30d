"""In which numbers a model's weights are kept, by its files."""

import json
import re
from collections import Counter
from pathlib import Path

_WEIGHTS = re.compile(r'<data element_type="(\w+)"[^>]*\bsize="(\d+)"')
_NAMES = {
    "u4": "int4",
    "i4": "int4",
    "nf4": "nf4",
    "u8": "int8",
    "i8": "int8",
    "f16": "fp16",
    "bf16": "bf16",
    "f32": "fp32",
    "float32": "fp32",
    "float16": "fp16",
    "bfloat16": "bf16",
}


def precision_of(folder: Path) -> str:
    """Return the form most of the weights have, such as "int4"; "?" where the files do not say."""
    graph = folder / "openvino_model.xml"
    if graph.is_file():
        sizes: Counter[str] = Counter()
        for form, size in _WEIGHTS.findall(graph.read_text("utf-8")):
            sizes[form] += int(size)
        form = max(sizes, key=lambda one: sizes[one], default="?")
    else:
        try:
            config = json.loads((folder / "config.json").read_text("utf-8"))
        except (OSError, ValueError):
            return "?"
        form = str(config.get("dtype") or config.get("torch_dtype") or "?")
    return _NAMES.get(form, form)
