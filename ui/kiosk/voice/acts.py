"""What can be done by voice: each is what a touch does."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import structlog

from app.conversation.listening import Wish, Wished
from app.utterance import HeardBy
from ui.kiosk.crisis_line import CrisisLine
from ui.kiosk.inputs import Screen
from ui.kiosk.navigation import Navigation
from ui.kiosk.presence_view import OverView
from ui.kiosk.state import KioskState
from ui.kiosk.turn_taking import TurnTaking

SCREEN_WITHIN_S = 2.0
"""Longest that a phrase waits to be screened."""

_log = structlog.get_logger(__name__)


class Buttons(Protocol):
    """The buttons of the kiosk that a wish presses."""

    def say_again(self) -> None:
        """Say what is on the screen from its start."""

    def go_home(self) -> None:
        """Go home."""

    def answer_over(self, choice: str) -> None:
        """Take one of the choices over everything, by its key."""

    def start_talking(self) -> None:
        """Go to the conversation."""

    def show_today(self) -> None:
        """Show the whole day."""

    def turn_page(self) -> None:
        """Show what did not fit on the page."""


@dataclass(frozen=True, slots=True)
class Touches:
    """Everything that a wish presses."""

    buttons: Buttons
    call_nurse: Callable[[], None]
    begin_check_in: Callable[[], None]


@dataclass(frozen=True, slots=True)
class Acts:
    """Carries out wishes.

    Attributes:
        over: what is said over everything now.
    """

    state: KioskState
    turns: TurnTaking
    crisis: CrisisLine
    navigation: Navigation
    touches: Touches
    over: Callable[[], OverView]

    async def worries(self, text: str) -> bool:
        """Whether words are grave, for those that are no turn; no where that is not known soon."""
        try:
            async with asyncio.timeout(SCREEN_WITHIN_S):
                return await self.turns.worries(text)
        except Exception:
            # A phrase that Lilo expected is done all the same, as if it had been touched.
            _log.exception("phrase_not_screened")
            return False

    def do(self, wished: Wished, text: str, confidence: float) -> None:
        """Do what was wished."""
        touches, buttons = self.touches, self.touches.buttons
        plain: dict[Wish, Callable[[], None]] = {
            Wish.NURSE: touches.call_nurse,
            Wish.AGAIN: buttons.say_again,
            Wish.HOME: buttons.go_home,
            Wish.TALK: buttons.start_talking,
            Wish.TODAY: buttons.show_today,
            Wish.MORE: buttons.turn_page,
            Wish.QUESTIONS: touches.begin_check_in,
        }
        match wished.wish:
            case Wish.CHOOSE:
                buttons.answer_over(wished.key)
            case Wish.ANSWER:
                self.crisis.choose(int(wished.key))
            case Wish.SAY:
                self._say(text, confidence)
            case wish if wish in plain:
                plain[wish]()

    def _say(self, text: str, confidence: float) -> None:
        """Take a turn; in a crisis the script listens to it, elsewhere the conversation begins."""
        screen = self.state.inputs.screen
        if screen is Screen.CRISIS and not self.state.inputs.talk.is_busy:
            self.crisis.talked()
        elif screen is not Screen.CHECK_IN:
            self.navigation.open(Screen.TALK)
        self.turns.say(text, HeardBy.SPEECH, confidence)
