"""Memory: what residents told Lilo, found after the turn, kept, faded and forgotten."""

from app.memory.desk import MemoryDesk, MemoryGoneError
from app.memory.extraction import Doubtful, Extracted, Extractor, Found
from app.memory.forgetting import Forgetter
from app.memory.keeper import MemoryKeeper, MemoryUnit
from app.memory.memory import (
    Memory,
    MemoryDoubt,
    MemoryKind,
    MemoryMarks,
    MemoryRepository,
    MemoryState,
    SaidTurn,
)
from app.memory.nightly import NightWork
from app.memory.patterns import MemoryPatternError, load_memory_patterns
from app.memory.requests import (
    MemoryRequest,
    MemoryRequests,
    Wish,
    load_memory_requests,
)
from app.memory.tidying import Tidier

__all__ = [
    "Doubtful",
    "Extracted",
    "Extractor",
    "Forgetter",
    "Found",
    "Memory",
    "MemoryDesk",
    "MemoryDoubt",
    "MemoryGoneError",
    "MemoryKeeper",
    "MemoryKind",
    "MemoryMarks",
    "MemoryPatternError",
    "MemoryRepository",
    "MemoryRequest",
    "MemoryRequests",
    "MemoryState",
    "MemoryUnit",
    "NightWork",
    "SaidTurn",
    "Tidier",
    "Wish",
    "load_memory_patterns",
    "load_memory_requests",
]
