"""The child process that reads one document: bytes in, JSON out, and nothing else.

    python -m models.documents.child KIND < file > blocks.json

It gives up its network and the right to start programs, and bounds its memory and time, before
it looks at the first byte.
"""

import json
import sys
from collections.abc import Callable, Mapping

from models.confinement import confine
from models.documents.blocks import Gathered, UnreadableError
from models.documents.docx_files import read_docx
from models.documents.html_files import read_html
from models.documents.pdf_files import read_pdf
from models.documents.text_files import read_markdown, read_text

READERS: Mapping[str, Callable[[bytes], Gathered]] = {
    "markdown": read_markdown,
    "text": read_text,
    "html": read_html,
    "docx": read_docx,
    "pdf": read_pdf,
}


def main() -> int:
    """Read one document."""
    reader = READERS[sys.argv[1]]
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
