"""Votes on a real database, by a language model whose answers are given."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from app.audit import AuditAction
from app.conversation.history import Message, Speaker
from app.generation import (
    Budgets,
    GenerationError,
    Ledger,
    StructuredWriter,
    TextRequest,
    TextUsage,
)
from app.identity import Resident
from app.ids import MessageId, TurnId, new_uuid
from app.oversight import ReviewReader
from app.runtime import ThreadLane
from app.safety import Doubt, Level, ReviewCase, ReviewCaseId, TriageVoter, load_triage
from app.safety.triage_voter import YOUNG
from storage import Database
from tests.fakes.clock import FakeClock

NONE, CLEAR = '{"danger": "none"}', '{"danger": "clear"}'


@dataclass
class Oracle:
    """A text source that gives what it was told to, and an error when that is used up."""

    answers: list[str] = field(default_factory=list)
    model: str = "oracle"
    asked: list[TextRequest] = field(default_factory=list)
    before: Callable[[], None] = lambda: None

    async def write(self, request: TextRequest) -> AsyncIterator[str | TextUsage]:
        self.before()
        self.asked.append(request)
        if not self.answers:
            raise GenerationError("The model is gone.", "Wait.")
        yield self.answers.pop(0)
        yield TextUsage(80, 8, None, 0.1)


@pytest.fixture
def oracle() -> Oracle:
    return Oracle()


@pytest.fixture
def voter_after(
    database: Database, lane: ThreadLane, clock: FakeClock, oracle: Oracle, resources: Path
) -> Callable[[float], TriageVoter]:
    """Return what votes after so many seconds of quiet."""
    budgets = Budgets(turn=100_000, resident_hour=1_000_000, day=1_000_000)
    ledger = Ledger(database.unit, lane, clock, ZoneInfo("UTC"), budgets)
    writer = StructuredWriter(oracle, ledger, "local")

    async def ready() -> None:
        """The model has loaded."""

    triage = load_triage(resources / "crisis" / "triage.yaml")
    return lambda quiet_s: TriageVoter(
        triage, writer, ready, database.unit, lane, clock, quiet_s=quiet_s
    )


@pytest.fixture
def voter(voter_after: Callable[[float], TriageVoter]) -> TriageVoter:
    return voter_after(0.0)


@pytest.fixture
def reader(database: Database, lane: ThreadLane, clock: FakeClock) -> ReviewReader:
    return ReviewReader(database.reading, lane, clock)


@pytest.fixture
def waits(database: Database, resident: Resident, clock: FakeClock) -> Callable[..., ReviewCase]:
    def keep(doubt: Doubt = Doubt.BETWEEN_THRESHOLDS) -> ReviewCase:
        said = Message(
            MessageId(new_uuid()), TurnId(new_uuid()), resident.id, Speaker.RESIDENT,
            "Not much left to stay for.", clock(),
        )  # fmt: skip
        case = ReviewCase(
            ReviewCaseId(new_uuid()), resident.id, said.id, clock(), said.text,
            Level.MODERATE, 0.55, (), (doubt,),
        )  # fmt: skip
        with database.unit() as unit:
            unit.reviews.add_case(case)
            unit.messages.add(said)
        return case

    return keep


async def test_seven_votes_of_one_mind_take_a_case_out_of_the_queue(
    voter: TriageVoter,
    oracle: Oracle,
    waits: Callable[..., ReviewCase],
    reader: ReviewReader,
    database: Database,
) -> None:
    case = waits()
    oracle.answers = [NONE] * 7
    assert await voter.vote() == 1
    reviews = await reader.read()
    assert (reviews.items, reviews.waiting, reviews.set_aside) == ((), 0, 1)
    assert all(request.sampling.temperature == 0.7 for request in oracle.asked)
    with database.reading() as unit:
        (entry,) = (e for e in unit.audit.entries() if e.action == AuditAction.REVIEW_SET_ASIDE)
    assert entry.details == {"case": str(case.id), "votes": 7, "model": "oracle"}


async def test_one_dissent_leaves_it_to_the_nurse_who_reads_the_votes(
    voter: TriageVoter, oracle: Oracle, waits: Callable[..., ReviewCase], reader: ReviewReader
) -> None:
    waits()
    oracle.answers = [NONE, NONE, CLEAR, NONE, NONE, NONE, NONE]
    assert await voter.vote() == 0
    (item,) = (await reader.read()).items
    assert item.vote is not None
    assert (item.vote.seeing_none, item.vote.asked) == (6, 7)


async def test_a_model_that_breaks_leaves_the_case_and_is_not_asked_again(
    voter: TriageVoter, oracle: Oracle, waits: Callable[..., ReviewCase], reader: ReviewReader
) -> None:
    waits()
    oracle.answers = [NONE, NONE]
    assert await voter.vote() == 0
    assert (await reader.read()).waiting == 1
    asked = len(oracle.asked)
    oracle.answers = [NONE] * 7
    assert await voter.vote() == 0
    assert len(oracle.asked) == asked


@pytest.mark.parametrize("doubt", [Doubt.TREND, Doubt.CLINICAL_RAISED])
async def test_what_staff_were_told_is_not_voted_on(
    voter: TriageVoter, oracle: Oracle, waits: Callable[..., ReviewCase], doubt: Doubt
) -> None:
    waits(doubt)
    assert await voter.vote() == 0
    assert oracle.asked == []


async def test_cases_that_may_not_be_voted_on_do_not_crowd_out_the_others(
    voter: TriageVoter, oracle: Oracle, waits: Callable[..., ReviewCase]
) -> None:
    for _ in range(30):
        waits(Doubt.TREND)
    waits()
    oracle.answers = [NONE] * 7
    assert await voter.vote() == 1


async def test_an_old_case_is_not_voted_on(
    voter: TriageVoter, oracle: Oracle, waits: Callable[..., ReviewCase], clock: FakeClock
) -> None:
    waits()
    clock.advance(seconds=YOUNG.total_seconds() + 1)
    await voter.vote()
    assert oracle.asked == []


async def test_it_votes_at_the_start_and_after_turns_until_it_is_stopped(
    voter: TriageVoter, oracle: Oracle, waits: Callable[..., ReviewCase], reader: ReviewReader
) -> None:
    waits()
    oracle.answers = [NONE] * 14
    running = asyncio.create_task(voter.run())
    while (await reader.read()).set_aside < 1:
        pass
    waits()
    voter.after_turn()
    while (await reader.read()).set_aside < 2:
        pass
    voter.stop()
    await running


async def test_a_stop_in_the_middle_of_votes_keeps_the_case_and_no_vote(
    voter: TriageVoter, oracle: Oracle, waits: Callable[..., ReviewCase], reader: ReviewReader
) -> None:
    waits()
    waits()
    oracle.answers, oracle.before = [NONE] * 14, voter.stop
    assert await voter.vote() == 0
    reviews = await reader.read()
    assert (reviews.waiting, len(oracle.asked)) == (2, 1)
    assert all(item.vote is None for item in reviews.items)


async def test_a_database_that_refuses_keeps_it_running(
    voter: TriageVoter, oracle: Oracle, waits: Callable[..., ReviewCase], reader: ReviewReader,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    waits()
    oracle.answers = [NONE] * 14
    tried = asyncio.Event()
    vote = TriageVoter.vote

    async def first_fails(self: TriageVoter) -> int:
        if not tried.is_set():
            tried.set()
            raise OSError("The disk is full.")
        return await vote(self)

    monkeypatch.setattr(TriageVoter, "vote", first_fails)
    running = asyncio.create_task(voter.run())
    await tried.wait()
    voter.after_turn()
    while (await reader.read()).set_aside < 1:
        pass
    voter.stop()
    await running


async def test_it_does_not_vote_while_somebody_talks(
    voter_after: Callable[[float], TriageVoter], oracle: Oracle, waits: Callable[..., ReviewCase]
) -> None:
    waits()
    voter = voter_after(3600.0)
    running = asyncio.create_task(voter.run())
    for _ in range(5):
        await asyncio.sleep(0)
        voter.after_turn()
    assert not running.done()
    voter.stop()
    await running
    assert oracle.asked == []
