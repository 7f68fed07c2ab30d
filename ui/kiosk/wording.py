"""The kiosk's own words, from `resources/i18n`, checked when they are loaded.

A line may use only the names in braces that its place knows how to fill, so a wrong one is
found at start and not in front of a resident.
"""

from importlib.resources import files
from pathlib import Path
from string import Formatter
from typing import Annotated, Any

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from app.errors import LiloError
from app.plain_yaml import read_yaml


class WordingError(LiloError):
    """The kiosk's words are missing or wrong."""

    code = "ui.wording"


def line_with(*may_use: str) -> AfterValidator:
    """Accept a line that is not empty and uses no other names than these."""

    def check(line: str) -> str:
        if not line.strip():
            raise ValueError("an empty line")
        names = {name for _, name, _, _ in Formatter().parse(line) if name is not None}
        if unknown := names - set(may_use):
            allowed = ", ".join(f"{{{name}}}" for name in may_use) or "none"
            raise ValueError(f"{{{min(unknown)}}} is not known here; allowed: {allowed}")
        return line

    return AfterValidator(check)


Plain = Annotated[str, line_with()]
Named = Annotated[str, line_with("name")]
Staffed = Annotated[str, line_with("staff")]
Timed = Annotated[str, line_with("time")]
HourAndMinute = Annotated[str, line_with("hour", "minute")]
Counted = Annotated[str, line_with("number", "count")]
HowMany = Annotated[str, line_with("count")]
InFacility = Annotated[str, line_with("facility", "room")]


class Section(BaseModel):
    """One section of the words."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class PartsOfDay(Section):
    """One line for each part of the day."""

    morning: Plain
    afternoon: Plain
    evening: Plain
    night: Plain


class DateWords(Section):
    """How a date is said. `weekdays` begins with Monday."""

    weekdays: tuple[Plain, ...] = Field(min_length=7, max_length=7)
    months: tuple[Plain, ...] = Field(min_length=12, max_length=12)
    parts: PartsOfDay
    line: Annotated[str, line_with("weekday", "day", "month", "part")]


class HourWords(Section):
    """How a time of day is said; hours are 1 to 12."""

    clock: HourAndMinute
    on_the_hour: HourAndMinute
    quarter_past: HourAndMinute
    half_past: HourAndMinute
    quarter_to: HourAndMinute
    otherwise: HourAndMinute


class TimeWords(HourWords):
    """How times of day are said; `one` where the hour is one."""

    one: HourWords

    def of(self, hour: int) -> HourWords:
        """Return the words for an hour, 1 to 12."""
        return self.one if hour == 1 else self


class GreetingWords(Section):
    """How a resident is greeted, and whoever is there when nobody is known."""

    morning: Named
    afternoon: Named
    evening: Named
    night: Named
    nobody: PartsOfDay


class HomeWords(Section):
    """Home, by day and by night."""

    talk: Plain
    today: Plain
    more: Plain
    about_lilo: Plain
    not_ready: Plain
    next_label: Timed
    next_night: Annotated[str, line_with("weekday")]
    place: InFacility
    calm: Plain
    night_place: InFacility


class TalkWords(Section):
    """The conversation."""

    you_said: Plain
    thinking: Plain
    ask: Plain
    field: Plain
    empty: Plain
    send: Plain
    answer: Plain
    again: Plain
    home: Plain
    more: Plain
    stop: Plain
    sources: Plain
    to_reply: Plain
    sources_title: Plain
    slower: Plain
    cannot_speak: Plain
    trouble: Plain


class CallWords(Section):
    """The call button and what became of a call."""

    button: Plain
    calling: Plain
    told: Plain
    told_urgent: Plain
    coming: Staffed
    here: Staffed
    someone: Plain
    journal_ringing: Plain
    journal: Plain
    device_only: Plain
    hush: Plain


class CrisisWords(Section):
    """What surrounds the scripted crisis dialogue."""

    home: Plain
    write: Plain
    ask: Plain
    send: Plain
    back: Plain
    listening: Plain


class CheckInWords(Section):
    """A check-in, and the offer of one."""

    progress: Counted
    progress_again: Counted
    write: Plain
    write_short: Plain
    answer: Plain
    question: Plain
    ask: Plain
    send: Plain
    back: Plain
    go_back: Plain
    skip: Plain
    stop: Plain
    stop_short: Plain
    is_right: Plain
    is_wrong: Plain
    home: Plain
    offer: Plain
    offer_more: HowMany
    go_on: Plain
    go_on_more: HowMany


class TodayWords(Section):
    """The whole day."""

    title: Plain
    next: Timed
    empty: Plain
    later: Plain
    earlier: Plain
    spoken: Annotated[str, line_with("time", "title")]
    spoken_next: Annotated[str, line_with("time", "title")]
    spoken_over: Annotated[str, line_with("time", "title")]


class StoryWords(Section):
    """The resident's stories."""

    place: Annotated[str, line_with("number", "count")]
    next: Plain
    next_picture: Plain
    read: Plain
    from_start: Plain
    tell: Plain
    asked: Annotated[str, line_with("title")]
    picture: Annotated[str, line_with("number", "count")]
    picture_spoken: Annotated[str, line_with("caption")]
    gone: Plain
    empty: Plain


