"""Slots: the last two are kept, trials change nothing, and there is always a way back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.bundles.errors import NothingToDoError, OutOfOrderError
from app.bundles.slots import MOST_STARTS, Move, Slot, SlotState
from app.bundles.steps import Passage, Step

ON_TRIAL, IN_USE = Passage(Step.ON_TRIAL), Passage(Step.IN_USE)


def slot(version: int) -> Slot:
    return Slot(f"{version:064x}", "pack", f"{version}.0.0", "vendor", "2026-11-27T12:00:00+00:00")


def with_new(state: SlotState, version: int) -> SlotState:
    return state.on_trial(slot(version), ON_TRIAL).taken_into_use(IN_USE)


def versions(state: SlotState) -> tuple[str | None, str | None]:
    return (
        state.in_use.version if state.in_use else None,
        state.before.version if state.before else None,
    )


def test_one_after_the_other() -> None:
    state = SlotState()
    assert versions(state) == (None, None)
    state = with_new(state, 1)
    assert versions(state) == ("1.0.0", None)
    state = with_new(state, 2)
    assert versions(state) == ("2.0.0", "1.0.0")
    state = with_new(state, 3)
    assert versions(state) == ("3.0.0", "2.0.0")
    assert len(state.digests) == 2


def test_going_back_and_forth() -> None:
    state = with_new(with_new(SlotState(), 1), 2).gone_back()
    assert versions(state) == ("1.0.0", "2.0.0")
    assert versions(state.gone_back()) == ("2.0.0", "1.0.0")
    assert versions(with_new(state, 3)) == ("3.0.0", "1.0.0")


def test_going_back_to_what_ships() -> None:
    state = with_new(SlotState(), 1).gone_back()
    assert versions(state) == (None, "1.0.0")
    assert versions(with_new(state, 2)) == ("2.0.0", None)
    second = with_new(with_new(SlotState(), 1), 2).returned("t", "why")
    assert versions(with_new(second.gone_back(), 3)) == ("3.0.0", None)
    with pytest.raises(NothingToDoError):
        SlotState().gone_back()


def test_a_trial_changes_nothing_that_is_in_use() -> None:
    before = with_new(SlotState(), 1)
    state = before.on_trial(slot(2), ON_TRIAL)
    assert versions(state) == versions(before)
    assert slot(2).digest in state.digests
    assert state.settled() == before
    failed = state.given_up("2026-11-27T13:00:00+00:00", "it does not load")
    assert versions(failed) == versions(before)
    assert failed.failed_before(slot(2).digest) is not None
    assert failed.failed_before(slot(3).digest) is None
    assert before.given_up("t", "why") == before
    # Once it works, what was held against it is forgotten.
    assert with_new(failed, 2).failures == ()
    assert len(with_new(failed, 3).failures) == 1


def test_a_new_one_has_to_get_home() -> None:
    state = with_new(with_new(SlotState(), 1).got_home(), 2)
    assert not state.proven
    for _ in range(MOST_STARTS):
        assert not state.is_hopeless
        state = state.started()
    assert state.is_hopeless
    back = state.returned("2026-11-27T13:00:00+00:00", "never got home")
    assert versions(back) == ("1.0.0", None)
    assert back.proven
    assert back.started() == back
    assert back.got_home() == back
    assert with_new(SlotState(), 1).got_home().proven
    assert SlotState().returned("t", "why") == SlotState()


def test_what_the_audit_log_has_not_heard_waits_for_it() -> None:
    state = with_new(SlotState(), 1).gone_back().returned("t", "nothing is in use")
    assert [move.how for move in state.unheard] == ["installed", "rolled back"]
    first, second = state.unheard
    assert (first.left, first.to) == (None, slot(1))
    assert (second.left, second.to) == (slot(1), None)
    assert state.heard(first).unheard == (second,)
    again = with_new(state, 2).returned("t", "why")
    assert again.unheard[-1] == Move("returned", slot(2), None)


def test_going_back_to_what_nobody_got_home_with_proves_nothing() -> None:
    state = with_new(SlotState(), 1).started()
    state = with_new(state, 2)
    assert (state.proven, state.starts) == (False, 0)
    for back in (state.gone_back(), state.returned("t", "why")):
        assert versions(back)[0] == "1.0.0"
        assert (back.proven, back.starts) == (False, 1)
        assert back.started().is_hopeless
    there_and_back = state.got_home().gone_back().gone_back()
    assert (there_and_back.proven, there_and_back.previous_proven) == (True, False)
    assert with_new(SlotState(), 1).gone_back().proven  # What ships needs no proof.


def test_the_same_anew_leaves_the_way_back() -> None:
    state = with_new(with_new(SlotState(), 1), 2).got_home()
    again = with_new(state, 2)
    assert versions(again) == ("2.0.0", "1.0.0")
    assert (again.candidate, again.proven) == (None, True)
    assert again.unheard[-1] == Move("installed", slot(2), slot(2))


def test_which_lilo_has_tried_what_is_in_use() -> None:
    for state in (with_new(SlotState(), 1), with_new(with_new(SlotState(), 2), 1)):
        assert not state.was_tried_by(slot(1).digest, "0.2.0")
        tried = state.tried_by(slot(1).digest, "0.2.0")
        assert tried.was_tried_by(slot(1).digest, "0.2.0")
        assert not tried.was_tried_by(slot(1).digest, "0.3.0")
        assert tried.tried_by(slot(1).digest, "0.2.0") == tried
        # Of what is in use by now nothing was learned.
        assert state.tried_by(slot(3).digest, "0.2.0") == state
        assert state.was_tried_by(slot(3).digest, "0.2.0")
    assert SlotState().tried_by(slot(1).digest, "0.2.0") == SlotState()


def test_only_what_was_loaded_is_proven_or_gone_back_from() -> None:
    state = with_new(with_new(SlotState(), 1), 2)
    assert state.got_home(slot(1).digest) == state
    assert state.got_home(slot(2).digest).proven
    assert state.returned("t", "why", slot(1).digest) == state
    back = state.returned("t", "why", slot(2).digest)
    assert versions(back)[0] == "1.0.0"
    # The other program comes later with the same news: nothing more is lost.
    assert back.returned("t", "why", slot(2).digest) == back


def test_steps_cannot_be_left_out() -> None:
    with pytest.raises(OutOfOrderError):
        SlotState().on_trial(slot(1), Passage(Step.STAGED))
    with pytest.raises(OutOfOrderError):
        SlotState().on_trial(slot(1), ON_TRIAL).taken_into_use(Passage(Step.HEALTHY))
    with pytest.raises(OutOfOrderError, match="on trial"):
        SlotState().taken_into_use(IN_USE)
    passage = Passage()
    for step in list(Step)[1:]:
        with pytest.raises(OutOfOrderError):
            passage.to(Step.BEGUN)
        passage = passage.to(step)
    with pytest.raises(OutOfOrderError):
        passage.to(Step.IN_USE)


def test_no_step_but_the_next() -> None:
    steps = list(Step)
    for number, step in enumerate(steps):
        for other in steps:
            if number + 1 < len(steps) and other is steps[number + 1]:
                assert Passage(step).to(other).step is other
            else:
                with pytest.raises(OutOfOrderError):
                    Passage(step).to(other)


MOVES = st.lists(
    st.sampled_from(["new", "back", "return", "trial", "settle", "fail", "start", "home"]),
    max_size=30,
)


@given(MOVES)
def test_any_order_of_moves_leaves_a_state_that_holds(moves: list[str]) -> None:
    state = SlotState()
    for number, move in enumerate(moves, 1):
        if move == "new":
            was = state.in_use
            state = with_new(state, number)
            assert state.before == was
        elif move == "back" and (state.in_use or state.before):
            was = state.in_use, state.before
            state = state.gone_back()
            assert (state.before, state.in_use) == was
        elif move == "return":
            state = state.returned("t", "why")
        elif move == "trial":
            state = state.on_trial(slot(number), ON_TRIAL)
        elif move == "settle":
            state = state.settled()
        elif move == "fail":
            state = state.given_up("t", "why")
        elif move == "start":
            state = state.started()
        elif move == "home":
            state = state.got_home()
        assert (state.active is None) == (state.in_use is None)
        assert (state.previous is None) == (state.before is None)
        assert state.active is None or state.active != state.previous
        assert len(state.failures) <= 10
        assert len(state.unheard) <= 10
        assert state.active is not None or state.proven
