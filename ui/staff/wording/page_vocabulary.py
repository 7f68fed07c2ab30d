"""Sections of the word file for the pages."""

from ui.staff.wording.phrases import (
    Counted,
    ForAgo,
    ForBroken,
    ForChange,
    ForCount,
    ForEntries,
    ForMessage,
    ForName,
    ForPerson,
    ForRoom,
    ForRoomScore,
    ForScore,
    ForShown,
    ForShownAll,
    ForText,
    ForTime,
    ForTimes,
    ForTotal,
    ForWaited,
    ForWhenMessage,
    ForWords,
    Plain,
    Section,
)


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
    yes_word: Plain
    no_word: Plain
