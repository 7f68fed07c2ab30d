"""What lines that are said belong to, and which sentence of a reply each of them is."""

TALK = "talk"
CRISIS = "crisis"
CHECK_IN = "check_in"
LISTENING = "listening"


def sentence_of(key: str) -> int | None:
    """Return which sentence of the reply a line is, or None where it is another."""
    kind, _, number = key.partition("/")
    return int(number) if kind == "sentence" else None
