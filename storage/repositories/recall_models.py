"""Which embedding model's vectors are searched, and which are being made; on `recall_models`."""

from sqlalchemy import delete, func, select, text, tuple_, update
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from app.ids import DocumentId
from app.recall.changeover import Coming, Known, VectorPlace
from storage.tables import PassageRow, PassageVectorRow, PassageVersionRow, RecallModelRow

# Page after page by the primary key: working through many does not look at the same ones again.
_PLACE = (PassageVectorRow.passage_id, PassageVectorRow.fingerprint)
_PAGE = select(*_PLACE).order_by(*_PLACE)


class SqlRecallModels:
    """Implements `app.recall.changeover.RecallModels`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def serving(self) -> Known | None:
        """Return the model whose vectors are searched; None where none was noted."""
        row = self._session.execute(
            select(RecallModelRow.fingerprint, RecallModelRow.folder).where(
                RecallModelRow.is_serving
            )
        ).first()
        return None if row is None else Known(*row)

    def coming(self) -> Coming | None:
        """Return the model that is reading everything anew, and how far it has come."""
        fingerprint = self._session.scalar(
            select(RecallModelRow.fingerprint).where(~RecallModelRow.is_serving)
        )
        if fingerprint is None:
            return None
        done = self._session.scalar(
            select(func.count())
            .select_from(PassageVectorRow)
            .where(PassageVectorRow.fingerprint == fingerprint)
        )
        total = self._session.scalar(select(func.count()).select_from(PassageRow))
        return Coming(fingerprint, int(done or 0), int(total or 0))

    def begin(self, model: Known) -> None:
        """Note which model begins to read everything; one that had begun before is given up."""
        self._session.execute(delete(RecallModelRow).where(~RecallModelRow.is_serving))
        self._note(model, is_serving=False)

    def serve(self, model: Known) -> None:
        """Have the vectors of this model searched; no other is known from now on."""
        was = self.serving()
        self._session.execute(
            delete(RecallModelRow).where(RecallModelRow.fingerprint != model.fingerprint)
        )
        self._note(model, is_serving=True)
        if was is not None and was.fingerprint != model.fingerprint:
            # Its vectors did not count while they were made.
            self._session.execute(
                update(PassageVersionRow).values(version=PassageVersionRow.version + 1)
            )

    def drop_others(self, after: VectorPlace | None, limit: int) -> VectorPlace | None:
        """Delete vectors of models that are not known, among some."""
        page = _PAGE
        if after is not None:
            # Of one passage there are several: a page may end between two of them.
            page = page.where(tuple_(*_PLACE) > tuple_(*after, types=[c.type for c in _PLACE]))
        rows = self._session.execute(page.limit(max(limit, 1))).all()
        if not rows:
            return None
        known = set(self._session.scalars(select(RecallModelRow.fingerprint)))
        gone = [(row.passage_id.bytes, row.fingerprint) for row in rows]
        for passage_id, fingerprint in gone:
            if fingerprint not in known:
                self._session.execute(_DROP, {"passage_id": passage_id, "name": fingerprint})
        last = rows[-1]
        return DocumentId(last.passage_id), last.fingerprint

    def _note(self, model: Known, *, is_serving: bool) -> None:
        values = {"folder": model.folder, "is_serving": is_serving}
        self._session.execute(
            insert(RecallModelRow)
            .values(fingerprint=model.fingerprint, **values)
            .on_conflict_do_update(index_elements=["fingerprint"], set_=values)
        )


_DROP = text("DELETE FROM passage_vectors WHERE passage_id = :passage_id AND fingerprint = :name")
