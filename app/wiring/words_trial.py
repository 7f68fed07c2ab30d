"""The trial of translations from a bundle: every file of words that a program reads is whole."""

from collections.abc import Callable
from pathlib import Path

from app.alerts import load_message_words
from app.bundles import ActiveResources, UnhealthyError
from app.conversation.check_in_words import load_check_in_words
from app.conversation.day_words import load_day_words
from app.conversation.wording import load_wording
from app.settings import Settings

WindowWords = Callable[[Path], None]
"""Loads the words of the windows from a folder of languages; raises where they are wrong."""

USUAL_WORDS = "usual_words.txt"


def try_words(tried: ActiveResources, settings: Settings, window_words: WindowWords) -> None:
    """Load the words of a bundle as a start does.

    Raises:
        UnhealthyError: the language that this kiosk speaks is not among them.
        LiloError: a file is missing or wrong.
    """
    root = tried.folder("i18n")
    folder = root / settings.kiosk.language
    if not folder.is_dir():
        raise UnhealthyError(
            f"The bundle has no words in the language '{settings.kiosk.language}', which this "
            "kiosk speaks.",
            "Ask for one that has, or set `kiosk.language`.",
        )
    load_wording(folder, tried.folder("replies") / "lines.yaml")
    load_day_words(folder / "day.yaml")
    load_check_in_words(folder / "check_in.yaml")
    load_message_words(folder / "notifications.yaml")
    if not (folder / USUAL_WORDS).read_text("utf-8").split():
        raise UnhealthyError(f"{USUAL_WORDS} is empty.", "Ask for a right bundle.")
    window_words(root)
