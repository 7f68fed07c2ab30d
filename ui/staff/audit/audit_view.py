"""Entries of the audit log in words for people, and what stands above them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.audit import AuditAction, Detail
from app.oversight import Trail, TrailRow
from app.oversight.audit_trail import SHOWN
from ui.staff.audit.trail import Checked
from ui.staff.live.health import Tone
from ui.staff.wording.language import Language


@dataclass(frozen=True, slots=True)
class EntryView:
    """One entry.

    Attributes:
        cells: entry number, time, who, what, about whom, details.
        is_broken: the chain does not hold at this entry.
    """

    sequence: int
    cells: tuple[str, str, str, str, str, str]
    is_broken: bool = False


@dataclass(frozen=True, slots=True)
class StateView:
    """How the chain stands, for the banner."""

    text: str
    tone: Tone


def entry_view(row: TrailRow, broken_at: int | None, language: Language) -> EntryView:
    """Put an entry into words; what this version has no word for is shown as it stands."""
    entry = row.entry
    return EntryView(
        entry.sequence,
        (
            language.number(entry.sequence),
            language.stamp(entry.at),
            _who(row.actor, language),
            _what(entry.action, language),
            _who(row.subject, language),
            " · ".join(_details(entry.details, language)),
        ),
        entry.sequence == broken_at,
    )


def state_view(
    checked: Checked | None,
    problem: str | None,
    now: datetime,
    language: Language,
    *,
    is_busy: bool,
    verified: int = 0,
) -> StateView:
    """Say how the chain stands. A break that was found stays said, whatever came after.

    Args:
        verified: how many entries a check that goes on has read.
    """
    words = language.words.audit
    if checked and not checked.verdict.valid:
        broken = words.broken.format(
            sequence=language.number(checked.verdict.first_bad or 0),
            reason=checked.verdict.reason,
            when=language.when(checked.at, now),
        )
        return StateView(f"{broken} {words.broken_remedy}", Tone.BAD)
    if is_busy:
        far = words.verified_so_far.format(entries=language.number(verified))
        return StateView(far if verified else words.reading, Tone.UNKNOWN)
    if problem is not None:
        message = problem or language.words.problem.unexpected
        return StateView(words.unchecked.format(message=message), Tone.BAD)
    if checked is None:
        return StateView(language.words.health.chain_unchecked, Tone.UNKNOWN)
    entries = language.counted(language.words.health.entries, checked.verdict.checked)
    verdict, when = checked.verdict, language.when(checked.at, now)
    if verdict.known_at is not None:
        valid = words.valid_since.format(
            entries=entries,
            when=when,
            known=language.number(verdict.known),
            known_when=language.when(verdict.known_at, now),
        )
        return StateView(valid, Tone.GOOD)
    return StateView(words.valid.format(entries=entries, when=when), Tone.GOOD)


def count_text(
    shown: int, trail: Trail | None, language: Language, *, filter_text: str, chosen: str
) -> str:
    """Say how much of the log is on the page.

    Args:
        shown: rows that the text of the filter leaves.
        chosen: what was asked of the whole log, in words; empty for everything.
    """
    words = language.words.audit
    if trail is None:
        return ""
    read = len(trail.rows)
    if filter_text:
        if not shown:
            return words.nothing_matches.format(text=filter_text)
        return words.shown_filtered.format(shown=language.number(shown), all=language.number(read))
    if chosen:
        if not read:
            return words.nothing_matches.format(text=chosen)
        form = words.newest_matching if read >= SHOWN else words.all_matching
        return form.format(shown=language.counted(language.words.health.entries, read))
    if trail.entries > read:
        return words.shown_newest.format(
            shown=language.number(read), all=language.number(trail.entries)
        )
    if not read:
        return words.empty
    return words.shown_all.format(shown=language.counted(language.words.health.entries, read))


def _who(name: str, language: Language) -> str:
    if name == "unknown":
        return language.words.audit.unknown_person
    return short_id(name)


def _what(action: str, language: Language) -> str:
    try:
        return language.words.actions[AuditAction(action)]
    except ValueError:
        return action


def _details(details: Mapping[str, Detail], language: Language) -> list[str]:
    names = language.words.details
    order = {key: at for at, key in enumerate(names)}
    return [
        f"{names.get(key, key)}: {_value(key, value, language)}"
        for key, value in sorted(details.items(), key=lambda item: order.get(item[0], len(order)))
    ]


def _value(key: str, value: Detail, language: Language) -> str:
    words = language.words
    if isinstance(value, bool):
        return words.audit.yes_word if value else words.audit.no_word
    if key.endswith("_s") and isinstance(value, int | float):
        return language.seconds(value)
    if isinstance(value, int):
        return language.number(value)
    named = {
        **{str(kind): word for kind, word in words.kinds.items()},
        **{str(outcome): word for outcome, word in words.outcomes.items()},
    }
    if key == "language":
        return words.languages.get(str(value), str(value))
    if isinstance(value, float):
        return language.decimal(value)
    roles = {str(role): word for role, word in words.staff_roles.items()}
    by_key = {"kind": named, "outcome": named, "role": roles, "from": roles}
    known = words.values.get(key, by_key.get(key, {}))
    return known.get(str(value), short_id(str(value)))


def short_id(text: str) -> str:
    """Return an id by its last eight digits: the first ones of a UUIDv7 are only the time."""
    try:
        return f"…{UUID(text).hex[-8:]}"
    except ValueError:
        return text
