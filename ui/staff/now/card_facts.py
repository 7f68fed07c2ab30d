"""What is known beside the words: why it was raised, what is on record, who was told."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from app.alerts import Alert
from app.alerts.notification import NotificationState
from app.clinical import ScaleId
from app.ids import ResidentId
from app.oversight import AlertCard, Notice, ResidentTile, told_apart
from app.safety import Stage
from ui.staff.wording.language import Language, one_line

Changes = Mapping[tuple[ResidentId, ScaleId], int]
"""How a total has moved since the time before."""

_Fact = tuple[str, str]
_BETWEEN = " · "


_SURE, _FAIRLY_SURE = 0.85, 0.6
"""From these scores on Lilo calls itself sure, and fairly sure."""


def why_of(card: AlertCard, changes: Changes, language: Language) -> str:
    """Return in one line what it is about, how sure Lilo is, and what is on record."""
    cause, parts = card.alert.cause, []
    if cause.kind:
        parts.append(language.words.kinds[cause.kind])
    if cause.words:
        parts.append(sureness(cause.score, language))
    return _BETWEEN.join([*parts, _record(card, changes, language)])


def sureness(score: float, language: Language) -> str:
    """Return a screening score in 0..1 in words."""
    words = language.words.now
    if score >= _SURE:
        return words.sure
    return words.fairly_sure if score >= _FAIRLY_SURE else words.unsure


def shown_facts_of(card: AlertCard, now: datetime, language: Language) -> tuple[_Fact, ...]:
    """Return what must be seen at once: the answers, and messages outside that were given up."""
    words = language.words.now
    answers = "\n".join(one_line(answer) for answer in card.alert.answers)
    dead = [one for one in card.notices if one.state is NotificationState.DEAD]
    failed = "\n".join(_notice(one, now, language) for one in dead)
    found = ((words.answers, answers), (words.told, failed))
    return tuple((name, said) for name, said in found if said)


def facts_of(card: AlertCard, now: datetime, language: Language) -> tuple[_Fact, ...]:
    """Return pairs of a short name and what else is known, in the order a nurse asks."""
    return tuple(_facts(card, now, language))


def changes_of(tiles: Sequence[ResidentTile]) -> Changes:
    """Return how the totals that were measured last have moved."""
    return {
        (tile.resident.id, tile.latest.scale): tile.trend[-1] - tile.trend[-2]
        for tile in tiles
        if tile.latest and len(tile.trend) > 1
    }


def signed(change: int) -> str:
    """Return a change with the arrow of its direction, such as "▲6"."""
    return f"{'▲' if change > 0 else '▼'}{abs(change)}" if change else ""


def reason_facts(reasons: Sequence[str], language: Language) -> list[_Fact]:
    """Return a line for each stage that spoke, with its reasons in exact words."""
    words = language.words.now
    names = {
        Stage.RULE: words.stage_rule,
        Stage.SEMANTIC: words.stage_semantic,
        Stage.CLINICAL: words.stage_clinical,
        Stage.TRAJECTORY: words.stage_trajectory,
    }
    told = told_apart(reasons)
    by_stage = {
        stage: [one_line(reason.words) for reason in told if reason.stage is stage]
        for stage in names
    }
    return [(names[stage], _BETWEEN.join(said)) for stage, said in by_stage.items() if said]


def _facts(card: AlertCard, now: datetime, language: Language) -> Iterator[_Fact]:
    words, alert = language.words.now, card.alert
    if alert.cause.words:
        yield from reason_facts(alert.cause.reasons, language)
    if alert.other_causes:
        yield words.also, "\n".join(_also(alert, language))
    yield words.told, "\n".join(_told(card, now, language))


def _also(alert: Alert, language: Language) -> Iterator[str]:
    words = language.words
    for cause in alert.other_causes:
        kind = words.kinds[cause.kind] if cause.kind else words.sources[cause.source]
        parts = [words.level(cause.level), kind, *map(one_line, cause.reasons)]
        said = one_line(cause.words)
        quoted = [words.now.quote.format(words=said)] if said else []
        yield _BETWEEN.join([*quoted, *parts])


def _record(card: AlertCard, changes: Changes, language: Language) -> str:
    words = language.words
    parts = []
    for score in card.latest_scores:
        change = changes.get((score.resident_id, score.scale), 0)
        form = words.now.scale_changed if change else words.now.scale
        parts.append(form.format(scale=score.scale.label, total=score.total, change=signed(change)))
    parts += [words.risks[risk.kind] for risk in card.risk_factors]
    return _BETWEEN.join(parts) or words.now.nothing_recorded


def _told(card: AlertCard, now: datetime, language: Language) -> Iterator[str]:
    words, shown_at = language.words.now, card.alert.delivered_at
    first = [
        words.told_on_screen.format(time=language.when(shown_at, now))
        if shown_at
        else words.told_on_screen_not_yet
    ]
    if card.told:
        roles = ", ".join(language.words.roles[role] for role in card.told)
        first.append(words.told_roles.format(roles=roles))
    yield _BETWEEN.join(first)
    alive = (one for one in card.notices if one.state is not NotificationState.DEAD)
    yield from (_notice(notice, now, language) for notice in alive)


def _notice(notice: Notice, now: datetime, language: Language) -> str:
    words = language.words
    return words.now.told_target.format(
        target=notice.target,
        role=words.roles[notice.recipient],
        state=words.states[notice.state],
        time=language.when(notice.at, now),
    )
