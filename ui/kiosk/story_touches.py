"""What can be touched in the album, as QML calls it."""

from PySide6.QtCore import Slot

from app.utterance import HeardBy
from ui.kiosk.crisis_touches import CrisisTouches
from ui.kiosk.inputs import Screen
from ui.kiosk.leafing import Leafing
from ui.kiosk.navigation import Navigation
from ui.kiosk.photographs import Photographs
from ui.kiosk.turn_taking import TurnTaking


class StoryTouches(CrisisTouches):
    """Hands touches on to the album."""

    _leafing: Leafing
    _navigation: Navigation
    _turns: TurnTaking

    @property
    def photographs(self) -> Photographs:
        """The photographs that QML shows."""
        return self._leafing.photographs

    @Slot()
    def turn_leaf(self) -> None:
        """Turn to the next leaf of the album."""
        self._leafing.turn()

    @Slot()
    def talk_of_story(self) -> None:
        """Ask Lilo for the story that lies open: a turn like any other, and remembered as one."""
        title = self._parts["story"].field("title")
        if title and self._navigation.open(Screen.TALK):
            asked = self._words.wording.stories.asked.format(title=title)
            self._turns.say(asked, HeardBy.TOUCH)
