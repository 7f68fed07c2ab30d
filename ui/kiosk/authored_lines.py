"""Lines with a few wordings each, told in turn so that they do not sound like a machine."""

from collections.abc import Mapping, Sequence
from itertools import cycle

TROUBLE = "trouble"


class AuthoredLines:
    """Hands out wordings by key."""

    def __init__(self, lines: Mapping[str, Sequence[str]], trouble: str) -> None:
        self.use(lines, trouble)

    def use(self, lines: Mapping[str, Sequence[str]], trouble: str) -> None:
        """Hand out these from now on."""
        self._trouble = cycle(tuple(lines.get(TROUBLE, ())) or (trouble,))

    def trouble(self) -> str:
        """Return what Lilo says when something went wrong inside it."""
        return next(self._trouble)
