"""The pages beside the conversation, as pure tables."""

from dataclasses import replace
from datetime import time
from uuid import UUID

import pytest
from kiosk_fakes import AFTERNOON, MARGARET, sentence

from app.identity import Colours, KeyOrder, Preferences, Tone, VoiceLiking
from app.schedule import ItemKind, ScheduledItem
from app.story import ToldStory
from ui.kiosk.choice_pages import changed, choices_page, language_at, leads_to
from ui.kiosk.inputs import KeyLayer, KioskInputs, LeaveInputs, Screen
from ui.kiosk.key_layout import CELLS, keyboard, next_layer
from ui.kiosk.leave_page import leave_page
from ui.kiosk.story_page import story_page
from ui.kiosk.today_page import today_page
from ui.kiosk.wording import Wording

INPUTS = KioskInputs(AFTERNOON, "Willow House", "12", Screen.HOME)


def planned(title: str, at: time, kind: ItemKind = ItemKind.ACTIVITY) -> ScheduledItem:
    return ScheduledItem(UUID(int=1), MARGARET.id, title, title, at, frozenset(range(7)), kind)


DAY = (
    planned("Breakfast", time(8), ItemKind.MEAL),
    planned("Tea with Dorothy", time(16)),
    planned("Eye drops", time(20, 30), ItemKind.MEDICATION),
)


def test_of_the_day_it_is_told_what_is_over_what_is_next_and_what_comes(wording: Wording) -> None:
    page = today_page(replace(INPUTS, plan=DAY), wording)
    assert [(item.time, item.is_over, item.is_next) for item in page.items] == [
        ("8 o’clock", True, False),
        ("Next, 4 o’clock", False, True),
        ("half past 8", False, False),
    ]
    assert [item.spoken for item in page.items] == [
        "Over: Breakfast, at 8 o’clock.",
        "Next, at 4 o’clock: Tea with Dorothy.",
        "At half past 8: Eye drops.",
    ]
    assert page.empty == ""


def test_an_empty_day_is_said_in_words(wording: Wording) -> None:
    assert today_page(INPUTS, wording).empty == "Nothing is planned for today."


def test_after_the_last_plan_nothing_is_next(wording: Wording) -> None:
    late = replace(INPUTS, plan=DAY, now=AFTERNOON.replace(hour=20, minute=59))
    assert not any(item.is_next for item in today_page(late, wording).items)


STORIES = (
    ToldStory(sentence("The bakery"), "1940s", (sentence("Your father kept a bakery."),)),
    ToldStory(sentence("Rolls by bicycle"), "", (sentence("You delivered rolls."),)),
)


@pytest.mark.parametrize(
    ("index", "title", "place"),
    [
        (0, "The bakery", "Story 1 of 2"),
        (1, "Rolls by bicycle", "Story 2 of 2"),
        (2, "The bakery", "Story 1 of 2"),
    ],
)
def test_stories_go_round(wording: Wording, index: int, title: str, place: str) -> None:
    page = story_page(replace(INPUTS, stories=STORIES, story_index=index), wording.stories)
    assert (page.title, page.place, page.next_text) == (title, place, "Next story")


def test_without_stories_one_is_asked_for_and_before_they_are_read_nothing_is(
    wording: Wording,
) -> None:
    assert story_page(replace(INPUTS, stories=()), wording.stories).lines[0].startswith("Nobody")
    assert story_page(INPUTS, wording.stories).lines == ()


@pytest.mark.parametrize("screen", list(Screen))
def test_a_screen_has_at_most_three_choices(wording: Wording, screen: Screen) -> None:
    page = choices_page(replace(INPUTS, screen=screen), wording)
    assert len(page.choices) <= 3
    assert bool(page.title) is bool(page.choices)
    for index, choice in enumerate(page.choices):
        opens = leads_to(replace(INPUTS, screen=screen), index) is not None
        before = Preferences(text_scale=1.5)
        voice = VoiceLiking(loudness=0.4, tone=Tone.DEEP, is_silent=True)
        other = Preferences(1.5, Colours.CONTRAST, KeyOrder.QWERTY, voice, 2.0)
        changes = {changed(screen, index, each) != each for each in (before, other)}
        speaks = language_at(screen, index) is not None
        assert opens or speaks or True in changes, choice.text


