"""Passages, their vectors and their full-text index."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from sqlalchemy import delete, or_, select, text
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from app.embedding import Vectors
from app.ids import DocumentId, ResidentId
from app.recall.passage import Passage, Scope, Sensitivity, StreamName
from storage.repositories.keywords import match_expression, scope_word
from storage.tables import PassageRow, PassageVectorRow

_VECTOR = np.dtype("<f4")

# Ranked and cut inside the index, joined afterwards: joining first would read every passage that
# holds one of the words.
_SEARCH = text(
    "SELECT passages.id FROM ("
    "SELECT rowid, rank FROM passage_words WHERE passage_words MATCH :words "
    "ORDER BY rank LIMIT :limit) AS found "
    "JOIN passages ON passages.sequence = found.rowid "
    "WHERE passages.scope = :scope ORDER BY found.rank, passages.sequence"
).columns(PassageRow.id)


class SqlPassageRepository:
    """Implements `app.recall.passage.PassageRepository`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, passages: Sequence[Passage]) -> None:
        """Keep passages; one that is there already keeps its place and loses its vector."""
        if not passages:
            return
        ids = [passage.id for passage in passages]
        self._session.execute(delete(PassageVectorRow).where(PassageVectorRow.passage_id.in_(ids)))
        statement = insert(PassageRow)
        changed = {
            column.name: column
            for column in statement.excluded
            if column.name not in {"sequence", "id"}
        }
        self._session.execute(
            statement.on_conflict_do_update(index_elements=["id"], set_=changed),
            [_values_of(passage) for passage in passages],
        )

    def remove(self, ids: Sequence[DocumentId]) -> None:
        """Let go of passages; their vectors and their words in the index go with them."""
        if ids:
            # The vectors by hand: the cascade depends on a setting of the connection.
            self._session.execute(
                delete(PassageVectorRow).where(PassageVectorRow.passage_id.in_(ids))
            )
            self._session.execute(delete(PassageRow).where(PassageRow.id.in_(ids)))

    def get(self, ids: Sequence[DocumentId]) -> Mapping[DocumentId, Passage]:
        """Return those that exist."""
        rows = self._session.scalars(select(PassageRow).where(PassageRow.id.in_(ids)))
        return {DocumentId(row.id): _passage_of(row) for row in rows}

    def of(self, scope: Scope) -> Sequence[Passage]:
        """Return all passages of a scope in the order they were added."""
        rows = self._session.scalars(
            select(PassageRow)
            .where(PassageRow.scope == scope_word(scope))
            .order_by(PassageRow.sequence)
        )
        return [_passage_of(row) for row in rows]

    def search_keywords(self, scope: Scope, query: str, limit: int) -> Sequence[DocumentId]:
        """Return ids by BM25 rank, best first; the query is plain words, never syntax."""
        words = match_expression(scope, query)
        if words is None:
            return []
        found = self._session.scalars(
            _SEARCH, {"words": words, "limit": max(limit, 0), "scope": scope_word(scope)}
        )
        return [DocumentId(passage_id) for passage_id in found]

    def vectors(self, scope: Scope, fingerprint: str) -> tuple[Sequence[DocumentId], Vectors]:
        """Return ids and their vectors, shape (n, dimension), made by that model.

        Where there are none the shape is (0, 0).
        """
        rows = self._session.execute(
            select(PassageRow.id, PassageVectorRow.vector)
            .join(PassageVectorRow, PassageVectorRow.passage_id == PassageRow.id)
            .where(PassageRow.scope == scope_word(scope))
            .where(PassageVectorRow.fingerprint == fingerprint)
            .order_by(PassageRow.sequence)
        ).all()
        if not rows:
            return [], np.empty((0, 0), dtype=np.float32)
        joined = bytearray().join(vector for _, vector in rows)
        matrix = np.frombuffer(joined, dtype=_VECTOR).reshape(len(rows), -1)
        return [DocumentId(passage_id) for passage_id, _ in rows], matrix.astype(
            np.float32, copy=False
        )

    def without_vector(self, fingerprint: str, limit: int) -> Sequence[Passage]:
        """Return passages that the model of that fingerprint has not embedded yet."""
        rows = self._session.scalars(
            select(PassageRow)
            .outerjoin(PassageVectorRow, PassageVectorRow.passage_id == PassageRow.id)
            .where(
                or_(
                    PassageVectorRow.passage_id.is_(None),
                    PassageVectorRow.fingerprint != fingerprint,
                )
            )
            .order_by(PassageRow.sequence)
            .limit(max(limit, 0))
        )
        return [_passage_of(row) for row in rows]

    def save_vectors(self, ids: Sequence[DocumentId], vectors: Vectors, fingerprint: str) -> None:
        """Keep one vector per id; ids of passages that are gone meanwhile are left out."""
        if vectors.ndim != 2 or len(ids) != len(vectors):
            raise ValueError(f"{len(ids)} ids need as many rows of vectors, not {vectors.shape}.")
        known = set(self._session.scalars(select(PassageRow.id).where(PassageRow.id.in_(ids))))
        rows = [
            {"passage_id": passage_id, "fingerprint": fingerprint, "vector": vector.tobytes()}
            for passage_id, vector in zip(ids, vectors.astype(_VECTOR, copy=False), strict=True)
            if passage_id in known
        ]
        if not rows:
            return
        statement = insert(PassageVectorRow)
        self._session.execute(
            statement.on_conflict_do_update(
                index_elements=["passage_id"],
                set_={
                    "fingerprint": statement.excluded.fingerprint,
                    "vector": statement.excluded.vector,
                },
            ),
            rows,
        )


def _values_of(passage: Passage) -> dict[str, Any]:
    return {
        "id": passage.id,
        "scope": scope_word(Scope(passage.stream, passage.owner)),
        "stream": passage.stream.value,
        "owner": passage.owner,
        "title": passage.title,
        "text": passage.text,
        "retelling": list(passage.retelling),
        "sensitivity": passage.sensitivity.value,
        "people": list(passage.people),
        "places": list(passage.places),
        "facts": None if passage.facts is None else dict(passage.facts),
    }


def _passage_of(row: PassageRow) -> Passage:
    return Passage(
        id=DocumentId(row.id),
        stream=StreamName(row.stream),
        owner=ResidentId(row.owner) if row.owner else None,
        title=row.title,
        text=row.text,
        retelling=tuple(row.retelling),
        sensitivity=Sensitivity(row.sensitivity),
        people=tuple(row.people),
        places=tuple(row.places),
        facts=row.facts,
    )
