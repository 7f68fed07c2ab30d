"""Nobody's words or names get into a log, whatever is logged and however it fails."""

import asyncio
import io
import json
import logging
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as st

from app.errors import LiloError
from app.privacy import keep_listed, start_logging
from app.runtime import ThreadLane
from app.tracing import traced

SECRET = "I miss my Harold so badly"
NAME = "Margaret Ellis"


class FaultyError(LiloError):
    code = "faulty"


def fail(error: Exception) -> None:
    raise error


@pytest.fixture
def kept_logging() -> Iterator[None]:
    """Put logging back as it was: `start_logging` is for a whole process."""
    root = logging.getLogger()
    handlers = root.handlers[:]
    yield
    root.handlers[:] = handlers
    structlog.reset_defaults()


@pytest.fixture
def logged(kept_logging: None, monkeypatch: pytest.MonkeyPatch) -> Callable[[], str]:
    """Start logging to standard error, and return what was written there."""
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    start_logging("info")
    return stream.getvalue


def rows(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def test_listed_keys_pass_and_all_others_are_dropped(logged: Callable[[], str]) -> None:
    structlog.get_logger().info(
        "turn_taken",
        lane="database",
        characters=3,
        words=SECRET,
        resident=NAME,
        name=NAME,
        text=SECRET,
    )
    (row,) = rows(logged())
    assert row.pop("timestamp").endswith("Z")
    assert row == {"event": "turn_taken", "level": "info", "lane": "database", "characters": 3}


async def test_lines_of_one_turn_and_one_alert_bear_their_ids(
    logged: Callable[[], str], lane: ThreadLane
) -> None:
    log = structlog.get_logger()
    log.info("before")
    with traced(turn="t1"):
        log.info("turn")
        with traced(alert="a1"):
            await lane.run(lambda: log.info("job"))
            await asyncio.create_task(lane.first.run(lambda: log.info("task")))
            log.info("other", alert="a2")
        log.info("turn again")
    log.info("after")
    found = [(row["event"], row.get("turn"), row.get("alert")) for row in rows(logged())]
    assert found == [
        ("before", None, None),
        ("turn", "t1", None),
        ("job", "t1", "a1"),
        ("task", "t1", "a1"),
        ("other", "t1", "a2"),
        ("turn again", "t1", None),
        ("after", None, None),
    ]


def test_an_exception_is_reduced_to_its_type_code_and_places(logged: Callable[[], str]) -> None:
    try:
        fail(FaultyError(f"could not store {SECRET!r} of {NAME}"))
    except FaultyError:
        structlog.get_logger().exception("words_not_stored", words=SECRET)
    text = logged()
    (row,) = rows(text)
    assert (row["event"], row["level"], row["fault"], row["code"]) == (
        "words_not_stored",
        "error",
        "FaultyError",
        "faulty",
    )
    assert len(row["at"]) == 2
    assert all(re.fullmatch(r"test_log_redaction\.py:\d+", place) for place in row["at"])
    assert SECRET not in text
    assert NAME not in text


def test_an_exception_given_by_hand_is_reduced_too(logged: Callable[[], str]) -> None:
    structlog.get_logger().error("failed", exc_info=ValueError(SECRET))
    text = logged()
    (row,) = rows(text)
    assert (row["fault"], row["code"], row["at"]) == ("ValueError", None, [])
    assert SECRET not in text


def test_an_exception_information_tuple_is_reduced_too(logged: Callable[[], str]) -> None:
    try:
        fail(ValueError(SECRET))
    except ValueError:
        structlog.get_logger().error("failed", exc_info=sys.exc_info())
    assert rows(logged())[0]["fault"] == "ValueError"
    assert SECRET not in logged()


def test_a_cause_that_quotes_is_not_quoted(logged: Callable[[], str]) -> None:
    try:
        try:
            fail(ValueError(SECRET))
        except ValueError as error:
            raise FaultyError("no room") from error
    except FaultyError:
        structlog.get_logger().exception("failed")
    assert SECRET not in logged()
    assert rows(logged())[0]["fault"] == "FaultyError"


def test_exc_info_without_an_exception_is_dropped(logged: Callable[[], str]) -> None:
    structlog.get_logger().error("failed", exc_info=True)
    assert set(rows(logged())[0]) == {"event", "level", "timestamp"}


def test_only_the_last_six_places_are_kept() -> None:
    def deep(levels: int) -> None:
        if levels == 0:
            raise ValueError(SECRET)
        deep(levels - 1)

    try:
        deep(20)
    except ValueError as error:
        kept = keep_listed(None, "error", {"event": "failed", "exc_info": error})
    assert len(kept["at"]) == 6
    assert all(place.startswith(Path(__file__).name) for place in kept["at"])


def test_what_libraries_log_reaches_nobody(kept_logging: None) -> None:
    stream = io.StringIO()
    logging.getLogger().addHandler(logging.StreamHandler(stream))
    start_logging("info")
    logging.getLogger("some.library").warning("choked on %s", SECRET)
    logging.getLogger().error(SECRET)
    assert stream.getvalue() == ""


@pytest.mark.parametrize(
    ("level", "written"),
    [
        ("debug", ["d", "i", "w", "e"]),
        ("info", ["i", "w", "e"]),
        ("warning", ["w", "e"]),
        ("error", ["e"]),
    ],
)
def test_less_than_the_level_asked_for_is_not_written(
    kept_logging: None, monkeypatch: pytest.MonkeyPatch, level: str, written: list[str]
) -> None:
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    start_logging(level)
    log = structlog.get_logger()
    log.debug("d")
    log.info("i")
    log.warning("w")
    log.error("e")
    assert [row["event"] for row in rows(stream.getvalue())] == written


def test_a_log_file_goes_into_a_folder_of_its_own(kept_logging: None, tmp_path: Path) -> None:
    file = tmp_path / "logs" / "lilo.jsonl"
    start_logging("info", file)
    try:
        structlog.get_logger().info("started", words=SECRET)
        factory = structlog.get_config()["logger_factory"]
    finally:
        factory._file._stream.close()
    assert file.parent.stat().st_mode & 0o777 == 0o700
    assert [row["event"] for row in rows(file.read_text("utf-8"))] == ["started"]


def test_a_full_disk_under_the_log_disturbs_nobody(kept_logging: None) -> None:
    start_logging("info", Path("/dev/full"))
    factory = structlog.get_config()["logger_factory"]
    structlog.get_logger().info("started")
    with suppress(OSError):
        factory._file._stream.close()


KEYS = st.text(max_size=12).filter(lambda key: key != "exc_info")


@given(st.dictionaries(KEYS, st.just(SECRET), max_size=8))
def test_no_key_but_those_listed_ever_passes(event: dict[str, str]) -> None:
    listed = {
        "event", "level", "timestamp", "lane", "deadline_s", "stream", "tier", "path", "characters",
        "code", "fault", "at", "work", "sound", "complaint", "qt",
    }  # fmt: skip
    assert set(keep_listed(None, "info", dict(event))) <= listed


@pytest.mark.parametrize(
    "key", ["words", "text", "name", "resident", "raw", "message", "reason", "said", "login"]
)
def test_keys_that_would_carry_words_or_names_are_not_listed(key: str) -> None:
    assert keep_listed(None, "info", {"event": "x", key: SECRET}) == {"event": "x"}
