"""What has to change, what changed, and the way back; decided here, done elsewhere.

The record holds, for each path, what stood there before the first change and what was put there.
Going back restores what was before, and leaves alone what somebody has changed since.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.kiosk_setup.places import ABSENT, Place, Wish


@dataclass(frozen=True, slots=True)
class Changed:
    """One path that was changed.

    Attributes:
        before: what stood there.
        put: what stands there since.
    """

    before: Place
    put: Place


@dataclass(frozen=True, slots=True)
class Record:
    """Everything that was changed on a machine, by path."""

    changed: Mapping[str, Changed] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do.

    Attributes:
        place: what is to stand at the path; absent to delete it.
        says: what it does, in words.
    """

    path: str
    place: Place
    says: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What to do, and what to remember.

    Attributes:
        before: the record to keep before the first step is done, so that a power cut in the middle
            leaves a way back for each of them.
        after: the record to keep once all are done.
        left: what stays although it was wanted otherwise, in words.
    """

    steps: tuple[Step, ...]
    before: Record
    after: Record
    left: tuple[str, ...] = ()


def planned(wishes: Sequence[Wish], seen: Mapping[str, Place], record: Record) -> Plan:
    """Compare what is wanted with what is there.

    Args:
        wishes: what should stand where.
        seen: what stands at each path of the wishes and of the record.
        record: what was changed before.
    """
    steps, changed = [], dict(record.changed)
    for wish in wishes:
        found = seen.get(wish.path, ABSENT)
        known = record.changed.get(wish.path)
        if found == wish.place:
            continue
        first = known.before if known else found
        changed[wish.path] = Changed(first, wish.place)
        verb = "write" if found.is_absent else "change"
        steps.append(Step(wish.path, wish.place, f"{verb} {wish.path}: {wish.why}"))
    wanted = {wish.path for wish in wishes}
    back, left = _back({p: c for p, c in record.changed.items() if p not in wanted}, seen)
    during = Record(changed)
    gone = [step.path for step in back]
    after = Record({path: one for path, one in changed.items() if path not in gone})
    return Plan((*steps, *back), during, after, left)


def undone(record: Record, seen: Mapping[str, Place]) -> Plan:
    """Return the way back from everything that was changed."""
    steps, left = _back(record.changed, seen)
    return Plan(steps, record, Record(), left)


def _back(
    changed: Mapping[str, Changed], seen: Mapping[str, Place]
) -> tuple[tuple[Step, ...], tuple[str, ...]]:
    steps, left = [], []
    for path, one in sorted(changed.items()):
        found = seen.get(path, ABSENT)
        if found == one.before:
            continue
        if found != one.put:
            left.append(f"{path} was changed by somebody else since, and stays.")
        elif one.before.is_absent:
            steps.append(Step(path, ABSENT, f"delete {path}"))
        else:
            steps.append(Step(path, one.before, f"put back {path} as it was"))
    return tuple(steps), tuple(left)
