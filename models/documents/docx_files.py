"""DOCX, with python-docx. Macros are never opened."""

import re
import zipfile
from io import BytesIO

from docx import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.table import Table
from docx.text.paragraph import Paragraph

from models.documents.blocks import Gathered, UnreadableError

_MAX_UNPACKED = 200 * 1024 * 1024
_MAX_RATIO = 200
_HEADING = re.compile(r"Heading (\d)")
_ENCRYPTED = b"\xd0\xcf\x11\xe0"
"""Office keeps encrypted files in its old container."""


def read_docx(raw: bytes) -> Gathered:
    """Read paragraphs and tables with their headings.

    Raises:
        UnreadableError: it is encrypted, damaged, or unpacks to far too much.
    """
    if raw.startswith(_ENCRYPTED):
        raise UnreadableError("encrypted")
    gathered = Gathered()
    try:
        _look_inside(raw, gathered)
        document = Document(BytesIO(raw))
    except (zipfile.BadZipFile, PackageNotFoundError, KeyError, ValueError):
        raise UnreadableError("damaged") from None
    gathered.title = (document.core_properties.title or "").strip()
    for item in document.iter_inner_content():
        if isinstance(item, Paragraph):
            style = item.style.name if item.style is not None else ""
            if heading := _HEADING.match(style or ""):
                gathered.heading(int(heading[1]), item.text)
            elif style == "Title":
                gathered.heading(0, item.text)
            else:
                gathered.text(item.text)
        elif isinstance(item, Table):
            for row in item.rows:
                cells = dict.fromkeys(cell.text.strip() for cell in row.cells)
                gathered.text(" | ".join(cell for cell in cells if cell))
    return gathered


def _look_inside(raw: bytes, gathered: Gathered) -> None:
    with zipfile.ZipFile(BytesIO(raw)) as package:
        parts = package.infolist()
    unpacked = sum(part.file_size for part in parts)
    if unpacked > _MAX_UNPACKED or unpacked > _MAX_RATIO * max(len(raw), 1):
        raise UnreadableError("bomb")
    if any("vbaproject" in part.filename.lower() for part in parts):
        gathered.warn("macros_left_out")
