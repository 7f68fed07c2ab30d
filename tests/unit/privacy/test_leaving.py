"""What is done with a text that names somebody, at each way out."""

import pytest

from app.privacy import Leaving, Redactor, judge, redactor_for

NAMES = redactor_for(["Margaret Ellis"])
TEXT = "Margaret, 212-555-0142, is sad"


@pytest.mark.parametrize(
    ("rule", "text", "found"),
    [
        (Leaving.ALLOW, TEXT, ()),
        (Leaving.WARN, TEXT, ("phone", "name")),
        (Leaving.MASK, "[name], [phone], is sad", ("phone", "name")),
        (Leaving.KEEP_LOCAL, None, ("phone", "name")),
        (Leaving.BLOCK, None, ("phone", "name")),
    ],
)
def test_each_rule(rule: Leaving, text: str | None, found: tuple[str, ...]) -> None:
    judged = judge(TEXT, rule, NAMES)
    assert (judged.text, judged.found, judged.decision) == (text, found, rule)


@pytest.mark.parametrize("rule", list(Leaving))
def test_what_names_nobody_always_leaves(rule: Leaving) -> None:
    judged = judge("It is late.", rule, Redactor())
    assert (judged.text, judged.found, judged.decision) == ("It is late.", (), Leaving.ALLOW)
