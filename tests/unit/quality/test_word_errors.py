"""The word error rate."""

import pytest

from app.quality.word_errors import WordErrors, word_errors


@pytest.mark.parametrize(
    ("said", "recognised", "errors", "count"),
    [
        ("Call the nurse!", "call the nurse", 0, 3),
        ("call the nurse", "call a nurse", 1, 3),
        ("call the nurse", "call nurse", 1, 3),
        ("call the nurse", "please call the nurse", 1, 3),
        ("call the nurse", "", 3, 3),
        ("", "yes", 1, 0),
        ("one two three four", "two three four one", 2, 4),
    ],
)
def test_errors(said: str, recognised: str, errors: int, count: int) -> None:
    assert word_errors(said, recognised) == WordErrors(errors, count)


def test_rate() -> None:
    assert WordErrors(1, 4).rate == 0.25
    assert WordErrors(1, 0).rate == 0.0
