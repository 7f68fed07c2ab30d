"""A check that goes on from where an earlier one ended finds what a whole one would of the rest."""

from dataclasses import replace

import pytest

from app.audit import AuditRow, History, LogCheck, Signer, Standing, next_checkpoint, read_history
from app.audit.chain import START
from tests.fakes.audit_logs import KEY, rows
from tests.fakes.clock import NOON

SIGNER = Signer(KEY)
LOG = rows(30)


def history(*counts: int, log: list[AuditRow] = LOG) -> History:
    made = []
    for count in counts:
        head = log[count - 1].mac if count else START
        made.append(next_checkpoint(SIGNER, made[-1] if made else None, count, head, NOON))
    return read_history([c.line for c in made], SIGNER.public)


def standing_at(count: int, found: History) -> Standing:
    check = LogCheck(KEY, found)
    check.feed(LOG[:count])
    standing = check.standing
    assert standing is not None
    return standing


def test_what_was_found_whole_is_gone_on_with() -> None:
    check = LogCheck(KEY, history(10, 20), standing_at(15, history(10)))
    assert (check.checked, list(check.behind)) == (15, [])
    assert check.feed(LOG[15:])
    verdict = check.finish()
    assert (verdict.valid, verdict.checked, verdict.vouched) == (True, 30, 20)
    standing = check.standing
    assert standing is not None
    assert (standing.count, standing.head, len(standing.met)) == (30, LOG[29].mac, 2)


def test_a_checkpoint_that_came_later_of_an_entry_before_is_asked_for() -> None:
    check = LogCheck(KEY, history(10, 20), standing_at(25, history(10)))
    assert list(check.behind) == [20]
    check.meet(20, LOG[19].mac)
    assert list(check.behind) == []
    assert check.feed(LOG[25:])
    assert (check.finish().valid, check.finish().vouched) == (True, 20)


def test_an_entry_before_that_contradicts_its_checkpoint_is_named() -> None:
    check = LogCheck(KEY, history(10, 12, 20), standing_at(25, history(10)))
    check.meet(20, LOG[20].mac)
    verdict = check.finish()
    assert (verdict.valid, verdict.first_bad) == (False, 12)
    assert "written anew" in verdict.reason
    assert check.standing is None


def test_several_checkpoints_before_are_met_in_turn() -> None:
    check = LogCheck(KEY, history(10, 10, 20), standing_at(25, history()))
    assert list(check.behind) == [10, 10, 20]
    check.meet(10, LOG[9].mac)
    check.meet(20, LOG[19].mac)
    assert check.finish().vouched == 20


@pytest.mark.parametrize("at", [16, 22])
def test_an_entry_altered_since_is_found(at: int) -> None:
    altered = [*LOG[: at - 1], LOG[at - 1]._replace(actor="dana"), *LOG[at:]]
    check = LogCheck(KEY, history(10), standing_at(15, history(10)))
    assert not check.feed(altered[15:])
    assert check.finish().first_bad == at
    assert check.standing is None


def test_a_log_that_is_not_vouched_for_any_more_does_not_stand() -> None:
    check = LogCheck(KEY, replace(history(10), problem="Checkpoint 2 was altered."))
    check.feed(LOG)
    assert check.standing is None
