"""The danger model: at work on ONNX Runtime; `training` and what it uses need torch."""

from models.danger.artefact import load as load_artefact
from models.danger.reader import OnnxDangerReader, load_danger_reader

__all__ = ["OnnxDangerReader", "load_artefact", "load_danger_reader"]
