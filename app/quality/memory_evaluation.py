"""How well memories are found: turns whose memories are known, and what is found in them.

A memory counts as found when one of the right kind, or of a kind the row allows as well, holds
the words that the row names. Junk is what is kept of turns that hold nothing to remember.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict

from app.memory import Extracted, Found, MemoryKind
from app.quality.share import Share, share_of


class MemoryRow(BaseModel):
    """A turn and what should be remembered of it.

    Attributes:
        memories: kinds that are right, joined by "|", and words that must be in it; alternatives
            of words are joined by "|" as well.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    text: str
    memories: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class MemoryReport:
    """The figures.

    Attributes:
        precision: of what was kept, how much was right.
        recall: of what should be kept, how much was.
        junk: of what was kept, how much came from turns with nothing to remember.
        found_by_kind: recall for each kind, by the first kind a row names.
        doubtful: sentences that went to the review list.
    """

    turns: int
    kept: int
    precision: Share | None
    recall: Share | None
    junk: Share | None
    found_by_kind: Mapping[str, Share | None]
    doubtful: int
    missed: tuple[str, ...]
    wrong: tuple[str, ...]


def report_on(rows: Sequence[MemoryRow], extract: Callable[[str], Extracted]) -> MemoryReport:
    """Extract from every row and count."""
    kept = right = junk = doubtful = 0
    by_kind: dict[str, list[bool]] = {kind.value: [] for kind in MemoryKind}
    missed: list[str] = []
    wrong: list[str] = []
    for row in rows:
        extracted = extract(row.text)
        doubtful += len(extracted.doubtful)
        left = list(extracted.found)
        kept += len(left)
        junk += 0 if row.memories else len(left)
        for kinds, words in row.memories:
            match = next((one for one in left if _fits(one, kinds, words)), None)
            by_kind[kinds.split("|")[0]].append(match is not None)
            if match is None:
                missed.append(f"{kinds}: {row.text}")
            else:
                left.remove(match)
                right += 1
        wrong.extend(f"{one.kind}: {one.text}" for one in left)
    wanted = sum(len(row.memories) for row in rows)
    shares = {kind: share_of(sum(hits), len(hits)) for kind, hits in by_kind.items()}
    return MemoryReport(
        len(rows),
        kept,
        share_of(right, kept),
        share_of(right, wanted),
        share_of(junk, kept),
        shares,
        doubtful,
        tuple(missed),
        tuple(wrong),
    )


def _fits(found: Found, kinds: str, words: str) -> bool:
    text = found.text.casefold()
    return found.kind.value in kinds.split("|") and any(one in text for one in words.split("|"))
