"""The languages Lilo speaks: everything it says in each of them, from files of that language.

Where a file is missing in a language the English one stands in, whole, and the screen that offers
languages says so. What was trained on English - danger in indirect words, intents, feelings,
memories - stays English: other languages have rules and cues (docs/care-languages.md).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import structlog

from app.bundles import ActiveResources
from app.conversation.check_in_words import CheckInWords, load_check_in_words
from app.conversation.day_words import DayWords, load_day_words
from app.conversation.family import FamilyWords, load_family_words
from app.conversation.following import AnswerWords, load_answer_words
from app.conversation.intents.cues import Cues, load_cues
from app.conversation.occasions import OccasionWords, load_occasions
from app.conversation.plain_answers import PlainAnswers, load_plain_answers
from app.conversation.starting_words import StartingWords, load_starting_words
from app.conversation.wording import Wording, load_wording
from app.errors import LiloError
from app.language_files import ENGLISH, LANGUAGES, LanguageFiles
from app.late import Late
from app.safety import (
    CrisisScripts,
    DisclosureBook,
    OutgoingScreen,
    load_crisis_scripts,
    load_disclosure_book,
    load_outgoing_screen,
)
from models.generation import CuratedReplyGenerator, load_library
from resources import RESOURCES

_log = structlog.get_logger(__name__)

CUES = "cues.yaml"
REPLIES = "connect.yaml"
"""Where a language has this agent's lines it must have all agents'."""


@dataclass(frozen=True, slots=True)
class Tongue:
    """Everything that Lilo says in one language.

    Attributes:
        cues: None where a trained model understands the language.
        missing: files for which English stands in.
    """

    language: str
    wording: Wording
    day: DayWords
    check_in: CheckInWords
    starting: StartingWords
    family: FamilyWords
    answers: AnswerWords
    occasions: OccasionWords
    plain: Late[PlainAnswers]
    disclosure: DisclosureBook
    scripts: CrisisScripts
    outgoing: OutgoingScreen
    curated: CuratedReplyGenerator
    usual_words: tuple[str, ...]
    cues: Cues | None = None
    missing: tuple[str, ...] = ()

    @property
    def is_english(self) -> bool:
        """Whether the models that were trained understand it."""
        return self.language == ENGLISH


Tongues = Mapping[str, Tongue]


def wire_tongues(resources: ActiveResources, *, talks: bool = True) -> Tongues:
    """Load every language.

    A file of another language that is damaged costs that language, never English: its residents
    get English, and the log says why.

    Args:
        resources: where from.
        talks: residents are to talk; else what takes long to read waits until it is asked for.

    Raises:
        LiloError: a file of English is damaged.
    """
    english = _whole(load_tongue(resources, ENGLISH), talks=talks)
    tongues = {ENGLISH: english}
    for language in LANGUAGES:
        if language == ENGLISH or not (resources.shipped / "i18n" / language).is_dir():
            continue
        try:
            own = load_tongue(resources, language, english.outgoing)
            tongues[language] = _whole(own, talks=talks)
        except LiloError as error:
            _log.error("language_not_usable", language=language, reason=error.message)
    return tongues


def load_tongue(
    resources: ActiveResources, language: str, beside: OutgoingScreen | None = None
) -> Tongue:
    """Load one language.

    Args:
        beside: the screen of English, whose rules hold in every language.

    Raises:
        LiloError: a file is damaged.
    """
    files = LanguageFiles(language, resources.shipped)
    i18n, crisis = resources.folder("i18n"), resources.folder("crisis")
    replies, intents = resources.folder("replies"), RESOURCES / "intents"
    screen = load_outgoing_screen(files.beside(crisis, "outgoing.yaml"))
    return Tongue(
        language=language,
        wording=load_wording(
            files.words(i18n, "wording.yaml").parent, files.beside(replies, "lines.yaml")
        ),
        day=load_day_words(files.words(i18n, "day.yaml")),
        check_in=load_check_in_words(files.words(i18n, "check_in.yaml")),
        starting=load_starting_words(files.words(i18n, "starting.yaml")),
        family=load_family_words(files.words(i18n, "family.yaml")),
        answers=load_answer_words(files.beside(intents, "answers.yaml")),
        occasions=load_occasions(files.beside(intents, "occasions.yaml")),
        plain=_plain(files.beside(intents, "plain.yaml")),
        disclosure=load_disclosure_book(files.beside(crisis, "disclosure.yaml")),
        scripts=load_crisis_scripts(files.beside(crisis, "dialogue.yaml")),
        outgoing=screen.beside(beside) if beside else screen,
        curated=CuratedReplyGenerator(load_library(files.beside(replies, REPLIES).parent)),
        usual_words=_usual_words(files.words(i18n, "usual_words.txt")),
        cues=_cues(files, intents),
        missing=tuple(files.missing),
    )


def _whole(tongue: Tongue, *, talks: bool) -> Tongue:
    if talks:
        tongue.plain()
    return tongue


def tongue_of(tongues: Tongues, language: str) -> Tongue:
    """Return a language, or English where Lilo does not speak it."""
    return tongues.get(language, tongues[ENGLISH])


def by_language(tongues: Tongues, make: Callable[[Tongue], object]) -> Mapping[str, object]:
    """Make something once for each language."""
    return {language: make(tongue) for language, tongue in tongues.items()}


def _usual_words(path: Path) -> tuple[str, ...]:
    return tuple(path.read_text("utf-8").split())


def _plain(path: Path) -> Late[PlainAnswers]:
    return Late(lambda: load_plain_answers(path))


def _cues(files: LanguageFiles, intents: Path) -> Cues | None:
    path = intents / files.language / CUES
    if files.language == ENGLISH:
        return None
    if not path.is_file():
        files.missing.append(f"{intents.name}/{files.language}/{CUES}")
        return None
    return load_cues(path)
