"""Understanding a query before anything is searched."""

from app.recall.understanding.common_words import load_common_words
from app.recall.understanding.language import Language, LanguageError, load_language
from app.recall.understanding.names import Known, Names, known_names
from app.recall.understanding.reader import QueryReader, Read
from app.recall.understanding.times import TimeReader

__all__ = [
    "Known",
    "Language",
    "LanguageError",
    "Names",
    "QueryReader",
    "Read",
    "TimeReader",
    "known_names",
    "load_common_words",
    "load_language",
]
