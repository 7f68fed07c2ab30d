"""Lilo's own evaluation set of intents: enough of each, and apart from the prototypes."""

from collections import Counter
from pathlib import Path

from app.commands.evaluate_intents import OWN_SET
from app.conversation.intents import Intent, load_prototypes
from app.quality.evaluation_rows import IntentRow, load_rows


def normal(text: str) -> str:
    return "".join(sign for sign in text.lower() if sign.isalnum())


def test_every_intent_has_sixty_lines_or_more() -> None:
    counts = Counter(row.intent for row in load_rows(OWN_SET, IntentRow))
    assert set(counts) == set(Intent)
    assert min(counts.values()) >= 60


def test_no_line_is_among_the_prototypes(resources: Path) -> None:
    known = {normal(p.text) for p in load_prototypes(resources / "intents")}
    assert not [n for n, r in enumerate(load_rows(OWN_SET, IntentRow)) if normal(r.text) in known]
