"""What is asked of the day, answered from a real database."""

from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from app.conversation.day_answers import DayAnswers
from app.conversation.day_words import DayAsk, DayQuestion, load_day_words
from app.conversation.wording import WordingError, load_wording
from app.identity import FamilyMember, Resident
from app.ids import ResidentId, new_uuid
from app.runtime import ThreadLane
from app.schedule import DayBook, ItemKind, Recurrence, ReminderKey, ReminderStep, ScheduledItem
from app.schedule.reminders import ReminderEvent
from resources import RESOURCES
from storage import Database
from tests.fakes.clock import FakeClock

NEW_YORK = ZoneInfo("America/New_York")
WORDS = load_day_words(RESOURCES / "i18n" / "en" / "day.yaml")
FAMILY = (
    FamilyMember("Carol", "daughter", "your daughter Carol"),
    FamilyMember("Ben", "grandson", "your grandson Ben"),
)
Plan = Callable[..., ScheduledItem]
Ask = Callable[[str], Awaitable[str]]


@pytest.fixture
def resident() -> Resident:
    who = ResidentId(new_uuid())
    return Resident(who, "Margaret", "Ellis", "Peggy", "12", "Garden", family=FAMILY)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(datetime(2026, 3, 13, 19, 0, tzinfo=UTC))  # Friday, 15:00 in New York


@pytest.fixture
def plan(database: Database, resident: Resident) -> Plan:
    def add(
        title: str, at: time, kind: ItemKind = ItemKind.ACTIVITY, **more: object
    ) -> ScheduledItem:
        days = frozenset() if "dates" in more else frozenset(range(7))
        item = ScheduledItem(
            new_uuid(),
            resident.id,
            title,
            title,
            at,
            days,
            kind,
            **more,  # type: ignore[arg-type]
        )
        with database.unit() as unit:
            unit.schedule.add(item)
        return item

    return add


@pytest.fixture
def ask(database: Database, lane: ThreadLane, clock: FakeClock, resident: Resident) -> Ask:
    wording = load_wording(RESOURCES / "i18n" / "en", RESOURCES / "replies" / "lines.yaml")
    answers = DayAnswers(DayBook(database.reading, lane, clock, NEW_YORK), WORDS, wording)

    async def asked(text: str) -> str:
        question = answers.asked(text)
        assert question is not None, text
        return " ".join(draft.text for draft in await answers.answer(resident, question))

    return asked


async def test_what_the_clock_says_is_told_straight(ask: Ask, clock: FakeClock) -> None:
    told = await ask("What time is it?")
    now = clock.now.astimezone(NEW_YORK)
    assert WORDS.lines.now.split("{")[0].strip() in told
    assert now.strftime("%A") in told
    assert "o’clock" in told or "past" in told or "to " in told or ":" in told


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("What's today?", DayAsk.TODAY),
        ("What is on today?", DayAsk.TODAY),
        ("What do I have today?", DayAsk.TODAY),
        ("What am I doing this afternoon?", DayAsk.TODAY),
        ("Is there anything on today?", DayAsk.TODAY),
        ("What’s on my schedule", DayAsk.TODAY),
        ("what's happening tomorrow?", DayAsk.TOMORROW),
        ("What comes next?", DayAsk.NEXT),
        ("What's next", DayAsk.NEXT),
        ("What did I miss?", DayAsk.MISSED),
        ("Have I missed anything?", DayAsk.MISSED),
        ("When is lunch?", DayAsk.WHEN),
    ],
)
def test_questions_are_understood(text: str, meant: DayAsk) -> None:
    question = WORDS.asked(text)
    assert question is not None
    assert question.ask is meant


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("When is my daughter coming?", "my daughter"),
        ("What time does Carol come?", "carol"),
        ("When will my grandson visit?", "my grandson"),
        ("Is my daughter coming today?", "my daughter"),
    ],
)
def test_whom_it_is_about_is_understood(text: str, about: str) -> None:
    assert WORDS.asked(text) == DayQuestion(DayAsk.WHEN, about)


@pytest.mark.parametrize(
    "text",
    [
        "What day is it today?",
        "What day is it then? I thought it was Sunday.",
        "What day did you say it was?",
        "What time is it, please?",
        "Do you know what date it is?",
        "Is it Sunday today?",
    ],
)
def test_the_day_and_the_time_can_be_asked(text: str) -> None:
    assert WORDS.asked(text) == DayQuestion(DayAsk.NOW)


