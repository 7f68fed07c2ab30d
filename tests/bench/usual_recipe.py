"""Lilo's recall beside the usual recipe: rank-bm25, FAISS and reciprocal rank fusion, k = 60.

Both search the same documents with the same model in one run, one query after the other:

    python -m tests.bench.usual_recipe --corpus C.jsonl --queries Q.jsonl

The recipe is what LangChain's ensemble retriever does: whole documents, words split at spaces, both
rankings with the same say. Nothing here is part of the product.
"""

import argparse
import asyncio
import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from time import perf_counter

import numpy as np
from rank_bm25 import BM25Okapi
from rich.progress import Progress

from app.commands.evaluate_retrieval import passages_from
from app.commands.recall_shelf import RecallShelf, recall_shelf
from app.embedding import TextEmbedder
from app.ids import ResidentId, new_uuid
from app.quality.evaluation_rows import load_rows
from app.quality.retrieval_report import RetrievalReport, report_on
from app.quality.retrieval_rows import CorpusRow, QueryRow
from app.recall import Query, Scope, StreamName
from app.recall.fusion import reciprocal_rank_fusion
from models.index import FaissFlatIndex

_DEPTH = 10
_CANDIDATES = 100


class UsualRecipe:
    def __init__(self, documents: Sequence[CorpusRow], embedder: TextEmbedder) -> None:
        self._ids = [document.id for document in documents]
        self._words = BM25Okapi([document.text.lower().split() for document in documents])
        self._vectors = FaissFlatIndex(embedder.embed([document.text for document in documents]))
        self._embedder = embedder

    def ask(self, text: str) -> list[str]:
        scores = self._words.get_scores(text.lower().split())
        by_words = [int(row) for row in np.argsort(-scores)[:_CANDIDATES]]
        vector = self._embedder.embed([text])[0]
        by_vector = [row for row, _ in self._vectors.search(vector, _CANDIDATES)]
        fused = reciprocal_rank_fusion([by_words, by_vector])
        return [self._ids[row] for row, _ in fused[:_DEPTH]]


async def _lilo(house: RecallShelf, text: str, embedder: TextEmbedder) -> list[str]:
    vector = embedder.embed([text])[0]
    query = Query(text, vector, ResidentId(new_uuid()), 6 * _DEPTH)
    answer = await house.stream(StreamName.KNOWLEDGE).ask(query)
    names = ((s.passage.facts or {}).get("document", "") for s in answer.snippets)
    return list(dict.fromkeys(names))


async def compared(
    documents: Sequence[CorpusRow], queries: Sequence[QueryRow]
) -> list[RetrievalReport]:
    async with recall_shelf() as house:
        with Progress(disable=True) as progress:
            await house.learn(list(passages_from(documents)), progress)
        await house.shelf.warm(Scope(StreamName.KNOWLEDGE, None))
        usual = UsualRecipe(documents, house.embedder)
        house.embedder.embed([query.text for query in queries])  # the same cost for both: none
        theirs, ours = [], []
        their_ms, our_ms = [], []
        for query in queries:
            started = perf_counter()
            theirs.append(usual.ask(query.text))
            between = perf_counter()
            ours.append(await _lilo(house, query.text, house.embedder))
            their_ms.append((between - started) * 1000)
            our_ms.append((perf_counter() - between) * 1000)
    return [
        report_on("usual recipe", queries, theirs, their_ms),
        report_on("lilo", queries, ours, our_ms),
    ]


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--queries", type=Path, required=True)
    asked = parser.parse_args()
    corpus, wanted = load_rows(asked.corpus, CorpusRow), load_rows(asked.queries, QueryRow)
    for report in asyncio.run(compared(corpus, wanted)):
        print(json.dumps(asdict(report)))
