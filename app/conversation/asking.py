"""From what was said to what is looked for: names, times and persons understood first."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

import structlog
from cachetools import LRUCache

from app.conversation.history import Message
from app.conversation.perception import Perception
from app.embedding import TextEmbedder, Vector
from app.identity import Resident
from app.ids import ResidentId
from app.recall import Query, RecallUnits, Scope, StreamName
from app.recall.understanding import Names, QueryReader, Read, known_names
from app.runtime import Lane
from app.safety import Screened

_log = structlog.get_logger(__name__)

_TURNS_BEFORE = 6
"""Messages in which a "she" looks for its person."""

_OF_A_LIFE = (StreamName.LIFE_STORY, StreamName.MEMORY)
_MOST_RESIDENTS = 256


@dataclass(frozen=True, slots=True)
class Asked:
    """A query, and what was understood on the way."""

    query: Query
    read: Read


@dataclass(slots=True)
class Asking:
    """Makes queries of turns.

    Attributes:
        former: the embedding model whose vectors are searched, while the one that turns are
            perceived with has not read everything yet; None where they are the same.
    """

    reader: QueryReader
    perception: Perception
    units: RecallUnits
    database: Lane
    inference: Lane
    former: TextEmbedder | None = None
    _names: LRUCache[ResidentId, tuple[tuple[int, ...], Names]] = field(
        default_factory=lambda: LRUCache(_MOST_RESIDENTS)
    )

    async def ask(
        self,
        resident: Resident,
        screened: Screened,
        recent: Sequence[Message],
        now: datetime,
    ) -> Asked:
        """Return what to look for; in doubt the words as they were said."""
        text, former = screened.utterance.text, self.former
        # Vectors of two models cannot be compared.
        near = screened.vector if former is None else None
        vector = near
        try:
            names = await self.database.run(lambda: self._names_of(resident))
            before = [message.text for message in recent[-_TURNS_BEFORE:]]
            read = self.reader.read(text, names, before, now, resident.born)
        except Exception:
            _log.exception("query_not_understood")
            read = Read(text)
        try:
            if screened.vector is not None and (former is not None or read.text != text):
                vector = await self.inference.run(lambda: self.embed(read.text), deadline_s=1.0)
        except Exception:
            # Its names and days are understood all the same; words find without a vector.
            _log.exception("query_not_embedded")
        query = Query(read.text, vector, resident.id, span=read.span, years=read.years)
        return Asked(query, read)

    def embed(self, text: str) -> Vector | None:
        """Return a text's vector for searching; None without a model. On the inference lane."""
        former = self.former
        return self.perception.embed(text) if former is None else former.embed([text])[0]

    def _names_of(self, resident: Resident) -> Names:
        scopes = [Scope(stream, resident.id) for stream in _OF_A_LIFE]
        with self.units() as unit:
            versions = tuple(unit.passages.version(scope) for scope in scopes)
            known = self._names.get(resident.id)
            if known is not None and known[0] == versions:
                return known[1]
            passages = [p for scope in scopes for p in unit.passages.of(scope)]
        relations = {member.name: member.relation for member in resident.family}
        people = [name for p in passages for name in p.people]
        places = [name for p in passages for name in p.places]
        names = Names(known_names(people, places, relations, self.reader.language))
        self._names[resident.id] = versions, names
        return names
