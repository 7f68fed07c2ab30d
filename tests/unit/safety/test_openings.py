"""The first letters that let most patterns be passed over."""

import re
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.safety.openings import SPACE, OpeningIndex, openings
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


def test_an_index_gives_the_patterns_that_may_begin_at_a_word() -> None:
    index = OpeningIndex(["gas", f"no{SPACE}air", "[a-z]at", "gasket"])
    assert set(index.at("gas")) == {0, 2}
    assert set(index.at("gasket")) == {0, 2, 3}
    assert set(index.at("no")) == {1, 2}
    assert set(index.at("not")) == {2}


WORDS = re.findall(
    r"\S+",
    "i im my the cant get breathe up fell he hit me now want to die took all tablets blood is on "
    "fire head no not and, he has knife lost outside stuck in lift stopped eating today nobody",
)


@cache
def _indexed(rule_book: RuleBook) -> tuple[list[re.Pattern[str]], OpeningIndex]:
    patterns = [pattern for rule in rule_book.rules for pattern in rule.patterns]
    return patterns, OpeningIndex([pattern.pattern for pattern in patterns])


@given(st.lists(st.sampled_from(WORDS), max_size=16).map(" ".join))
@settings(max_examples=60)
def test_an_index_passes_no_match_of_the_shipped_rules_over(rule_book: RuleBook, said: str) -> None:
    patterns, index = _indexed(rule_book)
    for word in re.finditer(r"\w+", said):
        matching = {n for n, pattern in enumerate(patterns) if pattern.match(said, word.start())}
        assert matching <= set(index.at(word[0]))
