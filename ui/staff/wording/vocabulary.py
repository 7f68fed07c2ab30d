"""The sections of the word file, with the names each template must hold."""

from ui.staff.wording.phrases import (
    Counted,
    ForAgo,
    ForBadge,
    ForBroken,
    ForChange,
    ForCount,
    ForDays,
    ForEntries,
    ForFacility,
    ForFacilityCount,
    ForMessage,
    ForName,
    ForPerson,
    ForRoom,
    ForRoomScore,
    ForScore,
    ForSequence,
    ForShown,
    ForShownAll,
    ForText,
    ForTime,
    ForTimes,
    ForTotal,
    ForWaited,
    ForWhen,
    ForWhenMessage,
    ForWing,
    ForWords,
    Plain,
    Section,
)


class WindowWords(Section):
    """The window's title."""

    title: ForFacility
    title_waiting: ForFacilityCount


class ShellWords(Section):
    """What stands around every page."""

    now: Plain
    audit: Plain
    lock: Plain
    lock_hint: Plain
    wing: ForWing
    waiting_elsewhere: ForBadge
    waiting_hint: Plain
    pages: Plain


class SignInWords(Section):
    """The sign-in page."""

    heading: Plain
    name: Plain
    name_hint: Plain
    passphrase: Plain
    button: Plain
    busy: Plain
    name_missing: Plain
    passphrase_missing: Plain
    failed: ForMessage
    failed_remedy: Plain
    sign_out_not_recorded: ForMessage
    waiting: Counted
    taken: Counted
    nobody: Plain
    sign_in_to_take: Plain
    line: ForBadge
    more: Counted


class ClosedWords(Section):
    """What is shown while the facility cannot be opened."""

    opening: Plain
    opening_more: Plain
    heading: Plain
    calls: Plain
    calls_explained: Plain
    no_calls: Plain
    calls_unread: ForMessage


class HealthWords(Section):
    """What is known of the audit chain and the storage, and since when."""

    chain_unchecked: Plain
    chain_checking: Plain
    chain_valid: Plain
    chain_broken: ForSequence
    chain_failed: Plain
    chain_when: ForEntries
    chain_when_broken: ForWhen
    chain_limits: Plain
    storage_unread: Plain
    storage_good: Plain
    storage_when: ForWhen
    storage_failed: Plain
    storage_since: ForWhen
    storage_never: Plain
    silent: Plain
    silent_more: Plain
    entries: Counted


class NowWords(Section):
    """The Now page."""

    waiting: Plain
    since_taken_by: ForName
    since_taken_by_you: Plain
    person: ForPerson
    room: ForRoom
    quote: ForWords
    show_all: Plain
    show_less: Plain
    call_button: Counted
    why: Plain
    score: ForScore
    record: Plain
    nothing_recorded: Plain
    scale: ForTotal
    scale_changed: ForChange
    answers: Plain
    raised: Plain
    raised_once: ForTime
    raised_times: ForTimes
    answered_after: ForWaited
    graver: ForName
    graver_nobody: Plain
    going: Plain
    going_key: Plain
    going_busy: Plain
    resolve: Plain
    resolve_key: Plain
    someone: Plain
    open_alerts: Plain
    more: Counted
    nobody: Plain
    nobody_more: Plain
    reading: Plain
    stale: ForWhenMessage
    never_read: ForMessage
    taken_by_other: ForName
    not_recorded: ForMessage
    resolve_not_recorded: ForMessage
    room_call: Plain
    room_call_explained: Plain
    silence: Plain
    silenced: Plain


class ResolveWords(Section):
    """The panel in which an alert is resolved."""

    heading: Plain
    note: Plain
    note_hint: Plain
    confirm: Plain
    confirm_key: Plain
    cancel: Plain
    cancel_key: Plain
    busy: Plain
    closed_elsewhere: Plain
    close: Plain


class WatchWords(Section):
    """The watch list."""

    heading: Plain
    explained: Plain
    nobody: Plain
    item: ForPerson
    more: Counted


class ResidentsWords(Section):
    """The residents' tiles."""

    heading: Plain
    nobody: Plain
    line: ForRoomScore
    no_scores: ForRoom
    heard: ForAgo
    never_heard: Plain
    open_alert: Plain
    rising: ForChange
    falling: ForChange
    steady: ForTotal
    first: ForTotal


class ShiftWords(Section):
    """The figures of the shift."""

    heading: Plain
    explained: Plain
    alerts: Counted
    actionable: Plain
    none_resolved: Plain
    median: Plain
    none_answered: Plain
    percent: ForCount
    dash: Plain


class AuditWords(Section):
    """The audit page."""

    entry: Plain
    time: Plain
    who: Plain
    what: Plain
    about: Plain
    details: Plain
    filter: Plain
    filter_hint: Plain
    verify: Plain
    verifying: Plain
    reading: Plain
    unread: ForMessage
    valid: ForEntries
    broken: ForBroken
    broken_remedy: Plain
    unchecked: ForMessage
    shown_all: ForShown
    shown_newest: ForShownAll
    shown_filtered: ForShownAll
    nothing_matches: ForText
    empty: Plain
    table: Plain
    broken_here: Plain
    unknown_person: Plain
    system: Plain
    yes_word: Plain
    no_word: Plain


class TimeWords(Section):
    """How times are said."""

    just_now: Plain
    minutes_ago: ForCount
    hours_ago: ForCount
    days_ago: Counted
    days: ForDays


class ProblemWords(Section):
    """What is said when nothing better is known."""

    unexpected: Plain
