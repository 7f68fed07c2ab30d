"""Which of the danger lines staff are shown as the nearest to what was said."""

from collections import defaultdict
from collections.abc import Sequence
from hashlib import sha256

from app.safety.levels import DangerKind, Level
from app.safety.patterns import DangerLine

MOST_EACH = 120
"""Lines of one kind and level. All of them would take minutes to embed at the first start, and a
nurse sees no difference between the nearest of four thousand and the nearest of twenty thousand."""

_LONGEST = 20
"""Words: a reason is read at a glance."""


def lines_to_explain_by(lines: Sequence[DangerLine]) -> list[DangerLine]:
    """Return short lines of every kind and level, in an order that new lines do not upset.

    A kind and level that has only long lines is shown by those.
    """
    of: dict[tuple[DangerKind, Level], list[DangerLine]] = defaultdict(list)
    for line in lines:
        of[line.kind, line.level].append(line)
    chosen: list[DangerLine] = []
    for key in sorted(of):
        short = [line for line in of[key] if len(line.text.split()) <= _LONGEST] or of[key]
        chosen += sorted(short, key=lambda line: sha256(line.text.encode()).digest())[:MOST_EACH]
    return chosen
