"""What the kiosk says about listening, from `resources/speech`, checked when it is loaded."""

from importlib.resources import files
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import ValidationError

from app.plain_yaml import read_yaml
from ui.kiosk.wording import Plain, Section, WordingError, line_with

Dated = Annotated[str, line_with("weekday", "part", "day", "month", "time")]
Worded = Annotated[str, line_with("words")]


class ListeningWords(Section):
    """The lines; see resources/speech/listening.yaml."""

    listening: Plain
    hearing: Plain
    thinking: Plain
    ask: Plain
    home: Plain
    page: Plain
    page_offered: Plain
    day: Dated
    given_up: Plain
    did_you_say: Worded
    want_nurse: Plain
    yes: Plain
    no: Plain
    speak: Plain
    speak_at_home: Plain
    talk: Plain
    done: Plain
    write: Plain
    nothing: Plain
    unclear: Plain
    unclear_talk: Plain
    unclear_page: Plain
    unclear_home: Plain
    endless: Plain
    no_microphone: Plain
    muted: Plain
    no_recognizer: Plain


def load_listening_words(path: Path | None = None) -> ListeningWords:
    """Read and check the lines.

    Raises:
        WordingError: the file is missing or wrong.
    """
    path = path or Path(str(files("resources"))) / "speech" / "listening.yaml"
    try:
        raw: Any = read_yaml(path.read_text("utf-8"))
        return ListeningWords.model_validate(raw["lines"])
    except (OSError, KeyError, TypeError, yaml.YAMLError, ValidationError) as error:
        raise WordingError(
            f"The words about listening in {path} cannot be used: {error}",
            "Restore the file from the installation, or correct the named place.",
        ) from error
