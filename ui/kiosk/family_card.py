"""The card with a message to the family: nothing goes before it was seen and agreed to."""

from app.conversation.family import FamilyDraft
from app.utterance import HeardBy
from ui.kiosk.state import KioskState
from ui.kiosk.tap_guard import Monotonic
from ui.kiosk.turn_taking import TurnTaking

FINGER_S = 1.0
"""What has just come is not answered by a touch that was meant for what it covers."""


class FamilyCard:
    """Shows a draft, and sends the answer as the resident's next words."""

    def __init__(self, state: KioskState, turns: TurnTaking, monotonic: Monotonic) -> None:
        self._state = state
        self._turns = turns
        self._monotonic = monotonic
        self._came_at = monotonic()

    def show(self, draft: FamilyDraft | None) -> None:
        """Show a draft, or take away the one that stands."""
        self._came_at = self._monotonic()
        self._state.change(family=draft)

    def answer(self, choice: str) -> bool:
        """Take a touch on the card; return whether there was a card."""
        draft = self._state.inputs.family
        if draft is None or choice not in {"send", "keep"}:
            return False
        talk = self._state.inputs.talk
        if talk.is_busy or self._monotonic() - self._came_at < FINGER_S:
            return True
        self._state.change(family=None)
        says = draft.says.send if choice == "send" else draft.says.keep
        self._turns.say(says, HeardBy.TOUCH)
        return True
