"""Lilo's own evaluation set stands apart from what it has learned: no line in both."""

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from sklearn.feature_extraction.text import TfidfVectorizer

from app.conversation.intents import load_prototypes
from app.embedding import TextEmbedder
from app.faculties import quiet_requests
from app.safety import load_patterns
from app.safety.folding import Folder
from models.embedding import load_onnx_embedder

SAME = 0.97
"""From this cosine on two lines count as the same."""

LETTERS = 0.68
"""Lines that share fewer groups of three letters are not embedded: that would take a minute, and
of all pairs of examples of intents nearer than 0.95 none shares less than 0.76."""


class Hidden(list[str]):
    """Lines that a failing test does not print: who mends the examples must not read them."""

    def __repr__(self) -> str:
        return f"{len(self)} lines"


@pytest.fixture(scope="module")
def evaluated(resources: Path) -> Hidden:
    folder = resources / "quality" / "safety"
    texts = Hidden()
    for name in ("danger.jsonl", "harmless.jsonl"):
        for line in (folder / name).read_text("utf-8").split("\n"):
            if line.strip():
                row = json.loads(line)
                texts += row.get("turns") or [row["text"]]
    return texts


@pytest.fixture(scope="module")
def learned(resources: Path) -> Sequence[str]:
    patterns = load_patterns(resources / "crisis")
    written = [line.text for line in patterns.danger] + [line.text for line in patterns.contrast]
    return [*written, *quiet_requests()]


def normal(text: str) -> str:
    """The text without what does not change it: case, signs, spaces."""
    return "".join(sign for sign in Folder({}).fold(text) if sign.isalnum())


@pytest.fixture(scope="module")
def embedder() -> TextEmbedder:
    return load_onnx_embedder(None)


class Known:
    """Lines that were learned, by their groups of three letters."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.lines = lines
        self._letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 3), dtype=np.float32)
        self._known = self._letters.fit_transform(lines)

    def sharing(self, lines: Sequence[str]) -> list[tuple[int, int]]:
        """Which lines share many letters with which of these, both from 0."""
        shared = (self._letters.transform(lines) @ self._known.T).tocoo()
        at = shared.data >= LETTERS
        return list(zip(shared.row[at].tolist(), shared.col[at].tolist(), strict=True))


@pytest.fixture(scope="module")
def known(learned: Sequence[str]) -> Known:
    return Known(learned)


def alike(
    evaluated: Sequence[str], known: Known, embedder: TextEmbedder
) -> list[tuple[int, str, float]]:
    """Which lines, from 0, lie nearer than `SAME` to which learned one, as the model sees them."""
    pairs, learned = known.sharing(evaluated), known.lines
    ours, theirs = sorted({one for one, _ in pairs}), sorted({two for _, two in pairs})
    vectors = (
        embedder.embed([evaluated[n] for n in ours]),
        embedder.embed([learned[n] for n in theirs]),
    )
    rows, columns = {n: at for at, n in enumerate(ours)}, {n: at for at, n in enumerate(theirs)}
    cosines = [float(vectors[0][rows[i]] @ vectors[1][columns[j]]) for i, j in pairs]
    return [
        (i, learned[j], cosine)
        for (i, j), cosine in zip(pairs, cosines, strict=True)
        if cosine > SAME
    ]


def test_no_line_is_in_both(evaluated: Sequence[str], learned: Sequence[str]) -> None:
    known = {normal(text) for text in learned}
    both = [n for n, text in enumerate(evaluated) if normal(text) in known]
    assert both == []


def test_no_line_means_the_same_as_one_that_was_learned(
    evaluated: Sequence[str], known: Known, embedder: TextEmbedder
) -> None:
    assert alike(evaluated, known, embedder) == []


def test_no_line_of_an_intent_means_the_same_as_an_example_of_one(
    resources: Path, embedder: TextEmbedder
) -> None:
    rows = (resources / "quality" / "intents" / "said.jsonl").read_text("utf-8").splitlines()
    examples = [prototype.text for prototype in load_prototypes(resources / "intents")]
    said = Hidden(json.loads(row)["text"] for row in rows)
    assert alike(said, Known(examples), embedder) == []


def test_what_is_nearly_the_same_would_be_noticed(
    learned: Sequence[str], known: Known, embedder: TextEmbedder
) -> None:
    """The two tests above can fail."""
    changed = [text.upper().replace(" ", "  ") for text in learned[::500]]
    assert {normal(text) for text in changed} <= {normal(text) for text in learned}
    assert {n for n, _, _ in alike(changed, known, embedder)} == set(range(len(changed)))
