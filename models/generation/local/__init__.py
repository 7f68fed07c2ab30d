"""The local tier: a language model on this machine, in a child process of its own."""

from models.generation.local.engine_process import EngineProcess, EngineState, Restarts
from models.generation.local.protocol import Engine, EngineOptions

__all__ = ["Engine", "EngineOptions", "EngineProcess", "EngineState", "Restarts"]
