"""The words that people use anyway: what is among them is not a misheard name."""

from pathlib import Path

from app.recall.words import plain_words

_FOLDERS = ("intents", "knowledge", "crisis/contrast", "replies")
_SUFFIXES = {".jsonl", ".md", ".yaml"}


def load_common_words(resources: Path) -> frozenset[str]:
    """Return all words of the examples, articles and replies that ship, in small letters."""
    words: set[str] = set()
    for folder in _FOLDERS:
        for path in sorted((resources / folder).glob("*")):
            if path.suffix in _SUFFIXES:
                for line in path.read_text("utf-8").splitlines():
                    words.update(plain_words(line))
    return frozenset(words)
