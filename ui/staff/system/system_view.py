"""The state of the house in rows of words; nothing is called well that was not looked at."""

from collections.abc import Iterator
from datetime import datetime

from app.breaker import BreakerState
from app.station import CacheLine, StorageFigures, SystemState, TierLine
from ui.staff.live.health import HealthLine, Tone
from ui.staff.look.table import RowView
from ui.staff.system.backup_view import backup_rows
from ui.staff.system.upkeep_view import upkeep_rows
from ui.staff.wording.language import Language

LOW_BYTES = 500_000_000
"""Less room than this, and messages may soon not be kept."""

_STEPS = ("B", "kB", "MB", "GB", "TB")


def size_text(count: int) -> str:
    """Return a number of bytes as people read it, such as "31 MB"."""
    amount, step = float(count), 0
    while amount >= 1000 and step < len(_STEPS) - 1:
        amount, step = amount / 1000, step + 1
    return (
        f"{amount:.0f} {_STEPS[step]}"
        if amount >= 10 or step == 0
        else f"{amount:.1f} {_STEPS[step]}"
    )


def part_rows(state: SystemState, chain: HealthLine, language: Language) -> tuple[RowView, ...]:
    """Say of each part how it is.

    Args:
        chain: how the last check of the audit log came out.
    """
    words = language.words.system
    rows = [
        _models(state, language),
        _prompts(state, language),
        _storage(state.storage, language),
        _audit(state, chain, language),
        _messages(state, language),
        *(backup_rows(state.backup, state.at, language) if state.backup else ()),
        _queue(words.reviews, words.reviews_good, words.reviews_waiting, state.reviews_waiting),
    ]
    if state.silent is not None:
        rows.append(_voice(*state.silent, state, language))
    rows += upkeep_rows(state, language)
    rows += [
        _queue(words.lane.format(name=lane.name), words.lane_idle, words.lane_busy, lane.pending)
        for lane in state.lanes
    ]
    rows += [_tier(tier, language) for tier in state.tiers]
    rows += [_cache(cache, language) for cache in state.caches]
    return tuple(rows)


def stop_text(state: SystemState, language: Language) -> tuple[str, Tone]:
    """Say whether language models may write."""
    words = language.words.system
    if state.stop is not None and state.stop.stopped:
        return words.stopped.format(when=language.when(state.stop.at, state.at)), Tone.BAD
    return words.running, Tone.GOOD


def usage_rows(state: SystemState, language: Language) -> tuple[RowView, ...]:
    """Say what was generated, per day, resident and model."""
    words = language.words.system
    return tuple(
        RowView(
            "",
            (
                line.day.isoformat(),
                name or (_short(str(line.resident_id)) if line.resident_id else words.house),
                line.model,
                language.number(line.generations),
                language.number(line.tokens_in + line.tokens_out),
                f"{line.seconds:.1f}",
            ),
        )
        for line, name in state.usage
    )


def dead_lines(state: SystemState, language: Language) -> tuple[str, ...]:
    """Say what programs did not get from a model."""
    words = language.words.system
    return tuple(
        words.dead_line.format(
            when=language.when(letter.at, state.at),
            purpose=letter.purpose,
            model=letter.model,
            n=len(letter.attempts),
        )
        for letter in state.dead_letters
    ) or (words.dead_none,)


def glass_lines(state: SystemState, language: Language) -> tuple[str, ...]:
    """Say which glass is broken; why, to those who may read it."""
    words = language.words.system
    return tuple(
        (words.glass_line if glass.reason else words.glass_hidden).format(
            when=language.when(glass.until, state.at),
            **({"reason": glass.reason} if glass.reason else {}),
        )
        for glass in state.glass
    ) or (words.glass_none,)


def version_lines(state: SystemState) -> Iterator[str]:
    """Name every part with its version."""
    return (f"{name} {number}" for name, number in state.versions)


def _models(state: SystemState, language: Language) -> RowView:
    words = language.words.system
    match state.model_fault:
        case None:
            return RowView("", (words.models, words.models_loading, ""), Tone.UNKNOWN)
        case "":
            return RowView("", (words.models, words.models_loaded, ""))
        case fault:
            return RowView("", (words.models, words.models_failed, fault), Tone.BAD)


def _prompts(state: SystemState, language: Language) -> RowView:
    words = language.words.system
    if not state.prompts_refused:
        return RowView("", (words.prompts, words.prompts_good, ""))
    detail = words.prompts_old.format(message=state.prompts_refused)
    return RowView("", (words.prompts, words.prompts_bad, detail), Tone.BAD)


def _storage(storage: StorageFigures, language: Language) -> RowView:
    words = language.words.system
    is_low = storage.free_bytes < LOW_BYTES
    detail = words.storage_detail.format(
        size=size_text(storage.database_bytes),
        free=size_text(storage.free_bytes),
        source=storage.key_source,
        revision=storage.revision,
    )
    state = words.storage_low if is_low else words.storage_good
    return RowView("", (words.storage, state, detail), Tone.BAD if is_low else Tone.GOOD)


def _audit(state: SystemState, chain: HealthLine, language: Language) -> RowView:
    words = language.words.system
    count = language.counted(language.words.health.entries, state.audit_entries)
    details = (words.audit_detail.format(entries=count), chain.detail)
    return RowView("", (words.audit, chain.text, "; ".join(filter(None, details))), chain.tone)


def _messages(state: SystemState, language: Language) -> RowView:
    words, waiting = language.words.system, state.messages_waiting
    said = words.messages_waiting.format(n=waiting) if waiting else words.messages_good
    if not state.messages_dead:
        return RowView("", (words.messages, said, ""))
    dead = words.messages_dead.format(n=state.messages_dead)
    return RowView("", (words.messages, dead, said if waiting else ""), Tone.BAD)


def _voice(since: datetime, why: str, state: SystemState, language: Language) -> RowView:
    words = language.words.system
    detail = words.voice_since.format(
        when=language.when(since, state.at), message=words.voice_why.get(why, why)
    )
    return RowView("", (words.voice, words.voice_lost, detail), Tone.BAD)


def _queue(name: str, good: str, busy: str, waiting: int) -> RowView:
    return RowView("", (name, busy.format(n=waiting) if waiting else good, ""))


def _tier(tier: TierLine, language: Language) -> RowView:
    words = language.words.system
    states = {
        BreakerState.CLOSED: words.tier_closed,
        BreakerState.OPEN: words.tier_open,
        BreakerState.HALF_OPEN: words.tier_half_open,
    }
    answered = language.number(tier.answered)
    detail = words.tier_detail_good.format(answered=answered)
    if tier.failures:
        detail = words.tier_detail.format(
            answered=answered, failures=tier.failures, fault=tier.last_fault
        )
    tone = Tone.GOOD if tier.breaker is BreakerState.CLOSED else Tone.BAD
    return RowView("", (words.tier.format(name=tier.name), states[tier.breaker], detail), tone)


def _cache(cache: CacheLine, language: Language) -> RowView:
    words = language.words.system
    name, rate = words.cache.format(name=cache.name.replace("_", " ")), cache.rate
    if rate is None:
        return RowView("", (name, words.cache_unused, ""))
    share = language.words.desk.percent.format(n=round(rate * 100))
    asked = language.number(cache.hits + cache.misses)
    detail = words.cache_detail.format(hits=language.number(cache.hits), asked=asked)
    return RowView("", (name, words.cache_rate.format(rate=share), detail))


def _short(text: str) -> str:
    """Return an id by its last eight digits: the first ones of a UUIDv7 are only the time."""
    return f"…{text.replace('-', '')[-8:]}"
