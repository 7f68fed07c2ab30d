"""Checkpoints: what the chain alone cannot show, and every way to tamper with a log."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from app.audit import (
    AuditRow,
    Checkpoint,
    CheckpointKind,
    History,
    Signer,
    Verifier,
    checkpoint_in,
    next_checkpoint,
    read_history,
    verify_log,
)
from app.audit.chain import START
from tests.fakes.audit_logs import KEY, MemoryLog, rows
from tests.fakes.clock import NOON

SIGNER = Signer(KEY)
LOG = rows(30)


def checkpoints(
    *counts: int, log: list[AuditRow] = LOG, signer: Signer = SIGNER
) -> list[Checkpoint]:
    made: list[Checkpoint] = []
    for count in counts:
        head = log[count - 1].mac if count else START
        made.append(next_checkpoint(signer, made[-1] if made else None, count, head, NOON))
    return made


def history(*counts: int) -> History:
    return read_history([c.line for c in checkpoints(*counts)], SIGNER.public)


def test_a_whole_log_is_vouched_for_up_to_the_newest_checkpoint() -> None:
    verdict = verify_log(MemoryLog(LOG), KEY, history(0, 10, 20))
    assert (verdict.valid, verdict.checked, verdict.vouched, verdict.vouched_at) == (
        True,
        30,
        20,
        NOON,
    )


def test_without_checkpoints_nothing_is_vouched_for() -> None:
    verdict = verify_log(MemoryLog(LOG), KEY, History())
    assert (verdict.valid, verdict.vouched, verdict.vouched_at) == (True, 0, None)


def test_entries_cut_off_the_end_are_named() -> None:
    verdict = verify_log(MemoryLog(LOG[:17]), KEY, history(10, 20))
    assert (verdict.first_bad, verdict.vouched) == (18, 10)
    assert "cut off, from entry 18 on: checkpoint 2" in verdict.reason


def test_a_log_written_anew_with_the_right_key_contradicts_its_checkpoint() -> None:
    forged = [*LOG[:9], *rows(30)[9:]]
    other = rows(12, KEY)
    assert forged == LOG  # the same drafts give the same log; now a different one:
    anew = [row._replace(subject="x") for row in other]
    sealed = rows_of_subjects([row.subject for row in anew])
    verdict = verify_log(MemoryLog(sealed), KEY, history(10, 20))
    assert verdict.first_bad == 10
    assert "written anew" in verdict.reason


def rows_of_subjects(subjects: list[str]) -> list[AuditRow]:
    from app.audit import AuditAction, AuditDraft, AuditEntry, seal
    from tests.fakes.audit_logs import row_of

    entries: list[AuditEntry] = []
    for subject in subjects:
        draft = AuditDraft(AuditAction.SIGNED_IN, "lilo", subject)
        entries.append(seal(KEY, draft, NOON, entries[-1] if entries else None))
    return list(map(row_of, entries))


def test_a_checkpoint_of_an_empty_log_fits_every_log() -> None:
    assert verify_log(MemoryLog(LOG), KEY, history(0)).valid
    assert verify_log(MemoryLog([]), KEY, history(0)).valid


def test_what_the_chain_refuses_is_reported_before_what_checkpoints_say() -> None:
    altered = [*LOG[:4], LOG[4]._replace(actor="dana"), *LOG[5:20]]
    verdict = verify_log(MemoryLog(altered), KEY, history(3, 5, 25))
    assert (verdict.first_bad, verdict.vouched) == (5, 3)
    assert verdict.reason == "Entry 5 was altered after it was written."


def test_a_moved_entry_is_told_from_an_altered_one() -> None:
    swapped = [
        *LOG[:4],
        LOG[6]._replace(sequence=5),
        LOG[5],
        LOG[4]._replace(sequence=7),
        *LOG[7:],
    ]
    verdict = verify_log(MemoryLog(swapped), KEY, History())
    assert verdict.reason == "Entry 5 was moved: it was written as entry 7."


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"details": "[1]"}, "Entry 5 cannot be read."),
        ({"details": "{not json"}, "Entry 5 cannot be read."),
        ({"at": "yesterday"}, "Entry 5 cannot be read."),
        ({"details": '{"turn":5}'}, "Entry 5 was altered after it was written."),
        ({"mac": "é" * 64}, "Entry 5 was altered after it was written."),
        ({"previous_mac": "0" * 64}, "Entry 5 was altered after it was written."),
        ({"sequence": 99}, "Entry 5 is missing; 6 stands in its place."),
    ],
)
def test_any_column_altered_is_named(change: dict[str, object], reason: str) -> None:
    kept = [*LOG[:4], LOG[4]._replace(**change), *LOG[5:]]  # type: ignore[arg-type]
    kept.sort(key=lambda row: row.sequence)
    verdict = verify_log(MemoryLog(kept), KEY, History())
    assert (verdict.first_bad, verdict.reason) == (5, reason)


def test_the_split_between_columns_is_sealed_too() -> None:
    # The same bytes in all, cut elsewhere: the time swallows the beginning of the details.
    row = rows_of_subjects(["a"])[0]
    inner = row._replace(at=row.at + '","details":{"x":"y', details="1}")
    verdict = verify_log(MemoryLog([inner]), KEY, History())
    assert verdict.reason == "Entry 1 cannot be read."


def test_details_kept_in_another_form_by_an_older_version_are_no_fault() -> None:
    older = [row._replace(details=json.dumps(json.loads(row.details))) for row in LOG]
    assert older != LOG
    assert verify_log(MemoryLog(older), KEY, history(30)).valid


Damage = Callable[[list[str]], list[str]]


@pytest.mark.parametrize(
    ("damage", "problem"),
    [
        (lambda lines: [lines[0], lines[2]], "Checkpoint 2 does not follow the one before it."),
        (lambda lines: lines[1:], "Checkpoint 1 does not follow the one before it."),
        (lambda lines: [lines[1], lines[0]], "Checkpoint 1 does not follow the one before it."),
        (lambda lines: [lines[0], "{}"], "Checkpoint 2 cannot be read."),
        (lambda lines: [lines[0], "nothing"], "Checkpoint 2 cannot be read."),
        (
            lambda lines: [lines[0], lines[1].replace('"count":20', '"count":"20"')],
            "Checkpoint 2 cannot be read.",
        ),
        (
            lambda lines: [lines[0], lines[1].replace('"count":20', '"count":19')],
            "Checkpoint 2 was altered, or signed with another key.",
        ),
        (
            lambda lines: [lines[0], lines[1].replace('"signature":"', '"signature":"zz')],
            "Checkpoint 2 was altered, or signed with another key.",
        ),
    ],
)
def test_an_altered_file_of_checkpoints_is_relied_upon_up_to_there(
    damage: Damage, problem: str
) -> None:
    lines = damage([c.line for c in checkpoints(10, 20, 30)])
    found = read_history(lines, SIGNER.public)
    assert found.problem == problem
    verdict = verify_log(MemoryLog(LOG), KEY, found)
    assert not verdict.valid
    assert problem in verdict.reason


def test_somebody_elses_key_signs_nothing_here() -> None:
    lines = [c.line for c in checkpoints(10, signer=Signer(b"j" * 32))]
    assert read_history(lines, SIGNER.public).problem


def test_the_newest_line_alone_tells_its_age_where_its_signature_holds() -> None:
    (newest,) = checkpoints(10)[-1:]
    assert checkpoint_in(newest.line, SIGNER.public) == newest
    assert checkpoint_in("", SIGNER.public) is None
    assert checkpoint_in(newest.line, Signer(b"j" * 32).public) is None


def test_a_restore_supersedes_what_earlier_checkpoints_counted() -> None:
    made = checkpoints(10, 20)
    back = next_checkpoint(SIGNER, made[-1], 5, LOG[4].mac, NOON, CheckpointKind.RESTORED)
    found = read_history([c.line for c in (*made, back)], SIGNER.public)
    assert (found.standing, found.last) == ([back], back)
    assert verify_log(MemoryLog(LOG[:8]), KEY, found).valid
    assert verify_log(MemoryLog(LOG[:3]), KEY, found).first_bad == 4


def test_a_clock_set_back_is_no_fault() -> None:
    later = next_checkpoint(SIGNER, None, 10, LOG[9].mac, NOON + timedelta(days=1))
    earlier = next_checkpoint(SIGNER, later, 20, LOG[19].mac, NOON - timedelta(days=400))
    found = read_history([later.line, earlier.line], SIGNER.public)
    assert found.problem == ""
    assert verify_log(MemoryLog(LOG), KEY, found).valid


def test_the_public_key_can_be_given_away_and_read_back() -> None:
    verifier = Verifier.from_pem(SIGNER.public.pem)
    made = checkpoints(10)[0]
    assert verifier.holds(bytes.fromhex(made.signature), made.signed)
    assert not verifier.holds(bytes.fromhex(made.signature), replace(made, count=9).signed)
    assert verifier.fingerprint == SIGNER.public.fingerprint


def test_a_key_of_another_kind_is_refused() -> None:
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    pem = (
        X25519PrivateKey.generate()
        .public_key()
        .public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    )
    with pytest.raises(ValueError, match="Ed25519"):
        Verifier.from_pem(pem)
