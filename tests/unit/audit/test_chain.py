"""The audit chain: whatever is done to it afterwards, the first place touched is named."""

import json
from collections.abc import Callable, Sequence
from dataclasses import fields, replace
from datetime import UTC, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.audit import AuditAction, AuditDraft, AuditEntry, ChainVerdict, seal, verify
from app.audit.canonical import canonical
from app.audit.chain import START
from tests.fakes.clock import NOON

KEY = b"k" * 32
OTHER_KEY = b"j" * 32


def chain(length: int, key: bytes = KEY) -> list[AuditEntry]:
    entries: list[AuditEntry] = []
    for number in range(length):
        draft = AuditDraft(
            AuditAction.TURN_TAKEN, f"actor-{number}", f"subject-{number}", {"turn": number}
        )
        at = NOON + timedelta(minutes=number)
        entries.append(seal(key, draft, at, entries[-1] if entries else None))
    return entries


def test_a_chain_begins_with_zeros_and_counts_from_one() -> None:
    first, second = chain(2)
    assert (first.sequence, first.previous_mac) == (1, "0" * 64)
    assert (second.sequence, second.previous_mac) == (2, first.mac)
    assert len(first.mac) == 64


def test_an_entry_holds_what_its_draft_held() -> None:
    draft = AuditDraft(AuditAction.SIGNED_IN, "dana", "lilo", {"a": 1, "b": None, "c": True})
    entry = seal(KEY, draft, NOON, None)
    assert (entry.action, entry.actor, entry.subject, entry.at, entry.details) == (
        "staff.signed_in",
        "dana",
        "lilo",
        NOON,
        {"a": 1, "b": None, "c": True},
    )


def test_the_mac_of_a_known_entry_never_changes() -> None:
    # Worked out once with `openssl dgst -sha256 -hmac`; a change would orphan every old log.
    entry = seal(KEY, AuditDraft(AuditAction.SIGNED_IN, "dana"), NOON, None)
    assert canonical(entry) == (
        b'{"action":"staff.signed_in","actor":"dana",'
        b'"at":"2026-03-14T12:00:00.000000+00:00","details":{},"previous":"' + b"0" * 64 + b'",'
        b'"sequence":1,"subject":""}'
    )
    assert entry.mac == "fdeff3cc6f3cbe1146c3e756b8db0a55c8fd2340169ced600a02af8c0435c87d"


def test_the_canonical_form_does_not_depend_on_zone_or_order() -> None:
    east = timezone(timedelta(hours=5))
    one = seal(KEY, AuditDraft(AuditAction.SIGNED_IN, "a", "", {"x": 1, "y": 2}), NOON, None)
    same = replace(one, at=NOON.astimezone(east), details={"y": 2, "x": 1})
    assert canonical(one) == canonical(same)
    assert verify(KEY, [same]).valid


def test_words_of_any_script_are_kept_as_they_are() -> None:
    entry = seal(KEY, AuditDraft(AuditAction.SIGNED_IN, "Zoë 字"), NOON, None)
    assert json.loads(canonical(entry))["actor"] == "Zoë 字"
    assert "Zoë 字".encode() in canonical(entry)


@pytest.mark.parametrize("length", [0, 1, 7])
def test_an_untouched_chain_is_valid(length: int) -> None:
    verdict = verify(KEY, chain(length))
    assert verdict == ChainVerdict(length)
    assert verdict.valid


ALTERATIONS: list[tuple[str, object]] = [
    ("at", NOON + timedelta(microseconds=1)),
    ("action", "staff.signed_in"),
    ("actor", "somebody else"),
    ("subject", ""),
    ("details", {"turn": 99}),
    ("details", {}),
    ("details", {"turn": "2"}),
    ("details", {"turn": True}),
    ("details", {"turn": 2.5}),
    ("details", {"turn": 2, "more": None}),
    ("previous_mac", START),
    ("mac", "f" * 64),
    ("mac", ""),
]


@pytest.mark.parametrize(("field", "value"), ALTERATIONS)
def test_altering_any_field_names_that_entry(field: str, value: object) -> None:
    entries = chain(5)
    entries[2] = replace(entries[2], **{field: value})
    assert verify(KEY, entries) == ChainVerdict(3, 3, "Entry 3 was altered after it was written.")


def test_no_field_of_an_entry_is_left_out_above() -> None:
    altered = {field for field, _ in ALTERATIONS} | {"sequence"}
    assert altered == {field.name for field in fields(AuditEntry)}


def test_altering_a_sequence_number_names_the_place() -> None:
    entries = chain(5)
    entries[2] = replace(entries[2], sequence=9)
    assert verify(KEY, entries) == ChainVerdict(3, 3, "Entry 3 is missing; 9 stands in its place.")


@pytest.mark.parametrize("gone", [0, 1, 3])
def test_removing_an_entry_names_the_gap(gone: int) -> None:
    entries = chain(5)
    del entries[gone]
    verdict = verify(KEY, entries)
    assert (verdict.first_bad, verdict.checked) == (gone + 1, gone + 1)
    assert verdict.reason == f"Entry {gone + 1} is missing; {gone + 2} stands in its place."


