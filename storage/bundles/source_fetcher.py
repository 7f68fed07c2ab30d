"""What python-tuf asks for, fetched from a source; the last answer is kept for the diagnosis."""

from collections.abc import Iterator

from tuf.api.exceptions import DownloadHTTPError
from tuf.ngclient.fetcher import FetcherInterface

from app.bundles.errors import NotInSourceError
from app.bundles.ports import Source

METADATA = "metadata/"
TARGETS = "targets/"

_MOST_BYTES = 16_000_000
"""Above every bound that python-tuf itself watches over."""


class SourceFetcher(FetcherInterface):
    """Reads from a source in place of the network.

    Attributes:
        path: what was asked for last.
        answer: what came.
    """

    def __init__(self, source: Source) -> None:
        self._source = source
        self.path = ""
        self.answer = bytearray()

    def _fetch(self, url: str) -> Iterator[bytes]:
        self.path = url
        self.answer = bytearray()
        try:
            for block in self._source.blocks(url, _MOST_BYTES):
                self.answer += block
                yield block
        except NotInSourceError as error:
            # A new root is looked for until there is none: this is how python-tuf is told.
            raise DownloadHTTPError(str(error), 404) from error
