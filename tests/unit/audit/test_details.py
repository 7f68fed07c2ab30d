"""What may stand in an entry for years: codes, numbers and ids; never a name or a sentence."""

import pytest

from app.audit import AuditAction, AuditDraft, clean
from app.audit.details import WITHHELD
from app.privacy import Redactor, redactor_for

NAMES = redactor_for(["Margaret Ellis", "Dana Whitfield, RN"])
ID = "0192f0c1-7a3b-7c4d-8e5f-0123456789ab"


def cleaned(**details: object) -> dict[str, object]:
    draft = AuditDraft(AuditAction.SIGNED_IN, "lilo", "", details)  # type: ignore[arg-type]
    return dict(clean(draft, lambda: NAMES).details)


@pytest.mark.parametrize(
    "details",
    [
        {
            "level": "URGENT",
            "kind": "suicide",
            "count": 3,
            "share": 0.5,
            "done": True,
            "none": None,
        },
        {"alert": ID, "digest": "ab" * 16, "empty": ""},
        {"station": "east.wall-screen_2"},
        {"target": "Duty phone"},
    ],
)
def test_codes_numbers_and_ids_pass(details: dict[str, object]) -> None:
    assert cleaned(**details) == details


@pytest.mark.parametrize(
    "text",
    [
        "I want to go home",
        "margaret",
        "Margaret",
        "x" * 41,
        "ellis",
    ],
)
def test_texts_under_keys_nobody_listed_are_withheld(text: str) -> None:
    assert cleaned(anything=text) == {"anything": WITHHELD}


def test_texts_that_staff_write_pass_through_the_patterns() -> None:
    assert cleaned(reason="Margaret's daughter, 212-555-0142, asked") == {
        "reason": "[name] daughter, [phone], asked"
    }
    assert len(str(cleaned(reason="y" * 900)["reason"])) == 200


def test_names_are_read_only_when_a_text_must_be_looked_at() -> None:
    def unread() -> Redactor:
        raise AssertionError

    draft = AuditDraft(AuditAction.SIGNED_IN, "lilo", "", {"level": "URGENT", "alert": ID})
    assert clean(draft, unread) is draft
