"""A plan in rows and lines. Pure."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QDate, QLocale

from app.clinical.due import Due
from app.schedule import Occurrence, ScheduledItem
from app.schedule.drafting import Repeats, draft_of
from ui.staff.look.table import RowView
from ui.staff.schedule.schedule_model import ScalePlan
from ui.staff.wording.language import Language, one_line


def coming_days(
    coming: Sequence[Occurrence], now: datetime, language: Language
) -> tuple[tuple[str, str], ...]:
    """Return the days with what takes place on them: today all, later what is not every day.

    Args:
        now: in the facility's time.
    """
    words, locale = language.words.plans, QLocale(language.name)
    days: dict[str, list[str]] = {}
    for each in coming:
        is_today = each.starts.date() == now.date()
        if not is_today and draft_of(each.item, now.date()).repeats is Repeats.DAILY:
            continue
        day = QDate(each.starts.year, each.starts.month, each.starts.day)
        at = words.all_day if each.item.is_all_day else f"{each.starts:%H:%M}"
        said = f"{at}  {one_line(each.item.title)}"
        days.setdefault(locale.toString(day, "ddd d MMM"), []).append(said)
    return tuple((day, "\n".join(said)) for day, said in days.items())


def item_rows(
    items: Sequence[ScheduledItem], now: datetime, language: Language
) -> tuple[RowView, ...]:
    """Return one row for each thing on the plan."""
    words = language.words.plans
    return tuple(
        RowView(
            str(item.id),
            (
                one_line(item.title),
                words.kinds[item.kind],
                how_often(item, now, language),
                words.all_day if item.is_all_day else f"{item.at:%H:%M}",
            ),
        )
        for item in items
    )


def how_often(item: ScheduledItem, now: datetime, language: Language) -> str:
    """Say how often something comes, with its days."""
    words = language.words.plans
    draft = draft_of(item, now.date())
    said = words.repeats[draft.repeats]
    if draft.weekdays:
        days = ", ".join(day_name(day, language) for day in sorted(draft.weekdays))
        return f"{said}: {days}"
    if item.dates is not None and item.dates.rule is None:
        return f"{said}, {language.date(draft.first)}"
    return said


def day_name(weekday: int, language: Language) -> str:
    """Return the short name of a weekday; 0 is Monday."""
    return QLocale(language.name).standaloneDayName(weekday + 1, QLocale.FormatType.ShortFormat)


def scale_rows(scales: ScalePlan, language: Language) -> tuple[RowView, ...]:
    """Return one row for each scale, what is most due first; being due is no alarm."""
    words = language.words
    return tuple(
        RowView(
            str(one.scale),
            (
                one.scale.label,
                words.scores.due_states[one.state].format(day=language.date(one.on)),
                language.date(one.last) if one.last else words.plans.never_taken,
                _every(one, scales, language),
            ),
        )
        for one in scales.due
    )


def _every(one: Due, scales: ScalePlan, language: Language) -> str:
    words = language.words.plans
    days = scales.rhythms.get(one.scale)
    return words.every_days.format(n=language.number(days)) if days else words.not_asked
