"""Keeps where the resident is, and goes on there when the kiosk has started itself anew."""

from collections.abc import Callable
from dataclasses import replace

import structlog

from app.alerts import Alert
from app.conversation import CrisisOpened
from app.ids import ResidentId
from app.presence import CrisisPlace, Place, PlaceBook, QuietRules
from app.safety import CrisisDialogue, CrisisScripts, DangerKind, begin_crisis
from ui.kiosk.drafts import all_drafts, with_drafts
from ui.kiosk.inputs import GIVEN, CrisisInputs, KioskInputs, Screen
from ui.kiosk.services import KioskServices
from ui.kiosk.state import KioskState
from ui.shared.spawner import Spawner

WITHOUT_RULES_S = 600.0
"""For how long a place is gone on with where no session ever ends."""

_log = structlog.get_logger(__name__)


class PlaceWatch:
    """Writes a change of place down, and reads it when a resident comes.

    A crisis is gone on with as long as its alert is open, whenever that was. Anything else only on
    the same kiosk, for the same resident, and within the quiet time of a session.
    """

    def __init__(
        self,
        state: KioskState,
        spawner: Spawner,
        station: str,
        quiet: QuietRules | None,
        on_crisis: Callable[[CrisisOpened], None],
        on_screen: Callable[[Screen], None],
    ) -> None:
        self._state = state
        self._spawner = spawner
        self._station = station
        self._within_s = quiet.ask_after_s + quiet.end_after_s if quiet else WITHOUT_RULES_S
        self._on_crisis = on_crisis
        self._on_screen = on_screen
        self._book: PlaceBook | None = None
        self._who: ResidentId | None = None
        self._kept: Place | None = None
        self._is_busy = False
        self._is_failing = False

    def attach(self, services: KioskServices) -> None:
        """Go on where the resident was, the first time they are here."""
        resident_id = services.resident.id
        if self._who == resident_id:
            return
        self._leave()
        self._book, self._who, self._kept = services.places, resident_id, None
        self._is_busy = True
        going_on = self._go_on(services, resident_id)
        self._spawner.spawn(going_on, self._not_read, name="read_place")

    def look(self) -> None:
        """Write down where the resident is, where that has changed."""
        if self._state.inputs.resident_id != self._who:
            self._leave()
        if self._book is None or self._who is None or self._is_busy:
            return
        place = place_of(self._state.inputs, self._station)
        if place == self._kept:
            return
        self._is_busy = True
        self._spawner.spawn(
            self._keep(self._book, self._who, place), self._failed, name="keep_place"
        )

    def _leave(self) -> None:
        """Whoever was here has gone: nothing of theirs is gone on with."""
        if self._book is not None and self._who is not None and self._kept is not None:
            forgetting = self._book.keep(self._who, None)
            self._spawner.spawn(forgetting, self._failed, name="forget_place")
        self._who = self._kept = None

    async def _go_on(self, services: KioskServices, who: ResidentId) -> None:
        try:
            place, crisis = None, None
            if services.places is not None:
                place, crisis = await services.places.read(who, self._station, self._within_s)
            alert = await services.desk.open_crisis(who)
        finally:
            self._is_busy = False
        inputs = self._state.inputs
        if inputs.resident_id != who:
            return
        self._kept = place
        if place is not None:
            drafts = {**place.drafts, **all_drafts(inputs)}
            after = with_drafts(inputs, drafts)
            self._state.change(drafts=after.drafts, talk=after.talk)
        if alert is not None and inputs.crisis is None:
            self._on_crisis(CrisisOpened(_dialogue(services.scripts, alert, crisis), alert.id))
        elif place is not None and inputs.screen is Screen.HOME and place.screen in set(Screen):
            self._on_screen(Screen(place.screen))

    async def _keep(self, book: PlaceBook, who: ResidentId, place: Place | None) -> None:
        try:
            await book.keep(who, place)
        finally:
            self._is_busy = False
        self._is_failing = False
        if self._who == who:
            self._kept = place
        else:
            # Gone meanwhile.
            await book.keep(who, None)

    def _not_read(self, error: Exception) -> None:
        _log.warning("place_not_read", error=type(error).__name__)

    def _failed(self, error: Exception) -> None:
        # Tried again at the next look, and told once: a full disk must not be filled with logs.
        if not self._is_failing:
            _log.warning("place_not_kept", error=type(error).__name__)
        self._is_failing = True


def place_of(inputs: KioskInputs, station: str) -> Place | None:
    """Return what there is to go on with; None where that is nothing."""
    screen = Screen.HOME if inputs.screen in GIVEN else inputs.screen
    drafts = all_drafts(inputs)
    crisis = _crisis_place(inputs.crisis) if inputs.screen is Screen.CRISIS else None
    if screen is Screen.HOME and not drafts and crisis is None:
        return None
    return Place(station, screen.value, drafts, crisis)


def _crisis_place(crisis: CrisisInputs | None) -> CrisisPlace | None:
    if crisis is None or crisis.alert_id is None:
        return None
    now = crisis.dialogue
    return CrisisPlace(str(crisis.alert_id), now.script_id, now.question_id, now.asked, now.visited)


def _dialogue(scripts: CrisisScripts, alert: Alert, place: CrisisPlace | None) -> CrisisDialogue:
    """Return the dialogue where it stood, or begin it without what was answered already."""
    kind = alert.cause.kind or DangerKind.MEDICAL_EMERGENCY
    begun = begin_crisis(scripts, kind, answers=alert.answers)
    if place is None or place.alert_id != str(alert.id) or place.script_id not in scripts.scripts:
        return begun
    script = scripts.scripts[place.script_id]
    return replace(
        begun,
        script_id=place.script_id,
        lines=script.meanwhile,
        question_id=place.question_id,
        asked=place.asked,
        visited=place.visited,
    )
