"""What stands on the Shift page, derived from the board and the audit log."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from app.oversight import ACTIONABLE_TARGET, ShiftFigures, SpeechFigures, Tally
from app.safety import Level
from app.station import Activity, ShiftLine
from ui.staff.live.feed import Problem
from ui.staff.live.health import Tone
from ui.staff.look.table import RowView
from ui.staff.wording.language import Language


@dataclass(frozen=True, slots=True)
class TallyLine:
    """A row of a table: what it is of, and three figures."""

    name: str
    alerts: str
    resolved: str
    actionable: str


def by_source(figures: ShiftFigures, language: Language) -> tuple[TallyLine, ...]:
    """Derive the table by what raised the alerts."""
    words = language.words
    return _lines(((words.sources[source], t) for source, t in figures.by_source), language)


def by_level(figures: ShiftFigures, language: Language) -> tuple[TallyLine, ...]:
    """Derive the table by level, gravest first."""
    words = language.words
    return _lines(((words.level(level), t) for level, t in figures.by_level), language)


def warning_of(figures: ShiftFigures, language: Language) -> str:
    """Say that too few alerts were worth a walk, where that is so."""
    share = figures.actionable_share
    if share is None or not figures.is_below_target:
        return ""
    return language.words.shift_page.below.format(
        share=percent(share, language), target=percent(ACTIONABLE_TARGET, language)
    )


def speech_of(
    figures: SpeechFigures | None, problem: Problem | None, language: Language
) -> tuple[str, ...]:
    """Say what Lilo said of itself and what it held back."""
    words = language.words.shift_page
    if problem:
        message = problem.message or language.words.problem.unexpected
        return (words.unread.format(message=message),)
    if figures is None:
        return (words.reading,)
    lines = [
        language.counted(words.disclosures, figures.disclosures),
        language.counted(words.withheld, figures.withheld),
    ]
    return tuple(lines if figures.is_complete else [*lines, words.at_least])


def percent(share: float, language: Language) -> str:
    """Return a share of 1 in per cent."""
    return language.words.shift.percent.format(n=round(share * 100))


def _lines(tallies: Iterable[tuple[str, Tally]], language: Language) -> tuple[TallyLine, ...]:
    return tuple(
        TallyLine(
            name,
            language.number(tally.alerts),
            language.number(tally.resolved),
            language.words.shift.dash
            if tally.actionable_share is None
            else percent(tally.actionable_share, language),
        )
        for name, tally in tallies
    )


def shift_rows(shifts: Sequence[ShiftLine], language: Language) -> tuple[RowView, ...]:
    """Say of each shift how it went; those without alerts are left out."""
    return tuple(_shift_row(line, language) for line in shifts if line.figures.alerts)


def _shift_row(line: ShiftLine, language: Language) -> RowView:
    words, figures = language.words.shift, line.figures
    share, median_s = figures.actionable_share, figures.median_answer_s
    levels = {level: tally.alerts for level, tally in figures.by_level}
    return RowView(
        "",
        (
            language.words.reports.shift.format(
                day=language.day(line.begins_at),
                begins=language.clock(line.begins_at),
                ends=language.clock(line.ends_at),
            ),
            language.number(figures.alerts),
            words.dash if share is None else percent(share, language),
            words.dash if median_s is None else language.lasted(timedelta(seconds=median_s)),
            *(
                language.number(levels.get(level, 0))
                for level in (Level.IMMEDIATE, Level.URGENT, Level.ELEVATED)
            ),
        ),
        Tone.BAD if figures.is_below_target else Tone.GOOD,
    )


def talk_rows(activity: Activity, language: Language) -> tuple[RowView, ...]:
    """Say of each day how much was talked, and by how many."""
    return tuple(
        RowView(
            "",
            (
                language.date(day.day),
                _few_or(day.turns, language),
                _few_or(day.residents, language),
            ),
        )
        for day in activity.talk
    )


def referral_rows(activity: Activity, language: Language) -> tuple[RowView, ...]:
    """Say of each month and kind of danger how many alerts there were, and who was told."""
    return tuple(
        RowView(
            "",
            (
                language.month(one.month),
                language.words.kinds[one.kind],
                *(
                    _few_or(count, language)
                    for count in (one.alerts, one.emergency_line, one.physician)
                ),
            ),
        )
        for one in activity.referrals
    )


def _few_or(count: int | None, language: Language) -> str:
    return language.words.reports.few if count is None else language.number(count)
