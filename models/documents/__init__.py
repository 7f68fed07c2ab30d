"""Reading documents that nobody vouches for: parsers in a confined child process."""

from models.documents.confined_reader import ConfinedDocumentReader

__all__ = ["ConfinedDocumentReader"]
