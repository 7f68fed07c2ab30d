"""What IT sees to, in rows of words: settings, bundles, ways out."""

from collections.abc import Iterator
from datetime import datetime

from app.breaker import BreakerState
from app.station import SystemState, Upkeep
from ui.staff.live.health import Tone
from ui.staff.look.table import RowView
from ui.staff.outside.outside_view import target_of
from ui.staff.wording.language import Language


def upkeep_rows(state: SystemState, language: Language) -> Iterator[RowView]:
    """Say of each how it is; nothing where nobody could look."""
    upkeep = state.upkeep
    if upkeep is None:
        return
    yield _settings(upkeep, language)
    yield from _bundles(upkeep, state.at, language)
    words = language.words.system
    for target in state.targets:
        view = target_of(target, state.at, language)
        is_failing = target.breaker is not BreakerState.CLOSED
        tone = Tone.BAD if is_failing else Tone.GOOD if target.last_success_at else Tone.UNKNOWN
        short = words.target_failing if is_failing else words.target_untried
        if not is_failing and target.last_success_at:
            short = words.target_works
        yield RowView("", (words.target.format(name=target.name), short, view.state), tone)


def _settings(upkeep: Upkeep, language: Language) -> RowView:
    words = language.words.system
    if upkeep.settings_fault:
        cells = (words.settings, words.settings_bad, " ".join(upkeep.settings_fault.split()))
        return RowView("", cells, Tone.BAD)
    state = words.settings_changed if upkeep.settings_changed else words.settings_good
    return RowView("", (words.settings, state, ""))


def _bundles(upkeep: Upkeep, now: datetime, language: Language) -> Iterator[RowView]:
    words = language.words.system
    if upkeep.bundles_fault:
        yield RowView("", (words.bundles, words.bundles_unread, upkeep.bundles_fault), Tone.BAD)
        return
    if not upkeep.bundles:
        yield RowView("", (words.bundles, words.bundles_shipped, ""))
    for line in upkeep.bundles:
        name = words.bundle.format(name=line.kind)
        state = line.name or words.bundles_shipped
        if line.fault:
            failed = words.bundle_failed.format(reason=line.fault)
            yield RowView("", (name, state, failed), Tone.BAD)
        else:
            when = language.when(line.since, now) if line.since else ""
            yield RowView("", (name, state, when and words.bundle_since.format(when=when)))
