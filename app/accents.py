"""Words without accents: people leave them out, and mean the same."""

import unicodedata


def without_accents(text: str) -> str:
    """Return the text with its letters plain: "mañana" as "manana"."""
    if text.isascii():
        return text
    parts = unicodedata.normalize("NFKD", text)
    return "".join(part for part in parts if not unicodedata.category(part).startswith("M"))
