"""Checking which names in braces a line may use."""

from collections.abc import Collection
from string import Formatter


def only(line: str, allowed: Collection[str]) -> None:
    """Refuse a line that uses another name.

    Raises:
        ValueError: it does.
    """
    names = {name for _, name, _, _ in Formatter().parse(line) if name is not None}
    if strange := names - set(allowed):
        raise ValueError(f"{{{min(strange)}}} is not known in: {line}")
