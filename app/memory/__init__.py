"""Memory: what residents told Lilo, found after the turn, kept, faded and forgotten."""

from app.memory.after_talk import AfterTalk
from app.memory.dating import Dating, load_dating
from app.memory.desk import MemoryDesk, MemoryGoneError
from app.memory.extraction import Doubtful, Extracted, Extractor, Found
from app.memory.forgetting import Forgetter
from app.memory.forgotten_elsewhere import ForgettingMark
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
from app.memory.reading_marks import ReadingMarks, SpokenTurn
from app.memory.requests import (
    MemoryRequest,
    MemoryRequests,
    Wish,
    load_memory_requests,
)
from app.memory.second_reading import SecondReader, load_second_reading
from app.memory.sessions import SessionKeeper, load_session_words
from app.memory.tidying import Tidier

__all__ = [
    "AfterTalk",
    "Dating",
    "Doubtful",
    "Extracted",
    "Extractor",
    "Forgetter",
    "ForgettingMark",
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
    "ReadingMarks",
    "SaidTurn",
    "SecondReader",
    "SessionKeeper",
    "SpokenTurn",
    "Tidier",
    "Wish",
    "load_dating",
    "load_memory_patterns",
    "load_memory_requests",
    "load_second_reading",
    "load_session_words",
]
