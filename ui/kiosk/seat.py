"""The seat in front of the screen: who takes it, for how long, and what is left of them."""

from collections.abc import Callable

from app.identity import Resident
from app.ids import ResidentId
from app.presence import QuietRules
from ui.kiosk.check_in_view import CheckInInputs
from ui.kiosk.drafts import talk_draft
from ui.kiosk.inputs import CallInputs, KeyLayer, Overlay, Screen, TalkInputs
from ui.kiosk.liking import Liking
from ui.kiosk.portraits import Portraits
from ui.kiosk.presence_inputs import ReminderInputs, WhoInputs
from ui.kiosk.services import KioskServices, SharedServices
from ui.kiosk.session_watch import SessionWatch
from ui.kiosk.state import KioskState
from ui.kiosk.tap_guard import Monotonic
from ui.kiosk.who_watch import WhoWatch
from ui.shared.spawner import Spawner


class Seat:
    """Lets people in and forgets them; nothing of the last one is shown to the next.

    Attributes:
        who: asks who is there.
        session: notices how long nobody has touched the screen.
        portraits: the faces that QML shows.
    """

    def __init__(
        self,
        state: KioskState,
        spawner: Spawner,
        quiet: QuietRules | None,
        monotonic: Monotonic,
        liking: Liking,
        on_enter: Callable[[KioskServices], None],
    ) -> None:
        self._state = state
        self._liking = liking
        self._on_enter = on_enter
        self.portraits = Portraits()
        self.session = SessionWatch(state, quiet, monotonic, self.leave)
        self.who = WhoWatch(state, spawner, self.portraits, self._move_out)
        self._shared: SharedServices | None = None
        self._drafts: dict[ResidentId, str] = {}
        self._house_language = state.inputs.language

    def share(self, shared: SharedServices) -> None:
        """Let several residents use this screen."""
        self._shared, self.session.is_shared = shared, True
        self.who.attach(shared.doors, self._enter)
        self._state.change(trouble="", is_shared=True)
        self.who.ask()

    def take(self, services: KioskServices) -> None:
        """Give the screen to a resident."""
        if self._shared is None:
            self.who.attach(services.doors, None)
        resident = services.resident
        if self._state.inputs.resident_id not in {None, resident.id}:
            self._clear()
            self._state.change(call=CallInputs(), next_item=None, screen=Screen.HOME)
        self._state.change(
            resident_id=resident.id,
            room=resident.room,
            resident_name=resident.preferred_name or resident.given_name,
            language=resident.language,
        )
        if self._state.inputs.screen in {Screen.STARTING, Screen.TROUBLE, Screen.VACANT}:
            self._state.change(screen=Screen.HOME, trouble="")

    def leave(self) -> None:
        """Show nothing personal any more; words that were not sent wait for who wrote them."""
        inputs = self._state.inputs
        if self._shared is None:
            self._clear()
            self._state.change(screen=Screen.TROUBLE if inputs.trouble else Screen.HOME)
            self._state.change_talk(draft=talk_draft(inputs))
            return
        if inputs.resident_id is not None and talk_draft(inputs):
            self._drafts[inputs.resident_id] = talk_draft(inputs)
        self._forget()
        self.who.ask()

    def _enter(self, resident: Resident) -> None:
        if self._shared is None:
            return
        self._state.change(screen=Screen.HOME, who=WhoInputs(self._state.inputs.who.faces))
        self.session.touched()
        self._on_enter(self._shared.services_of(resident))
        self._state.change_talk(draft=self._drafts.pop(resident.id, ""))

    def _move_out(self) -> None:
        """Whoever sat here has moved out; a crisis is seen through all the same."""
        if self._state.inputs.screen is Screen.CRISIS:
            return
        self._forget()
        if self._shared is None:
            self._state.change(screen=Screen.VACANT)
        else:
            self.who.ask()

    def _forget(self) -> None:
        self._clear()
        self._state.change(
            resident_id=None,
            resident_name="",
            next_item=None,
            reminder=ReminderInputs(),
            language=self._house_language,
        )
        self._liking.forget()

    def _clear(self) -> None:
        """Take away what was said, read and asked."""
        self._state.change(
            talk=TalkInputs(),
            drafts={},
            check_in=CheckInInputs(),
            plan=(),
            is_day_read=False,
            stories=None,
            story_index=0,
            leaf=0,
            pictures={},
            path=(),
            overlay=Overlay.NONE,
            is_asked_if_there=False,
            start=None,
            family=None,
            crisis=None,
            layer=KeyLayer.LETTERS,
        )