def test_removing_an_entry_and_renumbering_the_rest_is_seen() -> None:
    entries = chain(5)
    del entries[1]
    renumbered = [replace(entry, sequence=n) for n, entry in enumerate(entries, 1)]
    assert verify(KEY, renumbered).first_bad == 2


def test_inserting_an_entry_is_seen_where_it_stands() -> None:
    entries = chain(4)
    forged = seal(OTHER_KEY, AuditDraft(AuditAction.SIGNED_IN, "x"), NOON, entries[1])
    assert verify(KEY, [*entries[:2], forged, *entries[2:]]).first_bad == 3


def test_an_entry_twice_is_seen_at_its_second_place() -> None:
    entries = chain(3)
    verdict = verify(KEY, [*entries[:2], entries[1], entries[2]])
    assert verdict.first_bad == 3
    assert verdict.reason == "Entry 3 is missing; 2 stands in its place."


def test_exchanging_two_entries_names_the_first_of_them() -> None:
    entries = chain(5)
    entries[1], entries[3] = entries[3], entries[1]
    assert verify(KEY, entries).first_bad == 2


def test_an_entry_of_another_branch_does_not_follow_although_its_own_mac_is_right() -> None:
    entries = chain(3)
    other = seal(KEY, AuditDraft(AuditAction.SIGNED_IN, "x"), NOON, entries[0])
    verdict = verify(KEY, [entries[0], other, entries[2]])
    assert verdict == ChainVerdict(3, 3, "Entry 3 does not follow the entry before it.")


def test_the_first_of_several_faults_is_named() -> None:
    entries = chain(6)
    entries[4] = replace(entries[4], actor="x")
    entries[2] = replace(entries[2], actor="y")
    assert verify(KEY, entries).first_bad == 3


def test_another_key_fits_nothing() -> None:
    assert verify(OTHER_KEY, chain(3)).first_bad == 1


def test_cutting_off_the_newest_entries_leaves_a_shorter_valid_chain() -> None:
    # Known and documented: only checkpoints kept outside can show it.
    assert verify(KEY, chain(5)[:3]) == ChainVerdict(3)


def test_a_rewritten_tail_without_the_key_is_seen() -> None:
    entries = chain(4)
    forged: list[AuditEntry] = entries[:2]
    for number in (2, 3):
        draft = AuditDraft(AuditAction.TURN_TAKEN, f"forged-{number}")
        forged.append(seal(OTHER_KEY, draft, NOON, forged[-1]))
    assert verify(KEY, forged).first_bad == 3


Tampering = Callable[[list[AuditEntry], int, int], Sequence[AuditEntry]]


def _altered(entries: list[AuditEntry], at: int, _other: int) -> Sequence[AuditEntry]:
    return [*entries[:at], replace(entries[at], actor="someone"), *entries[at + 1 :]]


def _removed(entries: list[AuditEntry], at: int, _other: int) -> Sequence[AuditEntry]:
    return [*entries[:at], *entries[at + 1 :]]


def _repeated(entries: list[AuditEntry], at: int, other: int) -> Sequence[AuditEntry]:
    return [*entries[:at], entries[other], *entries[at:]]


TAMPERINGS: tuple[Tampering, ...] = (_altered, _removed, _repeated)

DETAILS: st.SearchStrategy[Any] = st.dictionaries(
    st.text(max_size=8),
    st.one_of(st.text(max_size=8), st.integers(), st.booleans(), st.none()),
    max_size=3,
)


# Others cover the same lines; this one is long.
@pytest.mark.no_cover
@given(
    st.lists(st.tuples(st.text(max_size=10), st.datetimes(timezones=st.just(UTC)), DETAILS)),
)
def test_whatever_is_sealed_in_order_verifies(
    drafts: list[tuple[str, Any, dict[str, Any]]],
) -> None:
    entries: list[AuditEntry] = []
    for actor, at, details in drafts:
        draft = AuditDraft(AuditAction.TURN_TAKEN, actor, details=details)
        entries.append(seal(KEY, draft, at, entries[-1] if entries else None))
    assert verify(KEY, entries) == ChainVerdict(len(entries))


# Others cover the same lines; this one is long.
@pytest.mark.no_cover
@given(
    st.integers(2, 12).flatmap(
        lambda n: st.tuples(st.just(n), st.integers(0, n - 2), st.integers(0, n - 1))
    ),
    st.sampled_from(TAMPERINGS),
)
def test_the_first_entry_touched_is_the_one_named(
    places: tuple[int, int, int], tamper: Tampering
) -> None:
    length, at, other = places
    if tamper is _repeated and other == at:
        other = at + 1  # The right entry in its own place would be no tampering there.
    verdict = verify(KEY, tamper(chain(length), at, other))
    assert verdict.first_bad == at + 1
    assert not verdict.valid
    assert verdict.reason


@given(st.permutations(range(6)))
def test_every_reordering_is_seen_at_its_first_place(order: list[int]) -> None:
    entries = chain(6)
    first_moved = next((n for n, place in enumerate(order, 1) if place != n - 1), None)
    assert verify(KEY, [entries[n] for n in order]).first_bad == first_moved
