"""The words of reminders and of who is in front of the screen, checked when they are loaded."""

from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import ValidationError, field_validator

from app.plain_yaml import read_yaml
from app.presence import PICTURES
from ui.kiosk.wording import Named, NoticeWords, Plain, Section, WordingError, line_with

Titled = Annotated[str, line_with("title")]
AtAndNow = Annotated[str, line_with("time", "now")]


class ReminderWords(Section):
    """Reminders."""

    medication: Plain
    soon: Titled
    now: Titled
    at: Annotated[str, line_with("time")]
    late: AtAndNow
    late_medication: AtAndNow
    again: Plain
    done: Plain
    done_medication: Plain
    later: Plain
    ask: Plain
    asked: Plain
    asked_more: Plain
    noted: Plain
    not_taken: Plain
    not_kept: Plain
    understood: Plain


class StillThereWords(Section):
    """The question after quiet time."""

    title: Plain
    line: Plain
    here: Plain
    leave: Plain


class WhoWords(Section):
    """Who is in front of a shared screen."""

    ask: Plain
    line: Plain
    nobody: Plain
    more: Plain
    pin: Named
    pin_wrong: Plain
    pin_wait: Plain
    pin_count: Annotated[str, line_with("count", "all")]
    back: Plain
    trouble: Plain
    pictures: Mapping[str, Plain]

    @field_validator("pictures")
    @classmethod
    def _all(cls, pictures: Mapping[str, str]) -> Mapping[str, str]:
        if missing := [name for name in PICTURES if name not in pictures]:
            raise ValueError(f"no word for: {', '.join(missing)}")
        return pictures


class DayWording(Section):
    """All of it."""

    reminder: ReminderWords
    still_there: StillThereWords
    who: WhoWords
    vacant: NoticeWords


def load_day_wording(language: str = "en", folder: Path | None = None) -> DayWording:
    """Read and check the words of a language.

    Raises:
        WordingError: the file is missing or wrong.
    """
    root = folder or Path(str(files("resources"))) / "i18n"
    path = root / language / "kiosk_day.yaml"
    try:
        raw: Any = read_yaml(path.read_text("utf-8"))
        return DayWording.model_validate(raw)
    except (OSError, yaml.YAMLError, ValidationError) as error:
        raise WordingError(
            f"The kiosk's words in {path} cannot be used: {error}",
            "Restore the file from the installation, or correct the named place.",
        ) from error
