"""What the program itself writes into the audit log arrives there: no key of its own is withheld.

The details of drafts are read from the source: whoever adds a key says here what it holds.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.audit.details import CODES, TEXTS

ROOT = Path(__file__).parents[3]

NUMBERS_AND_IDS = frozenset(
    {
        "active",
        "alert",
        "chunks",
        "count",
        "despite_warnings",
        "digest",
        "doubts",
        "entries",
        "every_days",
        "everything",
        "faded",
        "failures",
        "fingerprint",
        "from",
        "given",
        "glass",
        "glasses",
        "instead_of",
        "is_prorated",
        "is_silent",
        "is_whole",
        "items",
        "loudness",
        "memories",
        "memory",
        "message",
        "messages",
        "minutes",
        "missing",
        "passages",
        "photos",
        "photos_added",
        "photos_removed",
        "pin",
        "private",
        "put_back",
        "residents",
        "rows",
        "scan_s",
        "summed_up",
        "text_scale",
        "total",
        "turn",
        "votes",
        "words_a_minute",
    }
)
"""Keys that hold counts, truth values and ids, which pass under any name."""

_WRITERS = {"AuditDraft", "note", "_note"}


def dictionaries(tree: ast.AST) -> Iterator[ast.Dict]:
    """Go through what is written as the details of an entry."""
    for node in ast.walk(tree):
        values: list[ast.expr] = []
        if isinstance(node, ast.Assign | ast.AnnAssign):
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            if isinstance(target, ast.Name) and target.id == "details" and node.value:
                values.append(node.value)
        elif isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if name in _WRITERS:
                values += [*node.args, *(word.value for word in node.keywords)]
        for value in values:
            yield from (part for part in ast.walk(value) if isinstance(part, ast.Dict))


def written() -> dict[str, str]:
    """Return the keys of details, each with a place where it is written."""
    found: dict[str, str] = {}
    for top in ("app", "storage", "ui"):
        for file in sorted((ROOT / top).rglob("*.py")):
            # Benches write about the machine, and no entries of a house.
            if file.name.startswith("bench"):
                continue
            for made in dictionaries(ast.parse(file.read_text("utf-8"))):
                for key in made.keys:
                    if isinstance(key, ast.Constant):
                        found[str(key.value)] = f"{file.relative_to(ROOT)}:{made.lineno}"
    return found


WRITTEN = written()


def test_the_details_were_found() -> None:
    assert {"level", "proof", "version", "glass", "added", "in_use"} <= WRITTEN.keys()


@pytest.mark.parametrize("key", sorted(WRITTEN))
def test_every_key_that_is_written_is_known_to_pass(key: str) -> None:
    assert key in CODES | TEXTS | NUMBERS_AND_IDS, f"{key} is written in {WRITTEN[key]}"


def test_no_key_has_two_meanings() -> None:
    assert not CODES & TEXTS
    assert not (CODES | TEXTS) & NUMBERS_AND_IDS
