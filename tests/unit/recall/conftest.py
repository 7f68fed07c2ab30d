"""Passages of a facility and a resident, in a real database, with vectors one can follow."""

from collections.abc import Callable
from typing import Any

import pytest

from app.embedding import Vector
from app.identity import Resident
from app.ids import DocumentId, new_uuid
from app.recall import Passage, Query, StreamName


@pytest.fixture
def knowledge() -> Callable[..., Passage]:
    def make(title: str, text: str) -> Passage:
        return Passage(DocumentId(new_uuid()), StreamName.KNOWLEDGE, None, title, text)

    return make


@pytest.fixture
def story(resident: Resident) -> Callable[..., Passage]:
    def make(title: str, text: str, **more: Any) -> Passage:
        owner = more.pop("owner", resident.id)
        return Passage(DocumentId(new_uuid()), StreamName.LIFE_STORY, owner, title, text, **more)

    return make


@pytest.fixture
def asked(resident: Resident) -> Callable[..., Query]:
    def make(text: str, vector: Vector | None = None, limit: int = 3) -> Query:
        return Query(text, vector, resident.id, limit)

    return make
