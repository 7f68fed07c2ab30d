"""A turn beside what is on record: what it leaves behind, and when the record makes it an alert."""

from datetime import timedelta
from uuid import UUID

from app.alerts import Alert
from app.clinical import ScaleId, Score
from app.conversation.history import Message, Speaker
from app.ids import MessageId, TurnId, new_uuid
from app.safety import Doubt, Level, Reading, ReviewCase
from tests.integration.conversation.conftest import LOW, WATCHED, House


def alerts_of(house: House) -> list[Alert]:
    with house.database.reading() as unit:
        return list(unit.alerts.open_alerts(house.resident.id))


def cases_of(house: House) -> list[ReviewCase]:
    with house.database.reading() as unit:
        return list(unit.reviews.open_cases(10))


def readings_of(house: House) -> list[Reading]:
    with house.database.reading() as unit:
        since = house.clock() - timedelta(days=1)
        return list(unit.readings.recent(house.resident.id, since, 10))


async def test_every_turn_leaves_a_reading_of_its_words(house: House) -> None:
    await house.take("Good morning to you all")
    await house.take("Leave me alone.")
    first, second = readings_of(house)
    assert (first.words, first.refused) == (5, False)
    assert (second.words, second.refused) == (3, True)
    assert first.at == house.clock()


async def test_words_between_the_thresholds_wait_for_a_nurse(house: House) -> None:
    await house.take(WATCHED)
    (case,) = cases_of(house)
    assert case.words == WATCHED
    assert case.level is Level.MODERATE
    assert Doubt.BETWEEN_THRESHOLDS in case.doubts
    assert case.resident_id == house.resident.id
    assert alerts_of(house) == []


async def test_quiet_words_leave_nothing_to_review(house: House) -> None:
    await house.take("Toast and marmalade, please")
    assert cases_of(house) == []


async def test_the_record_makes_an_alert_of_words_that_were_only_watched(house: House) -> None:
    await house.take(LOW)
    assert alerts_of(house) == []
    items = (3,) * 8 + (2,)
    today = house.clock().date()
    score = Score(UUID(int=5), house.resident.id, ScaleId.PHQ9, today, 26, items)
    with house.database.unit() as unit:
        unit.scores.add(score)
    await house.take(LOW)
    (alert,) = alerts_of(house)
    assert alert.cause.level is Level.ELEVATED
    assert alert.cause.words == LOW
    assert any(reason.startswith("PHQ-9 26") for reason in alert.cause.reasons)
    assert Doubt.CLINICAL_RAISED in cases_of(house)[0].doubts


async def test_a_decline_alerts_once_and_opens_a_case(house: House) -> None:
    start = house.clock()
    with house.database.unit() as unit:
        for day in range(10):
            for turn in range(12):
                at = start - timedelta(days=10 - day, minutes=-10 * turn)
                well = day < 5
                reading = Reading(
                    at,
                    0.3 if well else -0.15 * (day - 4),
                    0.05 if well else 0.45,
                    14 if well else 2,
                    not well and turn % 3 == 0,
                )
                message = Message(
                    MessageId(new_uuid()),
                    TurnId(new_uuid()),
                    house.resident.id,
                    Speaker.RESIDENT,
                    "no",
                    at,
                )
                unit.messages.add(message)
                unit.readings.add(house.resident.id, message.id, reading)
    await house.take("no")
    (alert,) = alerts_of(house)
    assert alert.cause.level is Level.ELEVATED
    assert alert.cause.reasons
    (case,) = cases_of(house)
    assert Doubt.TREND in case.doubts
    await house.take("no")
    (again,) = alerts_of(house)
    assert again.times_raised == 1
