"""Said before, said otherwise, or new; and how memories fade."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from app.embedding import Vector
from app.ids import MemoryId, MessageId, ResidentId, new_uuid
from app.memory import Found, Memory, MemoryKind
from app.memory.fading import has_faded, weight
from app.memory.merging import Verdict, compare

NOW = datetime(2026, 3, 14, 12, 0, tzinfo=UTC)


def memory(
    text: str, kind: MemoryKind = MemoryKind.FACT, slot: str = "", value: str = ""
) -> Memory:
    return Memory(
        MemoryId(new_uuid()),
        ResidentId(new_uuid()),
        kind,
        text,
        text,
        slot,
        value,
        MessageId(new_uuid()),
        NOW,
        NOW,
        0.8,
    )


def found(text: str, kind: MemoryKind = MemoryKind.FACT, slot: str = "", value: str = "") -> Found:
    return Found(kind, text, text, 0.8, slot, value)


def near(cosine: float) -> Vector:
    return np.array([cosine, (1 - cosine**2) ** 0.5], dtype=np.float32)


def judged(known: Memory, new: Found, cosine: float) -> Verdict:
    vectors = np.array([[1.0, 0.0]], dtype=np.float32)
    return compare(new, near(cosine), [known], vectors).verdict


@pytest.mark.parametrize(
    ("known", "new", "cosine", "verdict"),
    [
        ("You kept bees.", "You had hives.", 0.95, Verdict.AGAIN),
        ("You kept bees.", "You had hives.", 0.90, Verdict.NEW),
        ("You kept bees.", "You never kept bees.", 0.97, Verdict.NEW),
        ("You see Carol often.", "You see Karen often.", 0.97, Verdict.NEW),
        ("You had 3 sons.", "You had 4 sons.", 0.97, Verdict.NEW),
        ("You kept bees.", "you kept bees", 0.0, Verdict.AGAIN),
    ],
)
def test_only_what_says_the_same_is_merged(
    known: str, new: str, cosine: float, verdict: Verdict
) -> None:
    assert judged(memory(known), found(new), cosine) is verdict


def test_another_kind_is_never_merged() -> None:
    assert judged(memory("Tea."), found("Tea!", MemoryKind.PREFERENCE), 0.99) is Verdict.NEW


def test_another_value_of_a_slot_takes_its_place() -> None:
    known = memory("You moved to room 4.", slot="room", value="4")
    other = found("You moved to room 12.", slot="room", value="12")
    same = found("Your room is number 4.", slot="room", value="4")
    assert compare(other, None, [known], None).known == (known,)
    assert compare(other, None, [known], None).verdict is Verdict.INSTEAD
    assert compare(same, None, [known], None).verdict is Verdict.AGAIN


def test_each_kind_fades_at_its_own_pace() -> None:
    week = NOW + timedelta(days=7)
    sore_hip = memory("Your hip is sore.", MemoryKind.CONTEXT)
    assert weight(sore_hip, week) == pytest.approx(0.4)
    assert weight(replace(sore_hip, strength=2), week) == pytest.approx(0.8 * 0.5**0.5)
    assert has_faded(sore_hip, NOW + timedelta(days=40))
    son = memory("Your son Henry.", MemoryKind.RELATIONSHIP)
    assert weight(son, NOW + timedelta(days=9_999)) == 0.8
    assert weight(sore_hip, NOW - timedelta(days=1)) == 0.8
