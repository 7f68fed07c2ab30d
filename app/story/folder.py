"""The folder that a family hands in: which files are read, and how much of them."""

from dataclasses import dataclass
from pathlib import Path

from app.story.entry import StoryDraft, StoryError
from app.story.importing import Problem, read_page, read_table

MOST_BYTES = 4_000_000
"""Of one table or page."""

MOST_PICTURE_BYTES = 60_000_000
_TEXTS = {".csv", ".md"}
PICTURES = frozenset({".jpg", ".jpeg", ".png", ".webp"})


@dataclass(frozen=True, slots=True)
class FolderRead:
    """What was found in a folder."""

    drafts: tuple[StoryDraft, ...]
    problems: tuple[Problem, ...]


def read_folder(folder: Path) -> FolderRead:
    """Read every table and page that lies in the folder itself. Blocking.

    Raises:
        StoryError: there is no such folder, or nothing in it that tells a story.
    """
    if not folder.is_dir():
        raise StoryError(f"There is no folder {folder}.", "Check the path.")
    files = sorted(p for p in folder.iterdir() if p.suffix.lower() in _TEXTS)
    if not files:
        raise StoryError(
            f"There is no table (.csv) and no page (.md) in {folder}.",
            "Put a stories.csv, or one .md file for each story, beside the photographs.",
        )
    drafts: list[StoryDraft] = []
    problems: list[Problem] = []
    for file in files:
        text = _text_of(file, problems)
        if text is None:
            continue
        gathered = (read_table if file.suffix.lower() == ".csv" else read_page)(text, file.name)
        problems += gathered.problems
        for draft in gathered.drafts:
            if any(known.title == draft.title for known in drafts):
                problems.append(Problem(file.name, f"“{draft.title}” is in another file as well."))
            else:
                drafts.append(draft)
    return FolderRead(tuple(drafts), tuple(problems))


def picture_in(folder: Path, name: str) -> Path | None:
    """Return the picture file of that name in the folder; None where it is none, or elsewhere."""
    path = folder / name
    if Path(name).name != name or path.suffix.lower() not in PICTURES or path.is_symlink():
        return None
    return path if path.is_file() and path.stat().st_size <= MOST_PICTURE_BYTES else None


def _text_of(file: Path, problems: list[Problem]) -> str | None:
    if file.is_symlink() or file.stat().st_size > MOST_BYTES:
        problems.append(Problem(file.name, "The file is too large, or a link to another one."))
        return None
    raw = file.read_bytes()
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        # What spreadsheets on Windows write when nobody chooses UTF-8.
        return raw.decode("cp1252", "replace")
