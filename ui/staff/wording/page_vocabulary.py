"""Sections of the word file for the pages."""

from ui.staff.wording.phrases import (
    Counted,
    ForAgo,
    ForBroken,
    ForChange,
    ForCount,
    ForDead,
    ForDecided,
    ForEntries,
    ForFamily,
    ForFault,
    ForFaultWhen,
    ForHandedOver,
    ForHowOften,
    ForKnown,
    ForLeft,
    ForLevel,
    ForMessage,
    ForName,
    ForOverdue,
    ForOverdueNobody,
    ForPerson,
    ForPlace,
    ForPlea,
    ForPleaAt,
    ForRoles,
    ForRoom,
    ForRoomScore,
    ForSaid,
    ForSaidAt,
    ForScore,
    ForShare,
    ForShown,
    ForShownAll,
    ForTargets,
    ForTargetState,
    ForText,
    ForTime,
    ForTimes,
    ForTitle,
    ForTotal,
    ForVerified,
    ForVotes,
    ForWaited,
    ForWhen,
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
    since_handed_over: ForHandedOver
    handed_to_you: ForName
    there: ForName
    you_are_there: Plain
    released: ForName
    person: ForPerson
    room: ForRoom
    quote: ForWords
    show_all: Plain
    show_less: Plain
    call_button: Counted
    why: Plain
    why_key: Plain
    sure: Plain
    fairly_sure: Plain
    unsure: Plain
    stage_rule: Plain
    stage_semantic: Plain
    stage_clinical: Plain
    stage_trajectory: Plain
    also: Plain
    told: Plain
    told_on_screen: ForTime
    told_on_screen_not_yet: Plain
    told_roles: ForRoles
    told_target: ForTargetState
    escalates_in: ForLeft
    sounds_in: ForLeft
    resolve_in: ForLeft
    due_now: Plain
    passed_on: ForRoles
    still_waiting: ForHowOften
    overdue: ForOverdue
    overdue_nobody: ForOverdueNobody
    room_unknown: Plain
    nobody_known: Plain
    record: Plain
    nothing_recorded: Plain
    scale: ForTotal
    scale_changed: ForChange
    answers: Plain
    raised_once: ForTime
    raised_times: ForTimes
    distress: Plain
    messages_failing: ForTargets
    answered_after: ForWaited
    graver: ForName
    graver_nobody: Plain
    going: Plain
    going_key: Plain
    going_busy: Plain
    arrived: Plain
    arrived_key: Plain
    release: Plain
    release_hint: Plain
    released_by_you: ForPlace
    open: Plain
    open_key: Plain
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
    arrival_not_recorded: ForMessage
    release_not_recorded: ForMessage
    resolve_not_recorded: ForMessage
    not_known: Plain
    resolve_not_known: Plain
    room_call: Plain
    room_call_explained: Plain
    silence: Plain
    silenced: Plain


class EmergencyWords(Section):
    """The panel for calling the emergency line."""

    heading: Plain
    say: ForSaid
    said: ForPlea
    said_at: ForPleaAt
    said_room: ForRoom
    said_room_unknown: Plain
    said_call: Plain
    no_address: Plain
    not_dialled: Plain


class ResolveWords(Section):
    """The panel in which an alert is resolved."""

    heading: Plain
    note: Plain
    note_hint: Plain
    note_key: Plain
    choose_first: Plain
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


class RemindersWords(Section):
    """Notes about reminders."""

    heading: Plain
    unconfirmed: ForTime
    unsaid: ForTime
    question: ForTime
    seen: Plain
    more: Counted


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
    target: ForCount
    below_target: ForCount


class ShiftPageWords(Section):
    """The page with the shift's figures."""

    explained: Plain
    by_source: Plain
    by_level: Plain
    alerts: Plain
    resolved: Plain
    actionable: Plain
    none: Plain
    none_more: Plain
    reading: Plain
    below: ForShare
    speech: Plain
    disclosures: Counted
    withheld: Counted
    at_least: Plain
    unread: ForMessage


class ReviewWords(Section):
    """The review page."""

    explained: Plain
    waiting: Counted
    more: ForShownAll
    set_aside: Counted
    model: Plain
    votes: ForVotes
    empty: Plain
    empty_more: Plain
    reading: Plain
    unread: ForMessage
    list: Plain
    score: ForScore
    level: ForLevel
    doubt: Plain
    question: Plain
    level_question: Plain
    note: Plain
    note_hint: Plain
    record: Plain
    record_key: Plain
    recording: Plain
    not_recorded: ForMessage
    decided: Plain
    decided_line: ForDecided
    someone: Plain
    said_at: ForSaidAt


class FamilyStates(Section):
    """What has become of a message to a family; a time follows."""

    waiting: Plain
    sent: Plain
    dead: Plain
    obsolete: Plain


class MessagesWords(Section):
    """The page about messages that leave the building."""

    targets: Plain
    none_configured: Plain
    none_configured_more: Plain
    works: ForWhen
    untried: Plain
    stumbles: ForFaultWhen
    paused: ForFaultWhen
    trying: Plain
    waiting: Counted
    nothing_waits: Plain
    dead: Plain
    dead_none: Plain
    dead_line: ForTitle
    dead_detail: ForDead
    attempts: Counted
    families: Plain
    family_line: ForFamily
    family_states: FamilyStates
    send_again: Plain
    sending: Plain
    sent_again: Plain
    not_recorded: ForMessage
    unread: ForMessage
    reading: Plain
    fault_http: ForFault
    fault_other: ForFault
    fault_unknown: Plain


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
    everybody: Plain
    anybody: Plain
    all_actions: Plain
    any_time: Plain
    last_hour: Plain
    last_day: Plain
    last_week: Plain
    last_month: Plain
    last_year: Plain
    by_person: Plain
    by_subject: Plain
    by_action: Plain
    by_time: Plain
    verify: Plain
    verifying: Plain
    reading: Plain
    verified_so_far: ForVerified
    valid: ForEntries
    valid_since: ForKnown
    broken: ForBroken
    broken_remedy: Plain
    unchecked: ForMessage
    shown_all: ForShown
    shown_newest: ForShownAll
    newest_matching: ForShown
    all_matching: ForShown
    shown_filtered: ForShownAll
    nothing_matches: ForText
    reading_entries: Plain
    unread: ForMessage
    empty: Plain
    table: Plain
    broken_here: Plain
    unknown_person: Plain
    yes_word: Plain
    no_word: Plain
