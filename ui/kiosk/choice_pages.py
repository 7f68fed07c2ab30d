"""Pages of a few large choices: More, and what a person can set. What a choice does is here too."""

from collections.abc import Sequence
from dataclasses import replace

from app.identity import LANGUAGES, Colours, KeyOrder, Preferences
from ui.kiosk.home_page import Third, third_choice
from ui.kiosk.inputs import KioskInputs, Screen
from ui.kiosk.measures import SCALES
from ui.kiosk.view import Choice, ChoicesView
from ui.kiosk.voice.voice_pages import changed_voice, chosen_voice, possible_voice
from ui.kiosk.wording import PageWords, Wording

SCALE_STEP = 0.25

_MOST_CHOICES = 3

_PLACES = {
    Screen.MORE: (Screen.STORIES, Screen.CALM, Screen.SETTINGS),
    Screen.FURTHER: (Screen.CALM, Screen.SETTINGS),
    Screen.SETTINGS: (Screen.SIZE, Screen.VOICE, Screen.LOOKS),
    Screen.LOOKS: (Screen.COLOURS, Screen.WORDS, Screen.SCAN),
    Screen.VOICE: (Screen.SPEED, Screen.SOUND, Screen.SPEAKING),
    Screen.SOUND: (Screen.LOUDNESS, Screen.TONE),
    Screen.WORDS: (Screen.KEYS, Screen.LANGUAGE),
}
_WITH_THE_DAY = (Screen.TODAY, Screen.STORIES, Screen.FURTHER)
"""Where More leads when home has something else in the place of my day."""

_ICONS_WITH_THE_DAY = ("day", "book", "more")
_ICONS = {
    Screen.MORE: ("book", "breath", "settings"),
    Screen.FURTHER: ("breath", "settings"),
    Screen.SETTINGS: ("letters", "speaker", "settings"),
    Screen.LOOKS: ("palette", "keyboard", "switch"),
    Screen.SIZE: ("smaller", "larger"),
    Screen.COLOURS: ("light", "dark", "contrast"),
    Screen.WORDS: ("keyboard", "globe"),
    Screen.KEYS: ("", "", ""),
    Screen.LANGUAGE: ("", ""),
    Screen.VOICE: ("speed", "speaker", "talk"),
    Screen.SPEED: ("slower", "faster"),
    Screen.SOUND: ("speaker", "tone"),
    Screen.LOUDNESS: ("softer", "louder"),
    Screen.TONE: ("", "", ""),
    Screen.SPEAKING: ("speaker", "silent"),
    Screen.SCAN: ("", "slower", "faster"),
}
SCAN_STEPS = (0.0, 4.0, 2.0)
"""Seconds a step of switch scanning, as the choices of its page stand."""

_NONE = ChoicesView("", "", (), "")


def choices_page(inputs: KioskInputs, wording: Wording) -> ChoicesView:
    """Return the choices of the screen, without a title where it is not one of choices."""
    words = _words(inputs, wording)
    if words is None:
        return _NONE
    chosen = _chosen(inputs)
    possible = _possible(inputs.screen, inputs.preferences)
    icons = _ICONS_WITH_THE_DAY if _has_the_day(inputs) else _ICONS[inputs.screen]
    faces = zip(words.choices, icons, strict=True)
    return ChoicesView(
        title=words.title,
        line=wording.settings.language_partly if _is_partly(inputs) else words.line,
        choices=tuple(
            Choice(
                text,
                wording.spoken.chosen.format(choice=text) if index == chosen else text,
                icon,
                is_chosen=index == chosen,
                is_one_of=chosen is not None,
                is_possible=possible[index],
            )
            for index, (text, icon) in enumerate(faces)
        ),
        back=wording.settings.back if len(inputs.path) > 1 else "",
        other=words.other if inputs.is_shared else "",
    )


def leads_to(inputs: KioskInputs, index: int) -> Screen | None:
    """Return the screen that a choice opens, or None when it opens none."""
    places: Sequence[Screen] = _PLACES.get(inputs.screen, ())
    if _has_the_day(inputs):
        places = _WITH_THE_DAY
    return places[index] if 0 <= index < len(places) else None


