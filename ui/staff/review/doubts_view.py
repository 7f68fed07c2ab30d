"""What was not understood and what failed, in rows and lines of words."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from app.generation import DeadLetter
from app.ids import ResidentId
from app.memory import MemoryDoubt
from app.station import ResidentLine
from ui.staff.look.table import RowView
from ui.staff.wording.language import Language, one_line


def doubt_rows(
    doubts: Sequence[MemoryDoubt],
    people: Mapping[ResidentId, ResidentLine],
    now: datetime,
    language: Language,
) -> tuple[RowView, ...]:
    """Say of each who said it, when, the words, and why they wait."""
    words = language.words
    rows = []
    for doubt in doubts:
        who = people.get(doubt.resident_id)
        name = words.now.person.format(name=who.name, room=who.room) if who else words.desk.dash
        reason = words.unclear.reasons.get(doubt.reason, doubt.reason)
        cells = (name, language.when(doubt.at, now), one_line(doubt.said), reason)
        rows.append(RowView(str(doubt.id), cells))
    return tuple(rows)


def failure_lines(
    letters: Sequence[DeadLetter], now: datetime, language: Language
) -> tuple[str, ...]:
    """Say of each what a model was asked for, and how often; never anybody's words."""
    words = language.words.unclear
    return tuple(
        words.model_line.format(
            when=language.when(letter.at, now),
            purpose=words.purposes.get(letter.purpose, letter.purpose),
            model=letter.model,
            n=language.number(len(letter.attempts)),
        )
        for letter in letters
    )
