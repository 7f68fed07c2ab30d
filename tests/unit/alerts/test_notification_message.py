"""What messages say: the room and how urgent, and no more unless the facility wants it."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from app.alerts import Alert, AlertCause, AlertEvent, AlertEventKind, AlertSource
from app.alerts.message import (
    MOST_WORDS,
    MessageWords,
    MessageWordsError,
    MessageWriter,
    load_message_words,
)
from app.identity import Resident
from app.ids import AlertEventId, AlertId, new_uuid
from app.safety import DangerKind, Level
from tests.fakes.clock import NOON

WORDS = "I took all the tablets"
CAUSE = AlertCause(AlertSource.WORDS, Level.IMMEDIATE, DangerKind.SUICIDE, WORDS, ("overdose",))


@pytest.fixture
def path(resources: Path) -> Path:
    return resources / "i18n" / "en" / "notifications.yaml"


@pytest.fixture
def words(path: Path) -> MessageWords:
    return load_message_words(path)


@pytest.fixture
def alert(resident: Resident) -> Alert:
    return Alert(AlertId(new_uuid()), resident.id, CAUSE, NOON, NOON)


def event_of(alert: Alert, kind: AlertEventKind = AlertEventKind.RAISED) -> AlertEvent:
    return AlertEvent(
        AlertEventId(new_uuid()), alert.id, alert.resident_id, kind, NOON, cause=alert.cause
    )


def test_by_default_a_message_says_the_room_and_how_urgent(
    words: MessageWords, alert: Alert, resident: Resident
) -> None:
    message = MessageWriter(words).write(alert, event_of(alert), resident)
    assert message.title == "Room 12: immediate"
    assert message.body == "Room 12: immediate. Please look at Lilo."
    assert "Room" not in repr(message)


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (AlertEventKind.RAISED, "immediate. Please"),
        (AlertEventKind.REPEATED, "immediate, again. Please"),
        (AlertEventKind.ANSWERED, "immediate, again. Please"),
        (AlertEventKind.RE_RAISED, "immediate, again. Please"),
        (AlertEventKind.ESCALATED, "Nobody has answered yet"),
    ],
)
def test_a_message_says_whether_it_is_the_first(
    words: MessageWords, alert: Alert, resident: Resident, kind: AlertEventKind, said: str
) -> None:
    assert said in MessageWriter(words).write(alert, event_of(alert, kind), resident).body


def test_the_kind_is_told_where_the_facility_allows_it(
    words: MessageWords, alert: Alert, resident: Resident
) -> None:
    body = MessageWriter(words, "room_and_kind").write(alert, event_of(alert), resident).body
    assert "It is about: wishing to die." in body
    assert "tablets" not in body


def test_the_words_are_told_where_the_facility_allows_it(
    words: MessageWords, alert: Alert, resident: Resident
) -> None:
    writer = MessageWriter(words, "room_kind_and_words")
    assert "“I took all the tablets”" in writer.write(alert, event_of(alert), resident).body
    long = replace(alert, cause=replace(CAUSE, words="please \n" * 1000))
    body = writer.write(long, event_of(long), resident).body
    assert len(body) < MOST_WORDS + 200
    assert "please please" in body
    assert "…" in body


@pytest.mark.parametrize(
    ("cause", "said"),
    [
        (AlertCause(AlertSource.CALL_BUTTON, Level.URGENT), "a press of the call button"),
        (replace(CAUSE, kind=None), "something Lilo heard"),
    ],
)
def test_what_has_no_kind_is_told_as_it_is(
    words: MessageWords, alert: Alert, resident: Resident, cause: AlertCause, said: str
) -> None:
    writer = MessageWriter(words, "room_kind_and_words")
    called = replace(alert, cause=cause)
    body = writer.write(called, event_of(called), resident).body
    assert said in body
    assert ("The words" in body) == bool(cause.words)


@pytest.mark.parametrize("disclose", ["room", "room_and_kind", "room_kind_and_words"])
def test_the_name_is_told_only_where_the_facility_wants_it(
    words: MessageWords, alert: Alert, resident: Resident, disclose: Any
) -> None:
    for_all = MessageWriter(words, disclose).write(alert, event_of(alert), resident)
    assert "Ellis" not in for_all.title + for_all.body
    named = MessageWriter(words, disclose, name_residents=True)
    message = named.write(alert, event_of(alert), resident)
    assert message.title == "Room 12 (Margaret Ellis): immediate"
    assert message.body.startswith("Room 12 (Margaret Ellis): immediate.")


def test_somebody_who_is_not_on_record_is_told_of_all_the_same(
    words: MessageWords, alert: Alert, resident: Resident
) -> None:
    writer = MessageWriter(words)
    nowhere = replace(resident, room="")
    for somebody in (None, nowhere):
        message = writer.write(alert, event_of(alert), somebody)
        assert message.title == "A room not on record: immediate"


def test_braces_in_what_people_said_are_only_braces(
    words: MessageWords, alert: Alert, resident: Resident
) -> None:
    odd = replace(alert, cause=replace(CAUSE, words="{place} {0} {"))
    writer = MessageWriter(words, "room_kind_and_words")
    assert "“{place} {0} {”" in writer.write(odd, event_of(odd), resident).body


def test_a_milder_level_is_told_as_the_mildest(
    words: MessageWords, alert: Alert, resident: Resident
) -> None:
    mild = replace(alert, cause=replace(CAUSE, level=Level.MODERATE))
    title = MessageWriter(words).write(mild, event_of(mild), resident).title
    assert title == "Room 12: elevated"


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"title": "{place}"}, "'title' must hold"),
        ({"first": "{place} {level} {words}"}, "'first' must hold"),
        ({"place_unknown": "{room}"}, "'place_unknown' must hold"),
        ({"levels": {"urgent": "urgent"}}, "'levels' must name"),
        ({"kinds": {"suicide": "x"}}, "'kinds' must name"),
        ({"more": "x"}, "more"),
    ],
)
def test_words_that_are_not_whole_are_refused(
    path: Path, tmp_path: Path, change: dict[str, Any], complaint: str
) -> None:
    raw = yaml.safe_load(path.read_text("utf-8")) | change
    copy = tmp_path / "notifications.yaml"
    copy.write_text(yaml.safe_dump(raw), "utf-8")
    with pytest.raises(MessageWordsError, match=complaint):
        load_message_words(copy)


def test_words_that_are_not_there_are_refused(tmp_path: Path) -> None:
    with pytest.raises(MessageWordsError, match=r"none\.yaml"):
        load_message_words(tmp_path / "none.yaml")
