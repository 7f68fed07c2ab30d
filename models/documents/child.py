"""The child process that reads one document: bytes in, JSON out, and nothing else.

    python -m models.documents.child KIND < file > blocks.json

It gives up its network and the right to start programs, and bounds its memory and time, before
it looks at the first byte.
"""

import json
import sys
from collections.abc import Callable, Mapping
from importlib import import_module

from models.confinement import confine
from models.documents.blocks import Gathered, UnreadableError

READERS: Mapping[str, tuple[str, str]] = {
    "markdown": ("text_files", "read_markdown"),
    "text": ("text_files", "read_text"),
    "html": ("html_files", "read_html"),
    "docx": ("docx_files", "read_docx"),
    "pdf": ("pdf_files", "read_pdf"),
}
"""Module and function of each kind. Only one is loaded: the parsers take longer than most texts."""


def main() -> int:
    """Read one document."""
    module, name = READERS[sys.argv[1]]
    # Before anything is given up: loading reads files, and some libraries ask the system things.
    reader: Callable[[bytes], Gathered] = getattr(import_module(f"models.documents.{module}"), name)
    confine()
    try:
        gathered = reader(sys.stdin.buffer.read())
    except UnreadableError as error:
        answer: dict[str, object] = {"fault": error.code}
    except MemoryError:
        answer = {"fault": "bomb"}
    except RecursionError:
        answer = {"fault": "damaged"}
    else:
        answer = {
            "title": gathered.title,
            "blocks": gathered.blocks,
            "warnings": gathered.warnings,
        }
    json.dump(answer, sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
