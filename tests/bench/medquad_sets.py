"""MedQuAD as a corpus and queries for `lilo eval retrieval` and `tests.bench.usual_recipe`.

    python -m tests.bench.medquad_sets --data ../shared/data --to /tmp/medquad

Every answer is a document; the questions are asked and are in no document. The answers to a
question are all rows with the same question and focus. The general topics only stand in the way.
"""

import argparse
import json
from collections import defaultdict
from pathlib import Path

NO_DATA = "skipped: no data"


def rows_of(path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line]


def write_sets(data: Path, to: Path) -> tuple[int, int]:
    asked, others = rows_of(data / "medquad_senior.jsonl"), rows_of(data / "medquad_topics.jsonl")
    to.mkdir(parents=True, exist_ok=True)
    with (to / "corpus.jsonl").open("w", encoding="utf-8") as file:
        for row in (*asked, *others):
            file.write(json.dumps({"id": row["id"], "text": row["answer"]}) + "\n")
    gold: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in asked:
        gold[row["question"], row["focus"]].append(row["id"])
    with (to / "queries.jsonl").open("w", encoding="utf-8") as file:
        for (question, _), ids in gold.items():
            file.write(json.dumps({"text": question, "gold": ids}) + "\n")
    return len(asked) + len(others), len(gold)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--to", type=Path, required=True)
    given = parser.parse_args()
    if not (given.data / "medquad_senior.jsonl").is_file():
        print(NO_DATA)
    else:
        documents, queries = write_sets(given.data, given.to)
        print(f"{documents} documents, {queries} queries")
