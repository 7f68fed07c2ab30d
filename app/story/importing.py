"""Life stories that families wrote down: a table (CSV) or pages (Markdown) beside photographs."""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from app.plain_yaml import read_yaml
from app.recall.passage import Sensitivity
from app.story.entry import StoryDraft

LONGEST_TEXT = 8_000
"""Characters of one entry; a longer one is better told as several."""

MOST_ENTRIES = 500
COLUMNS = (
    "title",
    "text",
    "when",
    "people",
    "places",
    "mood",
    "sensitivity",
    "retelling",
    "photos",
)


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one entry.

    Attributes:
        where: file, and line or number of the entry.
        what: in words for whoever wrote it.
    """

    where: str
    what: str


@dataclass(frozen=True, slots=True)
class Gathered:
    """What a file holds: entries that can be kept, and what is wrong with the others."""

    drafts: tuple[StoryDraft, ...]
    problems: tuple[Problem, ...]


def read_table(text: str, name: str) -> Gathered:
    """Read a CSV table; its first line names the columns, several values are parted by ";"."""
    drafts: list[StoryDraft] = []
    problems: list[Problem] = []
    try:
        reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), strict=True)
        heads = [(head or "").strip().lower() for head in reader.fieldnames or ()]
        if missing := {"title", "text"} - set(heads):
            named = " and ".join(f"“{head}”" for head in sorted(missing))
            return Gathered((), (Problem(name, f"The first line has no column {named}."),))
        if strange := [head for head in heads if head not in COLUMNS]:
            problems.append(Problem(name, f"Columns not known and left out: {', '.join(strange)}."))
        reader.fieldnames = heads
        for row in reader:
            _take(_cells(row), f"{name}, line {reader.line_num}", drafts, problems)
    except csv.Error as error:
        problems.append(Problem(name, f"The table cannot be read: {error}."))
    return Gathered(tuple(drafts), tuple(problems))


def read_page(text: str, name: str) -> Gathered:
    """Read a Markdown page: an entry, with its facts between two lines of "---" at the top."""
    drafts: list[StoryDraft] = []
    problems: list[Problem] = []
    facts: Mapping[str, Any] = {}
    body = text.removeprefix("\ufeff").replace("\r\n", "\n")
    if body.startswith("---\n"):
        head, mark, body = body[4:].partition("\n---\n")
        try:
            facts = (read_yaml(head) or {}) if mark else {}
        except yaml.YAMLError:
            facts = {}
            mark = ""
        if not mark or not isinstance(facts, Mapping):
            return Gathered((), (Problem(name, "The facts between “---” cannot be read."),))
    title, _, rest = body.strip().partition("\n")
    if title.startswith("# "):
        facts = {"title": title[2:].strip(), **facts}
        body = rest
    row = {str(key).lower(): _joined(value) for key, value in facts.items()}
    _take({**row, "text": body.strip()}, name, drafts, problems)
    return Gathered(tuple(drafts), tuple(problems))


def _take(
    row: Mapping[str, str], where: str, drafts: list[StoryDraft], problems: list[Problem]
) -> None:
    title, text = row.get("title", "").strip(), row.get("text", "").strip()
    told = row.get("sensitivity", "").strip().lower().replace(" ", "_")
    if not title and not text:
        return
    if len(drafts) >= MOST_ENTRIES:
        what = f"There are more than {MOST_ENTRIES} entries; this one is left out."
    elif not title:
        what = "The entry has no title."
    elif not text:
        what = "The entry has no text."
    elif len(text) > LONGEST_TEXT:
        what = f"The text is longer than {LONGEST_TEXT} characters; make several entries of it."
    elif any(draft.title == title for draft in drafts):
        what = f"There is another entry with the title “{title}”."
    elif told and told not in set(Sensitivity):
        what = f"“{told}” is no sensitivity; write open, careful or never_raise."
    else:
        drafts.append(
            StoryDraft(
                title,
                text,
                row.get("when", "").strip(),
                _parted(row.get("people", "")),
                _parted(row.get("places", "")),
                row.get("mood", "").strip(),
                Sensitivity(told or Sensitivity.OPEN),
                _parted(row.get("retelling", "")),
                _parted(row.get("photos", "")),
            )
        )
        return
    problems.append(Problem(where, what))


def _cells(row: Mapping[str | Any, str | Any]) -> Mapping[str, str]:
    # Cells beyond the last column come under None; missing ones are None.
    return {key: value or "" for key, value in row.items() if isinstance(key, str)}


def _joined(value: object) -> str:
    return ";".join(str(one) for one in value) if isinstance(value, list) else str(value)


def _parted(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(";") if part.strip())
