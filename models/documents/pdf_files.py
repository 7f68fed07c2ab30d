"""PDF, with pypdf."""

import logging
from io import BytesIO

from pypdf import PdfReader
from pypdf.errors import LimitReachedError, PyPdfError

from models.documents.blocks import Gathered, UnreadableError, paragraphs

_MAX_PAGES = 2_000


def read_pdf(raw: bytes) -> Gathered:
    """Read the text of each page.

    Raises:
        UnreadableError: it is encrypted, damaged, a bomb, or holds pictures of text only.
    """
    logging.disable(logging.CRITICAL)
    gathered = Gathered()
    try:
        reader = _opened(raw)
        title = reader.metadata.title if reader.metadata else None
        gathered.title = (title or "").strip()
        for number, page in enumerate(reader.pages, 1):
            for paragraph in paragraphs(page.extract_text().splitlines()):
                gathered.text(paragraph, number)
    except LimitReachedError:
        raise UnreadableError("bomb") from None
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, OSError):
        raise UnreadableError("damaged") from None
    if not gathered.blocks:
        raise UnreadableError("pictures_only")
    return gathered


def _opened(raw: bytes) -> PdfReader:
    reader = PdfReader(BytesIO(raw))
    if reader.is_encrypted:
        raise UnreadableError("encrypted")
    if len(reader.pages) > _MAX_PAGES:
        raise UnreadableError("too_much_text")
    return reader
