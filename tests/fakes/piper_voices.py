"""A voice of Piper's form that hums: a real network, small enough to be made on the spot."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

RATE = 16_000
SAMPLES_A_SIGN = 500.0
PHONEMES = " .,!?abcdefghijklmnoprstuvwxyzæðŋɐɑɒɔəɚɛɜɡɪɹʃʊʌʒˈˌːθᵻ"


def make_voice(
    folder: Path, *, language: str = "en-us", samples_a_sign: float = SAMPLES_A_SIGN, **told: Any
) -> Path:
    """Write a voice that hums as long as it is told phonemes, times the stretch it is told."""
    folder.mkdir(parents=True, exist_ok=True)
    model = helper.make_model(
        _graph(samples_a_sign), opset_imports=[helper.make_opsetid("", 17)], ir_version=8
    )
    onnx.save(model, str(folder / "voice.onnx"))
    signs = ["_", "^", "$", *PHONEMES]
    about = {
        "audio": {"sample_rate": RATE},
        "espeak": {"voice": language},
        "phoneme_type": "espeak",
        "phoneme_id_map": {sign: [number] for number, sign in enumerate(signs)},
        "inference": {"noise_scale": 0.667, "length_scale": 1, "noise_w": 0.8},
        "num_speakers": 1,
    } | told
    (folder / "voice.onnx.json").write_text(json.dumps(about), "utf-8")
    return folder


def _graph(samples_a_sign: float) -> onnx.GraphProto:
    constants = {
        "one": np.array(1, np.int64),
        "step": np.array(1, np.float32),
        "none": np.array(0, np.float32),
        "length": np.array(samples_a_sign, np.float32),
        "tone": np.array(0.2, np.float32),
        "form": np.array([1, 1, 1, -1], np.int64),
        "scalar": np.array([], np.int64),
    }
    nodes = [
        helper.make_node("Cast", ["input_lengths"], ["signs"], to=TensorProto.FLOAT),
        helper.make_node("Gather", ["scales", "one"], ["stretch"]),
        helper.make_node("Mul", ["signs", "stretch"], ["stretched"]),
        helper.make_node("Mul", ["stretched", "length"], ["many"]),
        helper.make_node("Reshape", ["many", "scalar"], ["limit"]),
        helper.make_node("Range", ["none", "limit", "step"], ["times"]),
        helper.make_node("Mul", ["times", "tone"], ["angles"]),
        helper.make_node("Sin", ["angles"], ["hum"]),
        helper.make_node("Reshape", ["hum", "form"], ["output"]),
    ]
    given = [
        helper.make_tensor_value_info("input", TensorProto.INT64, [1, "phonemes"]),
        helper.make_tensor_value_info("input_lengths", TensorProto.INT64, [1]),
        helper.make_tensor_value_info("scales", TensorProto.FLOAT, [3]),
    ]
    made = [helper.make_tensor_value_info("output", TensorProto.FLOAT, [1, 1, 1, None])]
    held = [numpy_helper.from_array(value, name) for name, value in constants.items()]
    return helper.make_graph(nodes, "hum", given, made, held)
