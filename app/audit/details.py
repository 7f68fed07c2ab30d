"""What may stand in an audit entry's details: listed things first, and patterns over the rest.

An entry stays for years and cannot be changed, so a name or a sentence must never get in. Keys that
are listed hold codes of Lilo's own. Whatever else is given may be a number, a truth value or an
id; of a text only its being there is recorded.
"""

import re
from collections.abc import Callable
from dataclasses import replace

from app.audit.entry import AuditDraft, Detail
from app.privacy import Redactor

CODES = frozenset(
    {
        "accepted",
        "added",
        "agent",
        "band",
        "basis",
        "by",
        "case",
        "changed",
        "code",
        "colours",
        "consent",
        "doing",
        "during_wait",
        "format",
        "intent",
        "keys",
        "kind",
        "kinds",
        "known",
        "language",
        "level",
        "occasion",
        "outcome",
        "permission",
        "profile",
        "proof",
        "recipient",
        "removed",
        "risk",
        "role",
        "rule",
        "scale",
        "source",
        "state",
        "tier",
        "tone",
        "verdict",
        "what",
        "why",
    }
)
"""Keys whose values come from closed lists in the code; they pass as they are.

They are not compared with names: somebody in the house may be called Joy, or Hope.
"""

TEXTS = frozenset(
    {
        "backup",
        "fault",
        "in_use",
        "key",
        "left",
        "model",
        "publisher",
        "reason",
        "setting",
        "station",
        "target",
        "version",
    }
)
"""Keys whose values IT or staff wrote; they pass through the patterns."""

_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{16,64}")
_CODE = re.compile(r"[a-z][a-z0-9]*([._-][a-z0-9]+)*")
_LONGEST_CODE = 40
_LONGEST_TEXT = 200
WITHHELD = "[withheld]"


def clean(draft: AuditDraft, redactor: Callable[[], Redactor]) -> AuditDraft:
    """Return the draft without anything that could name or quote somebody.

    Args:
        redactor: gives the patterns; asked only when a text has to be looked at, since it may
            have to read names.
    """
    texts = {key: value for key, value in draft.details.items() if isinstance(value, str)}
    doubtful = {key: value for key, value in texts.items() if not _is_plain(key, value)}
    if not doubtful:
        return draft
    patterns = redactor()
    cleaned = {key: _cleaned(key, value, patterns) for key, value in doubtful.items()}
    details: dict[str, Detail] = {**draft.details, **cleaned}
    return replace(draft, details=details)


def _is_plain(key: str, value: str) -> bool:
    return not value or key in CODES or _ID.fullmatch(value) is not None


def _cleaned(key: str, value: str, patterns: Redactor) -> str:
    if key in TEXTS:
        return patterns.redact(value[:_LONGEST_TEXT])
    is_code = len(value) <= _LONGEST_CODE and _CODE.fullmatch(value) is not None
    return value if is_code and patterns.redact(value) == value else WITHHELD
