"""Takes what could name a person out of a text: numbers and addresses by their form, then names.

Patterns find what has a form. They cannot find a stranger's name or what is told about somebody;
so they are the second line, behind lists of what may be written at all.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
# In this order: the more exact form first, so that a social security number is not taken for a
# telephone number.
_FORMS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("e-mail", re.compile(r"\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b")),
    ("ssn", re.compile(r"\b(?!000|666|9\d\d)\d{3}[- ](?!00)\d{2}[- ](?!0000)\d{4}\b")),
    (
        "mrn",
        re.compile(
            r"\b(?:mrn|medical record|record no|chart|patient id)\b[\s:#.]*(?:number|no\.?)?"
            r"[\s:#.]*[a-z]{0,3}-?\d{4,12}\b",
            re.IGNORECASE,
        ),
    ),
    (
        "date",
        re.compile(
            r"\b(?:\d{4}-\d{2}-\d{2}|\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})"
            rf"|{_MONTH}\.? \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}"
            rf"|\d{{1,2}}(?:st|nd|rd|th)? (?:of )?{_MONTH}\.?,? \d{{4}})\b",
            re.IGNORECASE,
        ),
    ),
    (
        "phone",
        re.compile(r"(?<![\w.-])(?:\+\d{1,3}[ .-]?)?(?:\(\d{2,4}\)|\d{2,4})(?:[ .-]?\d{3,4}){2}\b"),
    ),
)
_SHORTEST_NAME = 2


@dataclass(frozen=True, slots=True)
class Redactor:
    """Replaces what could name a person by what kind of thing stood there, in brackets.

    Attributes:
        names: pattern of the facility's own residents' and staff's names, or None.
    """

    names: re.Pattern[str] | None = None

    def found(self, text: str) -> tuple[str, ...]:
        """Return which kinds of things the text holds, in the order of looking."""
        kinds = [kind for kind, form in _FORMS if form.search(text)]
        if self.names is not None and self.names.search(text):
            kinds.append("name")
        return tuple(kinds)

    def redact(self, text: str) -> str:
        """Return the text without numbers, addresses, dates and known names."""
        for kind, form in _FORMS:
            text = form.sub(f"[{kind}]", text)
        return text if self.names is None else self.names.sub("[name]", text)


def redactor_for(names: Iterable[str]) -> Redactor:
    """Make a redactor that knows these people, by each part of their names."""
    parts = {
        part
        for name in names
        for part in (name, *re.split(r"[\s,]+", name))
        if len(part) >= _SHORTEST_NAME and part.rstrip(".").casefold() not in _TITLES
    }
    if not parts:
        return Redactor()
    longest_first = sorted(parts, key=lambda part: (-len(part), part))
    pattern = rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?:['’]s)?(?!\w)"
    return Redactor(re.compile(pattern, re.IGNORECASE))


_TITLES = frozenset({"mr", "mrs", "ms", "miss", "dr", "rn", "cna", "lpn", "md", "msw", "van", "de"})
