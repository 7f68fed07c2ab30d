"""Bundles from a mirror, over HTTPS: the only place that fetches them over the network.

See ADR 0037. It is used when somebody gives its address on the command line, and never by itself.
"""

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Empty, SimpleQueue

import urllib3
from urllib3.exceptions import HTTPError
from urllib3.exceptions import TimeoutError as NetworkTimeoutError

from app.bundles.content import endless
from app.bundles.errors import NotInSourceError, SlowSourceError, SourceError
from app.bundles.paths import must_be_plain

CONNECT_S = 10.0
SILENCE_S = 20.0
"""How long a mirror may say nothing."""

GRACE_S = 30.0
"""How long the head of an answer may take, and from when on a mirror must give on average:"""

SLOWEST_BYTES_S = 4_096
"""so much. It bounds how long any file can take."""

_BLOCK = 1 << 18
_ABSENT = frozenset({403, 404, 410})
_AGAIN = "Check the network and repeat. What was copied already is kept."


class HttpsMirror:
    """Implements `app.bundles.Source`. No redirects, no compression, no proxies."""

    def __init__(
        self,
        url: str,
        ca_file: Path | None = None,
        *,
        silence_s: float = SILENCE_S,
        answer_s: float = GRACE_S,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        """Name a mirror; nothing is fetched yet.

        Raises:
            SourceError: the address is not one of https.
        """
        address = urllib3.util.parse_url(url)
        if address.scheme != "https" or not address.host or address.query or address.auth:
            raise SourceError(
                "A mirror is named by an address such as https://bundles.example.org/lilo.",
                "Give one that begins with https:// and has no password in it.",
            )
        self.name = url.rstrip("/")
        self._monotonic = monotonic
        self._answer_s = answer_s
        self._pool = urllib3.PoolManager(
            num_pools=1,
            maxsize=1,
            retries=False,
            timeout=urllib3.Timeout(connect=CONNECT_S, read=silence_s),
            cert_reqs="CERT_REQUIRED",
            ca_certs=str(ca_file) if ca_file else None,
            headers={"User-Agent": "lilo", "Accept-Encoding": "identity"},
        )

    def blocks(self, path: str, most: int) -> Iterator[bytes]:
        """Give a file piece by piece."""
        must_be_plain(path)
        try:
            yield from self._read(path, most)
        except NetworkTimeoutError as fault:
            raise SlowSourceError(f"The mirror {self.name} does not answer.", _AGAIN) from fault
        except HTTPError as fault:
            raise SourceError(
                f"The mirror {self.name} broke off: {type(fault).__name__}.", _AGAIN
            ) from fault

    def _read(self, path: str, most: int) -> Iterator[bytes]:
        began = self._monotonic()
        response = self._answer(f"{self.name}/{path}")
        try:
            self._must_be_there(path, response.status)
            size, gathered = 0, bytearray()
            # What is there at once, however little: a full block may be a day in coming.
            while block := response.read1(_BLOCK, decode_content=False):
                size += len(block)
                if size > most:
                    raise endless(path)
                spent = self._monotonic() - began
                if spent > GRACE_S and size < spent * SLOWEST_BYTES_S:
                    raise SlowSourceError(
                        f"The mirror {self.name} gives {size / spent:.0f} bytes a second.", _AGAIN
                    )
                gathered += block
                if len(gathered) >= _BLOCK:
                    yield bytes(gathered)
                    gathered.clear()
            if gathered:
                yield bytes(gathered)
        finally:
            # Whatever was not read is thrown away with the connection.
            response.close()

    def _answer(self, url: str) -> urllib3.BaseHTTPResponse:
        """Ask, and wait for the head of the answer; it may come byte by byte as well."""
        came: SimpleQueue[urllib3.BaseHTTPResponse | Exception] = SimpleQueue()

        def ask() -> None:
            try:
                came.put(self._pool.request("GET", url, preload_content=False, redirect=False))
            except Exception as fault:
                came.put(fault)

        # A daemon: whatever the mirror does, it keeps no program from ending.
        threading.Thread(target=ask, name="mirror", daemon=True).start()
        try:
            answer = came.get(timeout=self._answer_s)
        except Empty as fault:
            raise SlowSourceError(f"The mirror {self.name} does not answer.", _AGAIN) from fault
        if isinstance(answer, Exception):
            raise answer
        return answer

    def _must_be_there(self, path: str, status: int) -> None:
        if status in _ABSENT:
            raise NotInSourceError(
                f"The mirror {self.name} has no {path}.", "Check its address with whoever runs it."
            )
        if 300 <= status < 400:
            raise SourceError(
                f"The mirror {self.name} sends us elsewhere; that is not followed.",
                "Give the address that it really has.",
            )
        if status != 200:
            raise SourceError(f"The mirror {self.name} answers with {status}.", _AGAIN)
