"""The child process that reads one document: bytes in, JSON out, and nothing else.

    python -m models.documents.child KIND < file > blocks.json

It gives up its network and the right to start programs, and bounds its memory and time, before
it looks at the first byte.
"""

import ctypes
import json
import resource
import sys
from collections.abc import Callable, Mapping

from models.documents.blocks import Gathered, UnreadableError
from models.documents.docx_files import read_docx
from models.documents.html_files import read_html
from models.documents.pdf_files import read_pdf
from models.documents.text_files import read_markdown, read_text

MAX_MEMORY = 1024**3
MAX_CPU_S = 60
_MAX_FILES = 32
_NEW_USER, _NEW_NET = 0x10000000, 0x40000000
_REFUSED = ("socket.", "subprocess.", "os.system", "os.exec", "os.fork", "os.posix_spawn")

READERS: Mapping[str, Callable[[bytes], Gathered]] = {
    "markdown": read_markdown,
    "text": read_text,
    "html": read_html,
    "docx": read_docx,
    "pdf": read_pdf,
}


def confine() -> None:
    """Give up what a parser does not need."""
    # A network of its own with nothing on it, where the system allows that; and the hook below
    # everywhere.
    ctypes.CDLL(None, use_errno=True).unshare(_NEW_USER | _NEW_NET)
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MAX_CPU_S, MAX_CPU_S))
    resource.setrlimit(resource.RLIMIT_NOFILE, (_MAX_FILES, _MAX_FILES))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.addaudithook(_refuse)


def _refuse(event: str, _arguments: object) -> None:
    if event.startswith(_REFUSED):
        raise PermissionError(event)


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