@pytest.mark.parametrize(
    "text",
    [
        "What day is it bingo?",
        "What time is it in London?",
        "I miss my husband",
        "Did I miss you?",
        "What did I miss my mother for",
        "I was happy today",
        "Where am I?",
        "Next to the bakery was a school",
        "Do you have children?",
    ],
)
def test_what_asks_for_something_else_is_left_to_others(text: str) -> None:
    question = WORDS.asked(text)
    assert question is None or question.ask is DayAsk.WHEN


async def test_today_says_what_is_still_to_come(ask: Ask, plan: Plan) -> None:
    plan("lunch", time(12, 15), ItemKind.MEAL)
    plan("tea with Dorothy", time(16))
    plan("supper", time(18), ItemKind.MEAL)
    plan("tablets", time(20), ItemKind.MEDICATION)
    said = await ask("What's today?")
    assert "tea with Dorothy at four" in said
    assert "supper at six" in said
    assert "lunch" not in said
    assert "tablets" not in said


async def test_nothing_planned_is_said_as_such(ask: Ask, plan: Plan) -> None:
    assert "Nothing is planned for today that I know of." in await ask("What's today?")
    assert await ask("What comes next?") == "Nothing is planned for today that I know of."
    assert "Nothing is planned for tomorrow" in await ask("What's on tomorrow?")
    plan("breakfast", time(8))
    assert "Nothing more is planned for today." in await ask("What's today?")
    assert "Tomorrow first: breakfast at eight" in await ask("What comes next?")


async def test_many_things_are_not_all_told(ask: Ask, plan: Plan) -> None:
    for hour in range(16, 22):
        plan(f"thing {hour}", time(hour))
    assert "and 2 more" in await ask("What's today?")


async def test_when_somebody_comes_is_told_by_who_they_are(ask: Ask, plan: Plan) -> None:
    sunday = Recurrence(date(2026, 3, 15))
    plan(
        "a visit from Carol",
        time(14, 30),
        ItemKind.VISIT,
        visitor="your daughter Carol",
        dates=sunday,
    )
    said = await ask("When is my daughter coming?")
    assert said.startswith("On your plan I see a visit from Carol, on Sunday at half past two")
    assert await ask("When is Carol coming?") == said
    assert await ask("When will my grandson visit?") == (
        "I see nothing planned with your grandson Ben. A nurse may know more."
    )


async def test_what_the_plan_knows_nothing_of_is_left_to_others(ask: Ask, plan: Plan) -> None:
    # Somebody who looks for a husband long dead is not told that nothing is planned with him.
    assert await ask("When is my husband coming?") == ""


async def test_a_visit_that_has_begun_is_told_to_be_now(ask: Ask, plan: Plan) -> None:
    plan("a visit from Carol", time(14, 30), ItemKind.VISIT, minutes=60)
    assert await ask("When is Carol coming?") == (
        "On your plan a visit from Carol is just now: it began at half past two."
    )


async def test_far_ahead_the_date_is_told(ask: Ask, plan: Plan) -> None:
    plan("the dentist", time(10), ItemKind.APPOINTMENT, dates=Recurrence(date(2026, 4, 2)))
    said = await ask("When is the dentist?")
    assert "on Thursday, the second of April, at ten" in said


async def test_a_day_may_have_something_without_a_time(ask: Ask, plan: Plan) -> None:
    today = Recurrence(date(2026, 3, 13))
    plan("Carol’s birthday", time(0), minutes=24 * 60, dates=today)
    assert "Still to come: Carol’s birthday." in await ask("What's today?")


async def test_missed_is_what_nobody_confirmed_and_medicines_are_for_a_nurse(
    ask: Ask, plan: Plan, database: Database, resident: Resident
) -> None:
    assert await ask("What did I miss?") == WORDS.lines.missed_none
    breakfast, lunch = plan("breakfast", time(8)), plan("lunch", time(12))
    plan("tablets", time(9), ItemKind.MEDICATION)
    noon = datetime(2026, 3, 13, 16, tzinfo=UTC)
    done = ReminderEvent(
        ReminderKey(lunch.id, noon), resident.id, ReminderStep.DONE, noon, "resident"
    )
    with database.unit() as unit:
        unit.reminders.append(done)
    said = await ask("What did I miss?")
    assert breakfast.title in said
    assert "lunch" not in said
    assert "Please ask a nurse before you take anything." in said


def test_a_file_of_words_that_is_wrong_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "day.yaml"
    shipped = (RESOURCES / "i18n" / "en" / "day.yaml").read_text("utf-8")
    for text in ("", "questions: {}", shipped.replace("missed:", "lost:", 1)):
        file.write_text(text, "utf-8")
        with pytest.raises(WordingError, match="cannot be used"):
            load_day_words(file)


def test_possessives_do_not_hide_a_name() -> None:
    assert WORDS.named_in("Carol’s visit") == frozenset({"carol"})