def way_to(inputs: KioskInputs, place: Screen) -> tuple[int, ...]:
    """Return the choices that lead from the screen to a page, the fewest there are.

    Raises:
        ValueError: none lead there.
    """
    ways: list[tuple[Screen, tuple[int, ...]]] = [(inputs.screen, ())]
    for screen, way in ways:
        if screen is place:
            return way
        here = replace(inputs, screen=screen)
        for index in range(_MOST_CHOICES):
            on = leads_to(here, index)
            if on is not None:
                ways.append((on, (*way, index)))
    raise ValueError(f"No choice leads from {inputs.screen} to {place}.")


def language_at(screen: Screen, index: int) -> str | None:
    """Return the language that a choice asks for, or None when it asks for none."""
    if screen is not Screen.LANGUAGE or not 0 <= index < len(LANGUAGES):
        return None
    return LANGUAGES[index]


def changed(screen: Screen, index: int, preferences: Preferences) -> Preferences:
    """Return the preferences after a choice; the same where it changes none."""
    match screen:
        case Screen.SIZE if index in {0, 1}:
            wanted = preferences.text_scale + (SCALE_STEP if index else -SCALE_STEP)
            return replace(preferences, text_scale=min(max(wanted, SCALES[0]), SCALES[1]))
        case Screen.COLOURS if 0 <= index < len(Colours):
            return replace(preferences, colours=tuple(Colours)[index])
        case Screen.SPEED | Screen.LOUDNESS | Screen.TONE | Screen.SPEAKING:
            return replace(preferences, voice=changed_voice(screen, index, preferences.voice))
        case Screen.SCAN if 0 <= index < len(SCAN_STEPS):
            return replace(preferences, scan_s=SCAN_STEPS[index])
        case Screen.KEYS if 0 <= index < len(KeyOrder):
            return replace(preferences, keys=tuple(KeyOrder)[index])
        case _:
            return preferences


def _has_the_day(inputs: KioskInputs) -> bool:
    return inputs.screen is Screen.MORE and third_choice(inputs) is not Third.DAY


def _words(inputs: KioskInputs, wording: Wording) -> PageWords | None:
    settings = wording.settings
    return {
        Screen.MORE: wording.more_with_day if _has_the_day(inputs) else wording.more,
        Screen.FURTHER: wording.further,
        Screen.SETTINGS: settings.menu,
        Screen.LOOKS: settings.looks,
        Screen.SIZE: settings.size,
        Screen.COLOURS: settings.colours,
        Screen.WORDS: settings.words,
        Screen.KEYS: settings.keys,
        Screen.LANGUAGE: settings.language,
        Screen.VOICE: settings.voice,
        Screen.SPEED: settings.speed,
        Screen.SOUND: settings.sound,
        Screen.LOUDNESS: settings.loudness,
        Screen.TONE: settings.tone,
        Screen.SPEAKING: settings.speaking,
        Screen.SCAN: settings.scan,
    }.get(inputs.screen)


def _is_partly(inputs: KioskInputs) -> bool:
    return inputs.screen is Screen.LANGUAGE and inputs.is_partly_english


def _chosen(inputs: KioskInputs) -> int | None:
    preferences = inputs.preferences
    match inputs.screen:
        case Screen.LANGUAGE:
            return LANGUAGES.index(inputs.language) if inputs.language in LANGUAGES else None
        case Screen.COLOURS:
            return tuple(Colours).index(preferences.colours)
        case Screen.SCAN:
            return (
                SCAN_STEPS.index(preferences.scan_s) if preferences.scan_s in SCAN_STEPS else None
            )
        case Screen.KEYS:
            return tuple(KeyOrder).index(preferences.keys)
        case _:
            return chosen_voice(inputs.screen, preferences.voice)


def _possible(screen: Screen, preferences: Preferences) -> tuple[bool, bool, bool]:
    if screen is not Screen.SIZE:
        return possible_voice(screen, preferences.voice)
    scale = preferences.text_scale
    return scale > SCALES[0], scale < SCALES[1], True
