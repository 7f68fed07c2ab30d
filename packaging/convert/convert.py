"""Convert a Hugging Face folder to OpenVINO, with weights in 4 or 8 bits.

It runs in the environment of `packaging/convert/requirements.txt`, never in that of Lilo: the
converter needs an older transformers. `lilo model convert` starts it; each line it prints is a
step that is done.
"""

import argparse
import os
import shutil
import sys
from pathlib import Path

# Nothing is fetched, and nothing is told to anybody.
os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"
os.environ["OPTIMUM_DISABLE_TELEMETRY"] = "1"

CARRIED = ("config.json", "generation_config.json", "LICENSE", "LICENSE.txt", "README.md")
BITS = {"int4": 4, "int8": 8}


def convert(source: Path, target: Path, weights: str) -> None:
    """Write the converted model and its tokenizer into the folder."""
    _quiet_telemetry()
    from optimum.exporters.openvino.convert import export_tokenizer
    from optimum.intel import OVModelForCausalLM, OVWeightQuantizationConfig
    from transformers import AutoTokenizer

    _step("loading")
    quantization = None
    if weights in BITS:
        quantization = OVWeightQuantizationConfig(bits=BITS[weights], sym=weights == "int8")
    model = OVModelForCausalLM.from_pretrained(
        source,
        export=True,
        compile=False,
        local_files_only=True,
        quantization_config=quantization,
        load_in_8bit=False if quantization is None else None,
    )
    _step("converted")
    model.save_pretrained(target)
    _step("model written")
    tokenizer = AutoTokenizer.from_pretrained(source, local_files_only=True)
    tokenizer.save_pretrained(target)
    export_tokenizer(tokenizer, target)
    for name in CARRIED:
        if (source / name).is_file() and not (target / name).exists():
            shutil.copy2(source / name, target / name)
    _step("tokenizer written")


def _quiet_telemetry() -> None:
    """OpenVINO's tools would report their use to a server; without this module they cannot."""
    sys.modules["openvino_telemetry"] = None  # type: ignore[assignment]


def _step(done: str) -> None:
    sys.stdout.write(f"step: {done}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", type=Path)
    parser.add_argument("target", type=Path)
    parser.add_argument("--weights", choices=("int4", "int8", "fp32"), default="int4")
    given = parser.parse_args()
    convert(given.source, given.target, given.weights)
