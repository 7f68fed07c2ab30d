"""Reading a document in a child process that may do nothing else."""

import json
import subprocess
import sys
from pathlib import Path

from app.knowledge.document import Block, DocumentKind, ReadDocument
from app.knowledge.reading import UnreadableDocumentError

_DEADLINE_S = 120.0
_MAX_ANSWER = 64 * 1024 * 1024
_ROOT = Path(__file__).parents[2]


class ConfinedDocumentReader:
    """Implements `app.knowledge.reading.DocumentReader` with `models.documents.child`."""

    def __init__(self, deadline_s: float = _DEADLINE_S) -> None:
        self._deadline_s = deadline_s

    def read(self, path: Path, kind: DocumentKind) -> ReadDocument:
        """Read a document. Blocking, for seconds.

        Raises:
            UnreadableDocumentError: it is encrypted, damaged, hostile, or not what its name says.
        """
        with path.open("rb") as document:
            try:
                # A constant command; the document is only ever its standard input.
                done = subprocess.run(  # noqa: S603
                    [sys.executable, "-s", "-m", "models.documents.child", kind.value],
                    stdin=document,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                    timeout=self._deadline_s,
                    check=False,
                    cwd=_ROOT,
                    env={"PYTHONPATH": str(_ROOT), "PYTHONIOENCODING": "utf-8"},
                )
            except subprocess.TimeoutExpired:
                raise UnreadableDocumentError.because("too_slow", path.name) from None
        if done.returncode or len(done.stdout) > _MAX_ANSWER:
            # Killed by one of its limits, or by what it was reading.
            raise UnreadableDocumentError.because("bomb", path.name)
        told = json.loads(done.stdout)
        if "fault" in told:
            raise UnreadableDocumentError.because(told["fault"], path.name)
        blocks = tuple(Block(heading, text, page) for heading, text, page in told["blocks"])
        if not blocks:
            raise UnreadableDocumentError.because("empty", path.name)
        return ReadDocument(told["title"], blocks, tuple(told["warnings"]))