def test_letters_grow_and_shrink_within_what_the_screens_hold(wording: Wording) -> None:
    small, large = Preferences(), Preferences(text_scale=2.0)
    assert changed(Screen.SIZE, 1, small).text_scale == 1.25
    assert changed(Screen.SIZE, 0, small) == small
    assert changed(Screen.SIZE, 1, large) == large
    page = choices_page(replace(INPUTS, screen=Screen.SIZE, preferences=large), wording)
    assert [choice.is_possible for choice in page.choices] == [True, False]


def test_what_is_chosen_is_marked_and_told(wording: Wording) -> None:
    dark = replace(INPUTS, screen=Screen.COLOURS, preferences=Preferences(colours=Colours.DARK))
    chosen = [choice for choice in choices_page(dark, wording).choices if choice.is_chosen]
    assert [(choice.text, choice.spoken) for choice in chosen] == [("Dark", "Dark. Chosen.")]


@pytest.mark.parametrize("index", [-1, 3, 99])
def test_a_choice_that_is_not_there_does_nothing(index: int) -> None:
    for screen in Screen:
        assert leads_to(replace(INPUTS, screen=screen), index) is None
        assert changed(screen, index, Preferences()) == Preferences()


@pytest.mark.parametrize("order", [KeyOrder.ABC, KeyOrder.QWERTY])
@pytest.mark.parametrize("layer", list(KeyLayer))
@pytest.mark.parametrize("language", ["en", "es"])
def test_a_keyboard_fills_its_cells_without_gaps(
    wording: Wording, order: KeyOrder, layer: KeyLayer, language: str
) -> None:
    keys = keyboard(order, layer, language, wording.keys).keys
    assert [key.at for key in keys] == [sum(k.span for k in keys[:n]) for n in range(len(keys))]
    assert sum(key.span for key in keys) == CELLS
    assert all(key.text and key.spoken for key in keys)
    kinds = [key.kind for key in keys]
    assert (kinds.count("space"), kinds.count("erase"), kinds.count("layer")) == (1, 1, 1)
    # No key goes round the end of a row, of ten nor, where the screen may choose, of six.
    for columns in (10,) if order is KeyOrder.QWERTY else (10, 6):
        for key in keys:
            assert key.at % columns + key.span <= columns, key.text


def test_spanish_has_its_letter_and_all_have_its_accents(wording: Wording) -> None:
    def letters(layer: KeyLayer, language: str) -> set[str]:
        keys = keyboard(KeyOrder.ABC, layer, language, wording.keys).keys
        return {key.text for key in keys if key.kind == "letter"}

    assert "Ñ" in letters(KeyLayer.LETTERS, "es")
    assert set("ÁÉÍÓÚÜÑ¿¡") <= letters(KeyLayer.ACCENTS, "en")
    assert set("0123456789") <= letters(KeyLayer.NUMBERS, "en")


@pytest.mark.parametrize(
    ("language", "second"), [("en", KeyLayer.NUMBERS), ("es", KeyLayer.ACCENTS)]
)
def test_the_layers_go_round(language: str, second: KeyLayer) -> None:
    layer = KeyLayer.LETTERS
    seen = []
    for _ in range(3):
        seen.append(layer)
        layer = next_layer(layer, language)
    assert set(seen) == set(KeyLayer) - {KeyLayer.LATER_LETTERS, KeyLayer.LATER_ACCENTS}
    assert next_layer(KeyLayer.LATER_LETTERS, language) is second
    assert seen[1] is second
    assert layer is KeyLayer.LETTERS


@pytest.mark.parametrize(
    ("leave", "line", "can_try"),
    [
        (LeaveInputs(), "Give your code.", True),
        (LeaveInputs(digits=3), "Give your code. ●●●", True),
        (LeaveInputs(is_wrong=True), "That is not the code.", True),
        (LeaveInputs(digits=1, is_wrong=True), "Give your code. ●", True),
        (LeaveInputs(wait_s=30), "Too many wrong codes. Wait 30 seconds.", False),
    ],
)
def test_of_a_code_only_its_length_is_shown(
    wording: Wording, leave: LeaveInputs, line: str, can_try: bool
) -> None:
    page = leave_page(leave, wording.leave)
    assert (page.line, page.can_try) == (line, can_try)


def test_without_a_code_the_pad_says_where_one_is_set(wording: Wording) -> None:
    page = leave_page(LeaveInputs(has_code=False), wording.leave)
    assert "lilo facility leave-code" in page.line
    assert not page.can_try
