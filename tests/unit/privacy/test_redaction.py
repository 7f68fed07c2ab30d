"""Redaction: what has a form is found by it, and the house's own people by their names."""

import pytest

from app.privacy import Redactor, redactor_for


@pytest.mark.parametrize(
    ("text", "redacted"),
    [
        ("Her number is 123-45-6789.", "Her number is [ssn]."),
        ("SSN 123 45 6789", "SSN [ssn]"),
        ("call 212-555-0142 tonight", "call [phone] tonight"),
        ("call (212) 555-0142", "call [phone]"),
        ("call +44 20 7946 0958", "call [phone]"),
        ("write to dana.w+x@willow.example.org.", "write to [e-mail]."),
        ("born 05/02/1938 here", "born [date] here"),
        ("born 1938-05-02", "born [date]"),
        ("born May 2nd, 1938", "born [date]"),
        ("born 2 May 1938", "born [date]"),
        ("born on the 2nd of May 1938", "born on the [date]"),
        ("MRN: 00123456", "[mrn]"),
        ("medical record number AB-77120", "[mrn]"),
        ("chart #44521", "[mrn]"),
        ("123456789", "[phone]"),
    ],
)
def test_numbers_and_addresses(text: str, redacted: str) -> None:
    assert Redactor().redact(text) == redacted


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Room 12, 3 times since 9:30, level 4",
        "It was 1938 and we were seven.",
        "0192f0c1-7a3b-7c4d-8e5f-0123456789ab",
        "may I go out in march",
    ],
)
def test_what_names_nobody_stays(text: str) -> None:
    assert Redactor().redact(text) == text


@pytest.mark.parametrize(
    ("text", "redacted"),
    [
        ("Margaret Ellis fell", "[name] fell"),
        ("MARGARET fell", "[name] fell"),
        ("it was Margaret’s", "it was [name]"),
        ("Mrs Ellis and Zoë", "Mrs [name] and [name]"),
        ("ellipsis of marga", "ellipsis of marga"),
        ("Ada-Mae", "[name]"),
    ],
)
def test_names_of_the_house(text: str, redacted: str) -> None:
    people = ["Margaret Ellis", "Zoë K.", "Dr. Ada-Mae Li, MD"]
    assert redactor_for(people).redact(text) == redacted


def test_a_house_without_people_redacts_no_names() -> None:
    assert redactor_for(["", "x"]).redact("x marks Margaret") == "x marks Margaret"
