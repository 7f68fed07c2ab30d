"""Sections of the word file for what stands around the pages."""

from ui.staff.wording.phrases import (
    Counted,
    ForBadge,
    ForCount,
    ForDays,
    ForEntries,
    ForFacility,
    ForFacilityCount,
    ForMessage,
    ForNameDay,
    ForNameWhen,
    ForRoomWaiting,
    ForSequence,
    ForTargets,
    ForUpdate,
    ForWhen,
    ForWing,
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
    residents: Plain
    review: Plain
    messages: Plain
    shift: Plain
    knowledge: Plain
    audit: Plain
    scores: Plain
    schedule: Plain
    people: Plain
    system: Plain
    passphrase: Plain
    lock: Plain
    lock_hint: Plain
    wing: ForWing
    waiting_elsewhere: ForRoomWaiting
    waiting_elsewhere_short: ForRoomWaiting
    waiting_hint: Plain
    pages: Plain


class PinWords(Section):
    """The same form where a PIN was chosen by somebody else."""

    heading: Plain
    explained: Plain
    old: Plain
    new: Plain
    not_the_same: Plain


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
    locked_idle: Plain
    locked_kept: Plain
    locked_over: Plain
    choose_heading: Plain
    choose_explained: Plain
    old_passphrase: Plain
    new_passphrase: Plain
    new_again: Plain
    choose: Plain
    leave: Plain
    not_the_same: Plain
    pin: PinWords
    sign_out_not_recorded: ForMessage
    waiting: Counted
    taken: Counted
    nobody: Plain
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
    glass: Plain
    glass_until: ForNameWhen
    outside_failing: Plain
    outside_failing_more: ForTargets
    update_failed: Plain
    update_failed_more: ForUpdate
    update_damaged: Plain
    update_damaged_more: ForUpdate
    signatures_end: Plain
    signatures_end_more: ForNameDay
    signatures_ended_more: ForNameDay
    clock_back: Plain
    clock_back_more: ForWhen
    entries: Counted


class TimeWords(Section):
    """How times are said; `day_form` in the signs of Qt."""

    day_form: Plain
    just_now: Plain
    minutes_ago: ForCount
    hours_ago: ForCount
    days_ago: Counted
    days: ForDays
    seconds: ForCount


class ProblemWords(Section):
    """What is said when nothing better is known."""

    unexpected: Plain
    not_known: Plain
