"""Sections of the word file for residents, people, knowledge, system and reports."""

from collections.abc import Mapping

from ui.staff.wording.phrases import (
    ForAnswered,
    ForCount,
    ForDeadLetter,
    ForEntriesOnly,
    ForFailure,
    ForHits,
    ForMember,
    ForMessage,
    ForMinutes,
    ForName,
    ForPerson,
    ForRate,
    ForReason,
    ForRisk,
    ForShift,
    ForStation,
    ForStorage,
    ForTier,
    ForWhen,
    ForWhenMessage,
    Plain,
    Section,
)


class DeskWords(Section):
    """What several pages say."""

    unread: ForMessage
    reading: Plain
    busy: Plain
    yes_word: Plain
    no_word: Plain
    none: Plain
    dash: Plain
    percent: ForCount
    refused: Plain


class SystemWords(Section):
    """The System page."""

    stop_heading: Plain
    stop_explained: Plain
    stop: Plain
    stop_sure: Plain
    allow: Plain
    stopped: ForWhen
    running: Plain
    none_installed: Plain
    stop_done: Plain
    allow_done: Plain
    parts: Plain
    part: Plain
    state: Plain
    detail: Plain
    models: Plain
    models_loading: Plain
    models_loaded: Plain
    models_failed: Plain
    prompts: Plain
    prompts_good: Plain
    prompts_bad: Plain
    prompts_old: ForMessage
    storage: Plain
    storage_good: Plain
    storage_detail: ForStorage
    storage_low: Plain
    audit: Plain
    audit_detail: ForEntriesOnly
    backup: Plain
    backup_good: Plain
    backup_none: Plain
    backup_late: Plain
    backup_failed: Plain
    backup_uncopied: Plain
    backup_when: ForWhen
    backup_next: ForWhen
    backup_why: ForMessage
    backup_off: Plain
    backup_faults: Mapping[str, Plain]
    messages: Plain
    messages_good: Plain
    messages_waiting: ForCount
    messages_dead: ForCount
    settings: Plain
    settings_good: Plain
    settings_changed: Plain
    settings_bad: Plain
    bundles: Plain
    bundles_shipped: Plain
    bundles_unread: Plain
    bundle: ForName
    bundle_since: ForWhen
    bundle_failed: ForFailure
    checkpoint: Plain
    checkpoint_good: Plain
    checkpoint_late: Plain
    checkpoint_none: Plain
    newest: ForWhen
    target: ForName
    target_works: Plain
    target_failing: Plain
    target_untried: Plain
    voice: Plain
    voice_lost: Plain
    voice_since: ForWhenMessage
    voice_why: Mapping[str, Plain]
    reviews: Plain
    reviews_good: Plain
    reviews_waiting: ForCount
    lane: ForName
    lane_idle: Plain
    lane_busy: ForCount
    tier: ForName
    tier_closed: Plain
    tier_open: Plain
    tier_half_open: Plain
    tier_detail: ForTier
    tier_detail_good: ForAnswered
    cache: ForName
    cache_rate: ForRate
    cache_unused: Plain
    cache_detail: ForHits
    usage: Plain
    usage_none: Plain
    day: Plain
    resident: Plain
    house: Plain
    model: Plain
    times: Plain
    tokens: Plain
    seconds: Plain
    dead: Plain
    dead_none: Plain
    dead_line: ForDeadLetter
    glass: Plain
    glass_none: Plain
    glass_line: ForReason
    glass_hidden: ForWhen
    versions: Plain


class PeopleWords(Section):
    """The People page."""

    staff: Plain
    name: Plain
    login: Plain
    role: Plain
    access: Plain
    sessions: Plain
    nobody: Plain
    signed_out: Plain
    blocked: Plain
    blocked_whole: Plain
    left: Plain
    must_change: Plain
    must_change_pin: Plain
    badge: Plain
    passphrase: Plain
    at: ForStation
    choose_one: Plain
    selected: ForName
    set_role: Plain
    role_done: Plain
    revoke: Plain
    revoke_done: Plain
    issue: Plain
    issue_hint: Plain
    issue_done: Plain
    badge_number: Plain
    pin: Plain
    give_badge: Plain
    badge_done: Plain
    let_go: Plain
    take_back: Plain
    let_go_done: Plain
    take_back_done: Plain
    add_heading: Plain
    given_name: Plain
    family_name: Plain
    title: Plain
    add: Plain
    add_done: Plain
    only_administrators: Plain


class KnowledgeWords(Section):
    """The Knowledge page."""

    explained: Plain
    documents: Plain
    name: Plain
    title: Plain
    version: Plain
    state: Plain
    warnings: Plain
    none: Plain
    add: Plain
    add_title: Plain
    approve: Plain
    approve_anyway: Plain
    remove: Plain
    remove_sure: Plain
    added: Plain
    known: Plain
    approved: Plain
    removed: Plain
    choose_one: Plain
    proposed: Plain
    approved_state: Plain
    superseded: Plain
    removed_state: Plain
    no_warnings: Plain


class ResidentPagesWords(Section):
    """The Residents page."""

    choose_consent: Plain
    choose_memory: Plain
    not_agreed: Plain
    find: Plain
    find_hint: Plain
    list: Plain
    nobody: Plain
    choose_one: Plain
    line: ForPerson
    profile: Plain
    consents: Plain
    memory: Plain
    conversation: Plain
    known_as: Plain
    room: Plain
    born: Plain
    language: Plain
    background: Plain
    family: Plain
    family_none: Plain
    member: ForMember
    risks: Plain
    risks_none: Plain
    risk: ForRisk
    risk_note: Plain
    add_risk: Plain
    remove_risk: Plain
    save: Plain
    saved: Plain
    risks_saved: Plain
    consent: Plain
    standing: Plain
    since: Plain
    said_by: Plain
    given: Plain
    withdrawn: Plain
    assumed: Plain
    not_asked: Plain
    who: Plain
    basis: Plain
    give: Plain
    withdraw: Plain
    consent_done: Plain
    memory_warning: Plain
    memory_sure: Plain
    remembered: Plain
    remembered_none: Plain
    kind: Plain
    heard: Plain
    words: Plain
    correct: Plain
    correct_hint: Plain
    delete: Plain
    corrected: Plain
    deleted: Plain
    doubts: Plain
    doubts_none: Plain
    settle: Plain
    settled: Plain
    open: Plain
    open_explained: Plain
    resident_said: ForName
    lilo_said: Plain
    nothing_said: Plain
    glass: Plain
    glass_explained: ForMinutes
    glass_reason: Plain
    glass_done: ForWhen
    glass_used: ForWhen


class ReportsWords(Section):
    """The figures of the last days."""

    shift: ForShift
    few: Plain
    talk: Plain
    talk_explained: Plain
    day: Plain
    turns: Plain
    talkers: Plain
    referrals: Plain
    referrals_explained: Plain
    referrals_none: Plain
    month: Plain
    danger: Plain
    emergency_line: Plain
    physician: Plain
    shifts: Plain
    shifts_explained: Plain
    ends: Plain
    alerts: Plain
    actionable: Plain
    median: Plain
    immediate: Plain
    urgent: Plain
    elevated: Plain