class CalmWords(Section):
    """A quiet moment: a slow breath to follow."""

    title: Plain
    line: Plain
    start: Plain
    stop: Plain
    breathe_in: Plain
    breathe_out: Plain
    while_running: Plain


class PageWords(Section):
    """A page with a few things to choose. `other`: what can be done besides, on a shared screen."""

    title: Plain
    line: str = ""
    other: str = ""
    choices: tuple[Plain, ...] = Field(min_length=2, max_length=3)


class SettingsWords(Section):
    """What a person can set."""

    back: Plain
    menu: PageWords
    looks: PageWords
    size: PageWords
    colours: PageWords
    words: PageWords
    keys: PageWords
    language: PageWords
    language_partly: Plain
    voice: PageWords
    speed: PageWords
    sound: PageWords
    loudness: PageWords
    tone: PageWords
    speaking: PageWords
    scan: PageWords
    sample: Plain


class KeyWords(Section):
    """What stands on the keys that are no letters, and what a screen reader says of them."""

    space: Plain
    erase: Plain
    erase_spoken: Plain
    letters: Plain
    letters_spoken: Plain
    numbers: Plain
    numbers_spoken: Plain
    accents: Plain
    accents_spoken: Plain
    half_spoken: Annotated[str, line_with("half")]


class LeaveWords(Section):
    """For staff who want out of the kiosk."""

    title: Plain
    line: Annotated[str, line_with("digits")]
    wrong: Plain
    wait: Annotated[str, line_with("seconds")]
    no_code: Plain
    back: Plain
    done: Plain


class NoticeWords(Section):
    """A screen that says how things stand."""

    title: Plain
    line: Plain
    call: Plain


class SpokenWords(Section):
    """What only a screen reader says."""

    window: Plain
    clock: Timed
    date: Annotated[str, line_with("date")]
    answers: Annotated[str, line_with("answer", "number", "count")]
    chosen: Annotated[str, line_with("choice")]


class Wording(Section):
    """All of it."""

    date: DateWords
    time: TimeWords
    greeting: GreetingWords
    home: HomeWords
    talk: TalkWords
    call: CallWords
    crisis: CrisisWords
    check_in: CheckInWords
    today: TodayWords
    stories: StoryWords
    calm: CalmWords
    more: PageWords
    more_with_day: PageWords
    further: PageWords
    settings: SettingsWords
    keys: KeyWords
    leave: LeaveWords
    starting: NoticeWords
    trouble: NoticeWords
    spoken: SpokenWords


def load_wording(language: str = "en", folder: Path | None = None) -> Wording:
    """Read and check the words of a language.

    Raises:
        WordingError: the file is missing or wrong.
    """
    root = folder or Path(str(files("resources"))) / "i18n"
    path = root / language / "kiosk.yaml"
    try:
        raw: Any = read_yaml(path.read_text("utf-8"))
        return Wording.model_validate(raw)
    except (OSError, yaml.YAMLError, ValidationError) as error:
        raise WordingError(
            f"The kiosk's words in {path} cannot be used: {error}",
            "Restore the file from the installation, or correct the named place.",
        ) from error
