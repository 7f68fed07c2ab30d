"""Home offers three things, and whatever has no place there is found under More."""

from dataclasses import replace
from pathlib import Path

import pytest
from kiosk_fakes import AFTERNOON

from app.check_in import Offer
from app.clinical import ScaleId
from app.clinical.scale_files import load_scales
from ui.kiosk.check_in_view import CheckInInputs
from ui.kiosk.choice_pages import choices_page, leads_to, way_to
from ui.kiosk.home_page import Third, third_choice
from ui.kiosk.inputs import KioskInputs, Screen
from ui.kiosk.voice.listening_inputs import ListeningInputs
from ui.kiosk.wording import Wording

HOME = KioskInputs(now=AFTERNOON, facility="Willow House", room="12", screen=Screen.HOME)
SCALES = load_scales(Path(__file__).parents[4] / "resources" / "scales")
DUE = replace(HOME, check_in=CheckInInputs(offer=Offer(SCALES[ScaleId.PHQ9], 9, False)))
PHRASES = ListeningInputs(can_listen=True)
FREE = ListeningInputs(can_listen=True, is_free=True)


@pytest.mark.parametrize(
    ("inputs", "third"),
    [
        (HOME, Third.DAY),
        (DUE, Third.QUESTIONS),
        (replace(HOME, listening=PHRASES), Third.SPEAK),
        (replace(HOME, listening=FREE), Third.DAY),
        (replace(DUE, listening=PHRASES), Third.QUESTIONS),
    ],
)
def test_what_home_offers_third(inputs: KioskInputs, third: Third) -> None:
    assert third_choice(inputs) is third


@pytest.mark.parametrize("inputs", [HOME, DUE, replace(HOME, listening=PHRASES)])
def test_the_day_quiet_time_and_settings_are_always_found(
    inputs: KioskInputs, wording: Wording
) -> None:
    found = {Screen.TODAY} if third_choice(inputs) is Third.DAY else set()
    for screen in (Screen.MORE, Screen.FURTHER):
        page = replace(inputs, screen=screen)
        choices = choices_page(page, wording).choices
        assert len(choices) <= 3
        found |= {leads_to(page, index) for index in range(len(choices))}
    assert found >= {Screen.TODAY, Screen.STORIES, Screen.CALM, Screen.SETTINGS}


@pytest.mark.parametrize("inputs", [HOME, DUE])
@pytest.mark.parametrize(
    "place", [Screen.MORE, Screen.STORIES, Screen.CALM, Screen.SIZE, Screen.KEYS, Screen.TONE]
)
def test_every_page_is_reached_from_more_whatever_home_offers(
    inputs: KioskInputs, place: Screen
) -> None:
    here = replace(inputs, screen=Screen.MORE)
    for index in way_to(here, place):
        on = leads_to(here, index)
        assert on is not None
        here = replace(here, screen=on)
    assert here.screen is place


def test_a_page_that_no_choice_leads_to_is_named() -> None:
    with pytest.raises(ValueError, match="crisis"):
        way_to(replace(HOME, screen=Screen.MORE), Screen.CRISIS)
