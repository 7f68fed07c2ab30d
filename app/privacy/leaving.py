"""What is done with a text that is to leave Lilo and names somebody. Pure."""

from dataclasses import dataclass
from enum import StrEnum

from app.privacy.redaction import Redactor


class Leaving(StrEnum):
    """What is done."""

    ALLOW = "allow"
    WARN = "warn"
    """It leaves, and the audit log says that it did."""
    MASK = "mask"
    """It leaves without what names somebody."""
    KEEP_LOCAL = "keep_local"
    """It stays on this machine, where something else has to do."""
    BLOCK = "block"
    """It leaves nowhere."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What was decided about a text.

    Attributes:
        text: what may leave; None for nothing.
        found: kinds of what names somebody, such as "name" and "phone".
        decision: what was done; ALLOW where nothing was found.
    """

    text: str | None
    found: tuple[str, ...]
    decision: Leaving


def judge(text: str, rule: Leaving, redactor: Redactor) -> Judged:
    """Apply a rule to a text."""
    if rule is Leaving.ALLOW:
        return Judged(text, (), rule)
    found = redactor.found(text)
    if not found:
        return Judged(text, (), Leaving.ALLOW)
    match rule:
        case Leaving.WARN:
            return Judged(text, found, rule)
        case Leaving.MASK:
            return Judged(redactor.redact(text), found, rule)
        case _:
            return Judged(None, found, rule)
