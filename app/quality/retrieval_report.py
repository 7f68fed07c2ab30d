"""How well what was looked for is found, counted by ir-measures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from app.quality.retrieval_rows import QueryRow

DEPTH = 10
"""How many documents a query is judged by."""


@dataclass(frozen=True, slots=True)
class RetrievalReport:
    """Means over all queries; times in ms, the query's embedding included where one is used."""

    mode: str
    queries: int
    recall_at_1: float
    recall_at_3: float
    recall_at_10: float
    mrr: float
    ndcg_at_10: float
    p50_ms: float
    p95_ms: float


def report_on(
    mode: str,
    queries: Sequence[QueryRow],
    found: Sequence[Sequence[str]],
    times_ms: Sequence[float],
) -> RetrievalReport:
    """Count.

    Args:
        found: for each query, ids of documents, best first.
    """
    # Imported here: it brings SciPy along, and a kiosk measures nothing.
    import ir_measures
    from ir_measures import RR, R, nDCG

    measures = {
        "recall_at_1": R @ 1,
        "recall_at_3": R @ 3,
        "recall_at_10": R @ DEPTH,
        "mrr": RR @ DEPTH,
        "ndcg_at_10": nDCG @ DEPTH,
    }
    wanted = {str(n): dict.fromkeys(query.gold, 1) for n, query in enumerate(queries)}
    run = {str(n): _scored(ids) for n, ids in enumerate(found)}
    means = ir_measures.calc_aggregate(measures.values(), wanted, run)
    figures = {name: round(float(means[measure]), 4) for name, measure in measures.items()}
    return RetrievalReport(
        mode,
        len(queries),
        **figures,
        p50_ms=round(float(np.percentile(times_ms, 50)), 2),
        p95_ms=round(float(np.percentile(times_ms, 95)), 2),
    )


def _scored(ids: Sequence[str]) -> Mapping[str, float]:
    return {one: float(DEPTH - rank) for rank, one in enumerate(ids[:DEPTH])}
