"""The first letters that let most patterns be passed over."""

import re
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.safety.openings import SPACE, OpeningIndex, openings, word_starts
from app.safety.rules import RuleBook


@pytest.mark.parametrize(
    ("pattern", "begins_with"),
    [
        ("gas", {"gas"}),
        ("smoking", {"smoki"}),
        ("gas|fire", {"gas", "fire"}),
        (f"no{SPACE}air", {"no "}),
        (f"no(?:{SPACE})?air", {"no ", "noair"}),
        (f"(?:im{SPACE})?ill", {"im ", "ill"}),
        (f"(?:so{SPACE})*ill", {"so ", "ill"}),
        ("(?:so)+n", {"so"}),
        ("(?:ab){0,2}c", {"ab", "c"}),
        ("(?:ab){,2}c", {"ab", "c"}),
        ("(?:ab){2}c", {"ab"}),
        ("stops?", {"stop", "stops"}),
        ("^gas$", {"gas"}),
        (r"gas\b", {"gas"}),
        (r"a\w+", {"a"}),
        ("a[bc]d", {"a"}),
        ("a.d", {"a"}),
        ("gas(?!ket)", {"gas"}),
        (r"(?<!no\s)gas", {"gas"}),
        ("(?:hot|cold)er", {"hoter", "colde"}),
        ("", {""}),
    ],
)
def test_a_pattern_can_begin_only_so(pattern: str, begins_with: set[str]) -> None:
    assert openings(pattern) == begins_with


@pytest.mark.parametrize(
    ("pattern", "rests"),
    [
        (f"no{SPACE}air", ["air"]),
        ("gas", []),
        (f"no{SPACE}air|gas", []),
        (f"(?:so{SPACE})?ill{SPACE}now", [f"ill{SPACE}now", "now"]),
        (f"so(?:{SPACE})?ill", []),
        (f"(?:so{SPACE}|ve|ry{SPACE})ill", []),
        (f"(?:so{SPACE}|very{SPACE}){{1,3}}ill", ["ill"]),
        (f"(?:(?:so|[a,]|\\)){SPACE}){{0,3}}ill", ["ill"]),
        (f"so(?:a{SPACE})?ill", []),
        (f"so(?:a{SPACE})ill", ["ill"]),
        (f"a\\?{SPACE}b", ["b"]),
        (f"[ab]+{SPACE}c{{2}}", ["c{2}"]),
    ],
)
def test_words_must_begin_after_sure_spaces(pattern: str, rests: list[str]) -> None:
    assert [pattern[start:] for start in word_starts(pattern)] == [pattern, *rests]


def test_an_index_gives_the_patterns_that_may_begin_at_a_word() -> None:
    index = OpeningIndex(["gas", f"no{SPACE}air", "[a-z]at", "gasket"])
    every = {0, 1, 2, 3}
    assert index.at("gas", every) == [0, 2]
    assert index.at("gasket", every) == [0, 2, 3]
    assert index.at("no", every) == [1, 2]
    assert index.at("not", every) == [2]
    assert index.at("gasket", {3}) == [3]


def test_a_pattern_is_possible_only_where_its_rarest_words_are() -> None:
    index = OpeningIndex(["gas", f"no{SPACE}air", "[a-z]at"])
    assert index.possible(["no", "time"]) == {2}
    assert index.possible(["no", "air", "gases"]) == {0, 1, 2}


WORDS = re.findall(
    r"\S+",
    "i im my the cant get breathe up fell he hit me now want to die took all tablets blood is on "
    "fire head no not and, he has knife lost outside stuck in lift stopped eating today nobody",
)


@cache
def _indexed(rule_book: RuleBook) -> tuple[list[re.Pattern[str]], OpeningIndex]:
    patterns = [pattern for rule in rule_book.rules for pattern in (*rule.patterns, *rule.hints)]
    return patterns, OpeningIndex([pattern.pattern for pattern in patterns])


# Others cover the same lines; this one is long.
@pytest.mark.no_cover
@given(st.lists(st.sampled_from(WORDS), max_size=16).map(" ".join))
@settings(max_examples=60)
def test_an_index_passes_no_match_of_the_shipped_rules_over(rule_book: RuleBook, said: str) -> None:
    patterns, index = _indexed(rule_book)
    possible = index.possible(re.findall(r"\w+", said))
    for word in re.finditer(r"\w+", said):
        matching = {n for n, pattern in enumerate(patterns) if pattern.match(said, word.start())}
        assert matching <= set(index.at(word[0], possible))


def test_a_group_that_is_not_closed_is_read_to_an_end() -> None:
    # No rule book takes such a pattern; reading it must not hang before it is refused.
    assert openings("(?:ab") <= {"", "a", "ab", "b"}
