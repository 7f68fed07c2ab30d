"""Vectors of what was said lately, on `kept_vectors`."""

from collections.abc import Mapping
from datetime import datetime

import numpy as np
from sqlalchemy import delete, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from app.embedding import Vector
from app.ids import ResidentId
from storage.tables import KeptVectorRow

_VECTOR = np.dtype("<f4")


class SqlKeptVectors:
    """Implements `app.recall.kept_vectors.KeptVectors`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def keep(
        self,
        resident_id: ResidentId,
        digest: bytes,
        vector: Vector,
        fingerprint: str,
        at: datetime,
    ) -> None:
        """Keep a vector, or keep it for longer."""
        values = {
            "fingerprint": fingerprint,
            "vector": vector.astype(_VECTOR, copy=False).tobytes(),
            "at": at,
        }
        self._session.execute(
            insert(KeptVectorRow)
            .values({"resident_id": resident_id, "digest": digest, **values})
            .on_conflict_do_update(index_elements=["resident_id", "digest"], set_=values)
        )

    def since(self, fingerprint: str, since: datetime) -> Mapping[bytes, Vector]:
        """Return what a model made since then, the oldest first."""
        rows = self._session.execute(
            select(KeptVectorRow.digest, KeptVectorRow.vector)
            .where(KeptVectorRow.fingerprint == fingerprint, KeptVectorRow.at >= since)
            .order_by(KeptVectorRow.at)
        )
        return {
            digest: np.frombuffer(vector, dtype=_VECTOR).astype(np.float32)
            for digest, vector in rows
        }

    def drop(self, before: datetime) -> None:
        """Let go of what is older."""
        self._session.execute(delete(KeptVectorRow).where(KeptVectorRow.at < before))

    def clear(self, resident_id: ResidentId) -> None:
        """Let go of a resident's: something was forgotten."""
        self._session.execute(delete(KeptVectorRow).where(KeptVectorRow.resident_id == resident_id))
