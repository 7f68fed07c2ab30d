"""Staff in rows of words."""

from collections.abc import Sequence
from datetime import datetime

from app.identity import StaffLine
from ui.staff.live.health import Tone
from ui.staff.look.table import RowView
from ui.staff.wording.language import Language


def staff_rows(
    lines: Sequence[StaffLine], now: datetime, language: Language
) -> tuple[RowView, ...]:
    """Say of everybody what they are, how they get in, and where they are."""
    return tuple(_row(line, now, language) for line in lines)


def _row(line: StaffLine, now: datetime, language: Language) -> RowView:
    words, member = language.words, line.member
    sessions = " · ".join(
        words.people.at.format(
            station=session.station or words.desk.dash,
            when=language.when(session.started_at, now),
        )
        for session in line.sessions
    )
    return RowView(
        str(member.id),
        (
            member.signature,
            member.login,
            words.staff_roles[member.role],
            _access(line, language),
            sessions or words.people.signed_out,
        ),
        Tone.BAD if line.is_blocked or not member.is_active else Tone.GOOD,
    )


def _access(line: StaffLine, language: Language) -> str:
    words = language.words.people
    if not line.member.is_active:
        return words.left
    ways = [words.passphrase, *([words.badge] if line.has_badge else [])]
    if line.must_change:
        ways.append(words.must_change)
    if line.must_change_pin:
        ways.append(words.must_change_pin)
    if line.needs_secret:
        ways.append(words.blocked_whole)
    elif line.is_blocked:
        ways.append(words.blocked)
    return ", ".join(ways)
