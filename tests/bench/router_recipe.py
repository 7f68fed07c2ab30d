"""Lilo's intent method beside the recipe of `semantic-router`, with the same encoder, in one run.

    python -m tests.bench.router_recipe --train T.jsonl --test U.jsonl --oos V.jsonl

The recipe is that of semantic-router 1.1.1 (MIT), `IndexedRouter` with its defaults: the five
stored utterances nearest to the query by cosine, the mean of those of one route, the best route,
and a threshold on its score. It is written out here and not installed, because the package brings
some fifty others, most of them clients of services in the network (openai, cohere, mistralai,
voyageai, langchain), which this repository must not hold. Its threshold is chosen as Lilo's is: on
a tenth of the learning texts, held out, by the same share that may be turned away.

Nothing here is part of the product.
"""

import argparse
import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import numpy as np

from app.faculties import intent_vectors
from app.quality.evaluation_rows import LabelledRow, load_rows
from models.folds import part_of
from models.intents.open_set import PARTS, Labelled, choose_mark, evaluate
from models.intents.training import side_by_side

TOP_K = 5


def scores(queries: np.ndarray, stored: np.ndarray, labels: np.ndarray, classes: int) -> np.ndarray:
    """Return the mean cosine of each route's utterances among the nearest five, else 0."""
    found = np.zeros((len(queries), classes))
    for start in range(0, len(queries), 256):
        cosines = queries[start : start + 256] @ stored.T
        nearest = np.argpartition(cosines, -TOP_K, axis=1)[:, -TOP_K:]
        for row, hits in enumerate(nearest):
            for label in np.unique(labels[hits]):
                mine = hits[labels[hits] == label]
                found[start + row, label] = cosines[row, mine].mean()
    return found


def recipe(learned: Labelled, tested: Labelled, outside: Labelled, width: int) -> dict[str, object]:
    names = sorted(set(learned.labels))
    at = {name: n for n, name in enumerate(names)}
    labels = np.array([at[label] for label in learned.labels])
    vectors = learned.vectors[:, :width]
    held = np.array([part_of(text, PARTS) == 0 for text in learned.texts])
    apart = scores(vectors[held], vectors[~held], labels[~held], len(names))
    mark = choose_mark(apart, labels[held])
    found = scores(tested.vectors[:, :width], vectors, labels, len(names))
    truth = np.array([at[label] for label in tested.labels])
    right = found.argmax(axis=1) == truth
    beyond = scores(outside.vectors[:, :width], vectors, labels, len(names)).max(axis=1)
    return {
        "accuracy": round(float(right.mean()), 4),
        "in_scope_accuracy": round(float((right & (found.max(axis=1) >= mark)).mean()), 4),
        "out_of_scope_recall": round(float((beyond < mark).mean()), 4),
        "mark": round(mark, 4),
    }


def labelled(path: Path) -> tuple[Labelled, int]:
    rows: Sequence[LabelledRow] = load_rows(path, LabelledRow)
    seen = intent_vectors([row.text for row in rows])
    texts = [row.text for row in rows]
    return Labelled(texts, side_by_side(seen), [r.intent for r in rows]), seen.first.shape[1]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("train", "test", "oos"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    given = parser.parse_args()
    (learned, width), (tested, _), (outside, _) = map(
        labelled, (given.train, given.test, given.oos)
    )
    print(
        json.dumps(
            {
                "lilo": asdict(evaluate(learned, tested, outside)),
                "semantic_router": recipe(learned, tested, outside, width),
            },
            indent=1,
        )
    )


if __name__ == "__main__":
    main()
