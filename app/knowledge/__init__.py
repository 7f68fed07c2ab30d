"""Knowledge: documents taken in, approved by somebody, and kept up to date."""

from app.knowledge.document import (
    Block,
    Chunk,
    DocumentKind,
    DocumentState,
    KnowledgeDocument,
    KnowledgeRepository,
    ReadDocument,
)
from app.knowledge.pack import PackChange, exchange_pack
from app.knowledge.reading import DocumentReader, UnreadableDocumentError
from app.knowledge.shelf import Added, KnowledgeError, KnowledgeShelf
from app.knowledge.steering import SteeringWatch, load_steering_watch

__all__ = [
    "Added",
    "Block",
    "Chunk",
    "DocumentKind",
    "DocumentReader",
    "DocumentState",
    "KnowledgeDocument",
    "KnowledgeError",
    "KnowledgeRepository",
    "KnowledgeShelf",
    "PackChange",
    "ReadDocument",
    "SteeringWatch",
    "UnreadableDocumentError",
    "exchange_pack",
    "load_steering_watch",
]
