"""What is known of the audit chain, the storage and the sound; never more than was checked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from app.bundles import BundleTrouble
from app.oversight import Board
from ui.staff.audit.trail import Checked
from ui.staff.live.feed import Problem
from ui.staff.wording.language import Language

STALE = timedelta(seconds=30)
"""A board older than this is called out of date: three heartbeats were missed."""


class Tone(StrEnum):
    """How a statement is meant."""

    GOOD = "good"
    BAD = "bad"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class HealthLine:
    """One statement, and when or how far it was checked."""

    text: str
    detail: str
    tone: Tone


def chain_line(
    checked: Checked | None,
    problem: str | None,
    now: datetime,
    language: Language,
    *,
    is_busy: bool,
) -> HealthLine:
    """Say how the audit chain stands. A break that was found stays said, whatever came after."""
    words = language.words.health
    if checked and not checked.verdict.valid:
        when = language.when(checked.at, now)
        sequence = language.number(checked.verdict.first_bad or 0)
        return HealthLine(
            words.chain_broken.format(sequence=sequence),
            words.chain_when_broken.format(when=when),
            Tone.BAD,
        )
    detail = ""
    if checked:
        entries = language.counted(words.entries, checked.verdict.checked)
        detail = words.chain_when.format(entries=entries, when=language.when(checked.at, now))
    if is_busy:
        return HealthLine(words.chain_checking, detail, Tone.UNKNOWN)
    if problem is not None:
        return HealthLine(words.chain_failed, detail, Tone.BAD)
    if checked is None:
        return HealthLine(words.chain_unchecked, "", Tone.UNKNOWN)
    return HealthLine(words.chain_valid, detail, Tone.GOOD)


def storage_line(
    board: Board | None, problem: Problem | None, now: datetime, language: Language
) -> HealthLine:
    """Say whether the storage answers, which the board shows by having been read."""
    words = language.words.health
    if board is None:
        if problem is None:
            return HealthLine(words.storage_unread, "", Tone.UNKNOWN)
        return HealthLine(words.storage_failed, words.storage_never, Tone.BAD)
    when = language.when(board.at, now)
    if problem or is_stale(board, now):
        return HealthLine(words.storage_failed, words.storage_since.format(when=when), Tone.BAD)
    return HealthLine(words.storage_good, words.storage_when.format(when=when), Tone.GOOD)


def sound_line(
    language: Language, *, is_audible: bool | None, outlet: str | None = None
) -> HealthLine | None:
    """Say whether alarms can be heard here; also before the first one rings.

    Args:
        is_audible: what the last ring showed; None before the first.
        outlet: the loudspeaker, "" where there is none, None where nobody knows.
    """
    words, sounds = language.words.health, language.words.sounds
    if outlet == "":
        return HealthLine(sounds.none, sounds.none_more, Tone.BAD)
    if is_audible is False:
        return HealthLine(words.silent, words.silent_more, Tone.BAD)
    if outlet:
        return HealthLine(sounds.works, sounds.works_more.format(name=outlet), Tone.GOOD)
    return None


def mute_line(since: datetime | None, now: datetime, language: Language) -> HealthLine | None:
    """Say that the mildest signal is muted, and since when."""
    if since is None:
        return None
    words = language.words.sounds
    more = words.muted_more.format(when=language.when(since, now))
    return HealthLine(words.muted, more, Tone.BAD)


def outside_line(failing: Sequence[str], language: Language) -> HealthLine | None:
    """Say which targets outside the building do not accept messages."""
    if not failing:
        return None
    words = language.words.health
    more = words.outside_failing_more.format(targets=", ".join(failing))
    return HealthLine(words.outside_failing, more, Tone.BAD)


def update_lines(trouble: BundleTrouble, now: datetime, language: Language) -> Sequence[HealthLine]:
    """Say what is wrong with updates, and with what judges them; nothing where all is well."""
    words, said = language.words.health, []
    if trouble.failed:
        said.append((words.update_failed, words.update_failed_more.format(update=trouble.failed)))
    if trouble.damaged:
        kinds = ", ".join(trouble.damaged)
        said.append((words.update_damaged, words.update_damaged_more.format(update=kinds)))
    if ends := trouble.running_out:
        more = words.signatures_ended_more if ends.at <= now else words.signatures_end_more
        told = more.format(name=ends.publisher, day=language.date(language.local(ends.at).date()))
        said.append((words.signatures_end, told))
    if was := trouble.clock_was:
        said.append((words.clock_back, words.clock_back_more.format(when=language.stamp(was))))
    return [HealthLine(text, detail, Tone.BAD) for text, detail in said]


def glass_line(
    opened: Sequence[tuple[str, datetime]], now: datetime, language: Language
) -> HealthLine | None:
    """Say who has opened closed records for themselves, and until when; nothing afterwards."""
    words = language.words.health
    who = ", ".join(
        words.glass_until.format(name=name, when=language.when(until, now))
        for name, until in opened
        if now < until
    )
    if not who:
        return None
    return HealthLine(words.glass, who, Tone.BAD)


def is_stale(board: Board, now: datetime) -> bool:
    """Whether the board is too old to be trusted."""
    return now - board.at > STALE


def banner(board: Board | None, problem: Problem | None, now: datetime, language: Language) -> str:
    """Return what must stand above a board that cannot be trusted, or nothing."""
    words = language.words
    if problem is None and (board is None or not is_stale(board, now)):
        return ""
    message = (problem.message if problem else "") or words.health.storage_failed + "."
    if board is None:
        return words.now.never_read.format(message=message)
    return words.now.stale.format(when=language.when(board.at, now), message=message)
