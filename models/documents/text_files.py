"""Plain text and Markdown."""

import codecs
import re

from models.documents.blocks import Gathered, UnreadableError, paragraphs

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_HEADING = re.compile(r"(#{1,6})\s+(.+?)\s*#*$")
_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_TAG = re.compile(r"<(script|style)\b.*?</\1\s*>|<!--.*?-->|</?[a-zA-Z][^<>]*>", re.DOTALL)
_MARKS = re.compile(r"[*_`]{1,3}(?=\S)|(?<=\S)[*_`]{1,3}|^\s{0,3}(?:[-*+]|\d+[.)]|>)\s+")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")


def decoded(raw: bytes, gathered: Gathered) -> str:
    """Return the text of a file in UTF-8, in UTF-16 or -32 with a mark, or in Windows-1252.

    Raises:
        UnreadableError: these bytes are no text.
    """
    for mark, encoding in _BOMS:
        if raw.startswith(mark):
            try:
                return raw.decode(encoding)
            except UnicodeDecodeError:
                raise UnreadableError("damaged") from None
    if b"\0" in raw:
        raise UnreadableError("no_text")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        gathered.warn("guessed_encoding")
        return raw.decode("cp1252", "replace")


def read_text(raw: bytes) -> Gathered:
    """Read plain text: paragraphs parted by empty lines."""
    gathered = Gathered()
    for paragraph in paragraphs(decoded(raw, gathered).splitlines()):
        gathered.text(paragraph)
    return gathered


def read_markdown(raw: bytes) -> Gathered:
    """Read Markdown: headings, paragraphs and lists; markup and HTML are left out."""
    gathered = Gathered()
    text = decoded(raw, gathered).replace("\r\n", "\n")
    text = _FRONT_MATTER.sub("", text)
    if "<script" in text.lower():
        gathered.warn("scripts_left_out")
    lines: list[str] = []

    def close() -> None:
        for paragraph in paragraphs(lines):
            gathered.text(paragraph)
        lines.clear()

    for line in _TAG.sub("", text).split("\n"):
        if heading := _HEADING.match(line):
            close()
            gathered.heading(len(heading[1]), _plain(heading[2]))
        else:
            lines.append(_plain(line))
    close()
    return gathered


def _plain(line: str) -> str:
    return _MARKS.sub("", _LINK.sub(r"\1", line))
