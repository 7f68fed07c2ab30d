"""Writing very many passages at once, past the mapper: for measuring how recall grows."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from app.embedding import Vectors
from app.ids import ResidentId
from app.recall.passage import Passage, Scope
from app.recall.terms import terms_of
from storage.repositories.keywords import scope_word

PREFIX_BYTES = 8

_ADD = (
    "INSERT INTO passages (id, scope, stream, owner, title, text, retelling, sensitivity, people, "
    "places) VALUES (?, ?, ?, ?, ?, ?, '[]', ?, '[]', '[]')"
)
_ADD_VECTORS = (
    "INSERT INTO passage_vectors (passage_id, fingerprint, vector, terms) VALUES (?, ?, ?, ?)"
)
_COPY = (
    "INSERT INTO passages (id, scope, stream, owner, title, text, retelling, sensitivity, people, "
    "places, facts) SELECT CAST(? || substr(id, 9) AS BLOB), ?, stream, ?, title, text, retelling, "
    "sensitivity, people, places, facts FROM passages WHERE scope = ? ORDER BY sequence"
)
_COPY_VECTORS = (
    "INSERT INTO passage_vectors (passage_id, fingerprint, vector, terms) "
    "SELECT CAST(? || substr(kept.passage_id, 9) AS BLOB), kept.fingerprint, kept.vector, "
    "kept.terms FROM passages JOIN passage_vectors AS kept ON kept.passage_id = passages.id "
    "WHERE passages.scope = ? ORDER BY passages.sequence"
)


@dataclass(frozen=True, slots=True)
class PreparedPassages:
    """Passages and their vectors as rows, made before the transaction that writes them."""

    rows: list[tuple[object, ...]]
    vectors: list[tuple[object, ...]]


def prepared(passages: Sequence[Passage], vectors: Vectors, fingerprint: str) -> PreparedPassages:
    """Return rows of new passages without facts, names or retelling, each with its vector."""
    rows: list[tuple[object, ...]] = []
    kept: list[tuple[object, ...]] = []
    plain = vectors.astype("<f4", copy=False)
    for passage, vector in zip(passages, plain, strict=True):
        key, owner = passage.id.bytes, passage.owner
        rows.append(
            (
                key,
                scope_word(Scope(passage.stream, owner)),
                passage.stream.value,
                owner.bytes if owner else None,
                passage.title,
                passage.text,
                passage.sensitivity.value,
            )
        )
        kept.append((key, fingerprint, vector.tobytes(), terms_of(passage.title, passage.text)))
    return PreparedPassages(rows, kept)


class BulkPassages:
    """Adds passages inside a transaction; triggers, the full-text index and references hold."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, passages: PreparedPassages) -> None:
        """Add new passages with their vectors."""
        if passages.rows:
            self._connection.exec_driver_sql(_ADD, passages.rows)
            self._connection.exec_driver_sql(_ADD_VECTORS, passages.vectors)

    def copy(self, of: Scope, to: ResidentId, number: int) -> None:
        """Give another resident the passages of a scope, word for word, with their vectors.

        Args:
            number: of this copy; no two of a database may share it.
        """
        prefix = number.to_bytes(PREFIX_BYTES, "big")
        before, after = scope_word(of), scope_word(Scope(of.stream, to))
        self._connection.exec_driver_sql(_COPY, (prefix, after, to.bytes, before))
        self._connection.exec_driver_sql(_COPY_VECTORS, (prefix, before))
