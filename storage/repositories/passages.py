"""Passages, their vectors and their full-text index."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import numpy as np
from sqlalchemy import and_, delete, func, select, text
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from app.embedding import Vector, Vectors
from app.ids import DocumentId, ResidentId
from app.recall.passage import IndexPage, Passage, Scope, Sensitivity, Span, StreamName
from app.recall.terms import TERM, terms_of
from app.recall.words import telling_words
from storage.connection import quick_rows
from storage.repositories.keywords import match_expression, scope_word
from storage.tables import PassageRow, PassageTimeRow, PassageVectorRow

_VECTOR = np.dtype("<f4")

# Ranked and cut inside the index, joined afterwards: joining first would read every passage that
# holds one of the words. The scope narrows a search; it must not count as a found word,
# and a word in a title counts twice.
_SEARCH = text(
    "SELECT passages.id, -found.rank FROM ("
    "SELECT rowid, rank FROM passage_words WHERE passage_words MATCH :words "
    "AND rank MATCH 'bm25(2.0, 1.0, 0.0)' ORDER BY rank LIMIT :limit) AS found "
    "JOIN passages ON passages.sequence = found.rowid "
    "WHERE passages.scope = :scope ORDER BY found.rank, passages.sequence"
).columns(PassageRow.id)


_GET = (
    "SELECT id, stream, owner, title, text, retelling, sensitivity, people, places, facts "
    "FROM passages WHERE id IN (%s)"
)
_VECTORS_OF = (
    "SELECT passage_id, vector FROM passage_vectors WHERE fingerprint = ? AND passage_id IN (%s)"
)
_AT_ONCE = 500
_VERSION = "SELECT version FROM passage_versions WHERE scope = ?"
_COUNT = "SELECT count(*) FROM passages WHERE scope = ?"
_PAGE = (
    "SELECT passages.sequence, passages.id, kept.vector, kept.terms FROM passages "
    "JOIN passage_vectors AS kept ON kept.passage_id = passages.id "
    "WHERE passages.scope = ? AND passages.sequence > ? AND kept.fingerprint = ? "
    "ORDER BY passages.sequence LIMIT ?"
)


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
        connection = self._session.connection()
        found: dict[DocumentId, Passage] = {}
        for start in range(0, len(ids), _AT_ONCE):
            asked = [one.bytes for one in ids[start : start + _AT_ONCE]]
            for row in quick_rows(connection, _GET % ",".join("?" * len(asked)), asked):
                passage = _passage_read(*row)
                found[passage.id] = passage
        return found

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
        return [found for found, _ in self.score_terms(scope, telling_words(query), limit)]

    def score_terms(
        self, scope: Scope, terms: Sequence[str], limit: int, *, beginnings: bool = False
    ) -> Sequence[tuple[DocumentId, float]]:
        """Return ids with their BM25, higher is better, best first."""
        words = match_expression(scope, terms, beginnings=beginnings)
        if words is None:
            return []
        found = self._session.connection().execute(
            _SEARCH, {"words": words, "limit": max(limit, 0), "scope": scope_word(scope)}
        )
        return [(DocumentId(passage_id), float(score)) for passage_id, score in found]

    def within(self, scope: Scope, span: Span, limit: int) -> Sequence[DocumentId]:
        """Return ids of passages of that time, newest first."""
        rows = self._session.scalars(
            select(PassageTimeRow.passage_id)
            .where(PassageTimeRow.scope == scope_word(scope))
            .where(
                PassageTimeRow.at >= _written(span.start), PassageTimeRow.at < _written(span.end)
            )
            .order_by(PassageTimeRow.at.desc())
            .limit(max(limit, 0))
        )
        return [DocumentId(passage_id) for passage_id in rows]

    def version(self, scope: Scope) -> int:
        """Return a number that every write to the scope's passages or vectors changes."""
        rows = quick_rows(self._session.connection(), _VERSION, [scope_word(scope)])
        return int(rows[0][0]) if rows else 0

    def count(self, scope: Scope) -> int:
        """Return how many passages a scope has, with a vector or without."""
        ((count,),) = quick_rows(self._session.connection(), _COUNT, [scope_word(scope)])
        return int(count)

    def page(self, scope: Scope, fingerprint: str, after: int, limit: int) -> IndexPage:
        """Return what indexes need of the passages that have a vector of that model."""
        asked = [scope_word(scope), after, fingerprint, max(limit, 0)]
        rows = quick_rows(self._session.connection(), _PAGE, asked)
        terms = [terms for *_, terms in rows]
        return IndexPage(
            b"".join(passage_id for _, passage_id, _, _ in rows),
            _matrix([vector for _, _, vector, _ in rows]),
            np.array([len(one) // TERM.itemsize for one in terms], dtype=np.int64),
            np.frombuffer(b"".join(terms), dtype=TERM),
            rows[-1][0] if rows else after,
        )

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
        return [DocumentId(passage_id) for passage_id, _ in rows], _matrix(
            [vector for _, vector in rows]
        )

    def vectors_of(
        self, ids: Sequence[DocumentId], fingerprint: str
    ) -> Mapping[DocumentId, Vector]:
        """Return the vectors of those passages that have one, made by that model."""
        if not ids or not fingerprint:
            return {}
        asked = [fingerprint, *(one.bytes for one in ids)]
        marks = ",".join("?" * len(ids))
        rows = quick_rows(self._session.connection(), _VECTORS_OF % marks, asked)
        return {
            DocumentId(UUID(bytes=one)): np.frombuffer(vector, dtype=_VECTOR)
            for one, vector in rows
        }

    def without_vector(
        self, fingerprint: str, limit: int, after: DocumentId | None = None
    ) -> Sequence[Passage]:
        """Return passages that the model of that fingerprint has not embedded yet, oldest first."""
        begin = select(PassageRow.sequence).where(PassageRow.id == after).scalar_subquery()
        rows = self._session.scalars(
            select(PassageRow)
            .outerjoin(
                PassageVectorRow,
                and_(
                    PassageVectorRow.passage_id == PassageRow.id,
                    PassageVectorRow.fingerprint == fingerprint,
                ),
            )
            .where(PassageRow.sequence > func.coalesce(begin, -1))
            .where(PassageVectorRow.passage_id.is_(None))
            .order_by(PassageRow.sequence)
            .limit(max(limit, 0))
        )
        return [_passage_of(row) for row in rows]

    def save_vectors(self, ids: Sequence[DocumentId], vectors: Vectors, fingerprint: str) -> None:
        """Keep one vector per id of that model; passages that are gone are left out."""
        if vectors.ndim != 2 or len(ids) != len(vectors):
            raise ValueError(f"{len(ids)} ids need as many rows of vectors, not {vectors.shape}.")
        written = self._session.execute(
            select(PassageRow.id, PassageRow.title, PassageRow.text).where(PassageRow.id.in_(ids))
        )
        terms = {passage_id: terms_of(title, text) for passage_id, title, text in written}
        rows = [
            {
                "passage_id": passage_id,
                "fingerprint": fingerprint,
                "vector": vector.tobytes(),
                "terms": terms[passage_id],
            }
            for passage_id, vector in zip(ids, vectors.astype(_VECTOR, copy=False), strict=True)
            if passage_id in terms
        ]
        if not rows:
            return
        statement = insert(PassageVectorRow)
        self._session.execute(
            statement.on_conflict_do_update(
                index_elements=["passage_id", "fingerprint"],
                set_={
                    column.name: column
                    for column in statement.excluded
                    if column.name in {"vector", "terms"}
                },
            ),
            rows,
        )


def _matrix(vectors: Sequence[bytes]) -> Vectors:
    if not vectors:
        return np.empty((0, 0), dtype=np.float32)
    joined = np.frombuffer(bytearray().join(vectors), dtype=_VECTOR)
    return joined.reshape(len(vectors), -1).astype(np.float32, copy=False)


def _written(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()


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


def _passage_read(
    id_: bytes,
    stream: str,
    owner: bytes | None,
    title: str,
    words: str,
    retelling: str,
    sensitivity: str,
    people: str,
    places: str,
    facts: str | None,
) -> Passage:
    return Passage(
        DocumentId(UUID(bytes=id_)),
        StreamName(stream),
        None if owner is None else ResidentId(UUID(bytes=owner)),
        title,
        words,
        _listed(retelling),
        Sensitivity(sensitivity),
        _listed(people),
        _listed(places),
        None if facts is None else json.loads(facts),
    )


def _listed(written: str) -> tuple[str, ...]:
    # Most are empty, and reading JSON takes longer than seeing that.
    return () if written == "[]" else tuple(json.loads(written))


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
