"""A rule file is checked when it is loaded, and its mistakes are named."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.safety import DangerKind, Level, SafetyDataError, load_rule_book
from app.safety.frames import Frame

RULE = {
    "id": "animals.snake",
    "kind": "fire_surroundings",
    "level": "urgent",
    "says": "A snake in the room",
    "any": ["snake"],
}


def words_hit(path: Path, said: str) -> list[tuple[str, Frame | None]]:
    book = load_rule_book(path)
    return [(hit.words, hit.held_back_by) for hit in book.hits(book.folder.clause(said))]


def test_a_good_file_is_read_whole(rule_file: Callable[..., Path]) -> None:
    (rule,) = load_rule_book(rule_file()).rules
    assert (rule.id, rule.kind, rule.level, rule.says) == (
        "animals.snake",
        DangerKind.FIRE_SURROUNDINGS,
        Level.URGENT,
        "A snake in the room",
    )


def test_terms_spellings_idioms_and_frames_are_used(rule_file: Callable[..., Path]) -> None:
    path = rule_file()
    assert words_hit(path, "A huge snaek!") == [("huge snake", None)]
    assert words_hit(path, "There is no snake") == [("snake", Frame.NEGATED)]
    assert words_hit(path, "He sells snake oil") == []


def test_a_written_space_passes_a_comma(rule_file: Callable[..., Path]) -> None:
    assert words_hit(rule_file(), "big, snake") == [("big, snake", None)]


def test_a_pattern_begins_at_the_beginning_of_a_word(rule_file: Callable[..., Path]) -> None:
    assert words_hit(rule_file(), "a rattlesnake") == []


def test_terms_may_use_terms(rule_file: Callable[..., Path]) -> None:
    terms = {"big": "(?:big|{huge})", "huge": "(?:huge|vast)"}
    assert words_hit(rule_file(terms=terms), "vast snake") == [("vast snake", None)]


def test_without_idioms_and_spellings_the_rules_still_work(rule_file: Callable[..., Path]) -> None:
    path = rule_file(idioms=[], spellings={})
    assert words_hit(path, "snake oil") == [("snake", None)]
    assert words_hit(path, "a snaek") == []


def test_one_match_that_counts_is_enough_after_one_that_does_not(
    rule_file: Callable[..., Path],
) -> None:
    assert words_hit(rule_file(), "no snake, a snake") == [("snake", None)]


def test_a_frame_the_rule_does_not_name_holds_nothing_back(
    rule_file: Callable[..., Path],
) -> None:
    path = rule_file(rules=[RULE | {"unless": []}])
    assert words_hit(path, "no snake") == [("snake", None)]


def test_a_frame_is_off_where_a_never_pattern_stands(rule_file: Callable[..., Path]) -> None:
    path = rule_file(frames={"past": {"around": ["long ago"], "never": ["still"]}})
    assert words_hit(path, "a snake long ago") == [("snake", Frame.PAST)]
    assert words_hit(path, "a snake long ago and still") == [("snake", None)]


def test_a_frame_is_off_where_a_never_before_pattern_ends(
    rule_file: Callable[..., Path],
) -> None:
    path = rule_file(frames={"past": {"around": ["long ago"], "never_before": ["and now a"]}})
    assert words_hit(path, "long ago, and now a snake") == [("snake", None)]
    assert words_hit(path, "and now a bird, long ago a snake") == [("snake", Frame.PAST)]


def test_a_space_before_a_question_mark_may_be_missing(rule_file: Callable[..., Path]) -> None:
    path = rule_file(rules=[RULE | {"any": ["sea ?snake"]}])
    assert words_hit(path, "a seasnake") == [("seasnake", None)]
    assert words_hit(path, "a sea, snake") == [("sea, snake", None)]


def test_words_inside_the_match_do_not_frame_it(rule_file: Callable[..., Path]) -> None:
    path = rule_file(frames={"past": {"around": ["snake"]}}, rules=[RULE])
    assert words_hit(path, "a snake") == [("snake", None)]


def test_a_topic_question_about_oneself_is_no_topic(rule_file: Callable[..., Path]) -> None:
    frames = {"topic": {"before": ["what is"]}}
    path = rule_file(frames=frames, rules=[RULE | {"any": ["(?:my )?snake"]}])
    assert words_hit(path, "what is snake") == [("snake", Frame.TOPIC)]
    assert words_hit(path, "what is my snake") == [("my snake", None)]


@pytest.mark.parametrize(
    ("replaced", "named"),
    [
        ({"rules": [RULE | {"kind": "boredom"}]}, "rules.0.kind"),
        ({"rules": [RULE, RULE | {"id": "b", "level": "dire"}]}, "rules.1.level"),
        ({"rules": [RULE | {"colour": "red"}]}, "rules.0.colour"),
        ({"rules": [{k: v for k, v in RULE.items() if k != "says"}]}, "rules.0.says"),
        ({"rules": [RULE, RULE]}, "ids used twice: animals.snake"),
        ({"rules": [RULE | {"any": ["{nosuch} snake"]}]}, "nosuch"),
        ({"rules": [RULE | {"any": ["(snake"]}]}, "unterminated subpattern"),
        ({"frames": {"someday": {}}}, "frames.someday"),
        ({"frames": {"past": {"after": []}}}, "frames.past.after"),
        ({"frames": {"past": {"around": ["(ago"]}}}, "unterminated subpattern"),
        ({"idioms": ["[oil"]}, "unterminated character set"),
        ({"more": 1}, "more"),
    ],
)
def test_a_mistake_is_named(
    rule_file: Callable[..., Path], replaced: dict[str, Any], named: str
) -> None:
    path = rule_file(**replaced)
    with pytest.raises(SafetyDataError) as refused:
        load_rule_book(path)
    assert refused.value.code == "safety.data"
    assert str(path) in refused.value.message
    assert named in refused.value.message


@pytest.mark.parametrize(
    "content", [b"", b"- a list", b"rules: [", b"\xff\xfe\x00", b"just words", b"rules: 5"]
)
def test_what_is_no_rule_file_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "rules.yaml"
    path.write_bytes(content)
    with pytest.raises(SafetyDataError, match=r"rules\.yaml cannot be used"):
        load_rule_book(path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SafetyDataError, match="No such file"):
        load_rule_book(tmp_path / "rules.yaml")


def test_a_rule_without_any_words_is_refused(rule_file: Callable[..., Path]) -> None:
    with pytest.raises(SafetyDataError, match="neither `any` nor `hints`"):
        load_rule_book(rule_file(rules=[RULE | {"any": []}]))
