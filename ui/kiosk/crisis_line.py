"""The resident's side of a crisis: answers are kept for staff, and the dialogue always goes on."""

import asyncio

import structlog

from app.alerts import AlertDesk
from app.conversation import CrisisOpened
from app.ids import AlertId
from app.safety import CrisisScripts
from ui.kiosk.inputs import CrisisInputs, Screen, TalkInputs
from ui.kiosk.state import KioskState
from ui.kiosk.status import filled
from ui.shared.spawner import Spawner

PATIENCE_S = 2.0

_log = structlog.get_logger(__name__)


class CrisisLine:
    """Opens the dialogue, takes answers, and ends it when the resident chooses to."""

    def __init__(self, state: KioskState, spawner: Spawner) -> None:
        self._state = state
        self._spawner = spawner
        self._desk: AlertDesk | None = None
        self._unkept: list[tuple[AlertId, str, str]] = []

    def attach(self, desk: AlertDesk) -> None:
        """Know where answers are kept."""
        self._desk = desk

    def open(self, event: CrisisOpened, scripts: CrisisScripts) -> None:
        """Let the dialogue take over the screen."""
        crisis = CrisisInputs(event.dialogue, scripts, event.alert_id)
        self._state.change(screen=Screen.CRISIS, crisis=crisis)

    def choose(self, index: int) -> None:
        """Take an answer; one is enough, and none is wrong."""
        crisis = self._state.inputs.crisis
        question = crisis.dialogue.question if crisis else None
        if crisis is None or question is None or crisis.chosen:
            return
        if not 0 <= index < len(question.answers):
            return
        answer = question.answers[index]
        if crisis.alert_id:
            asked = filled(question.ask, name=self._state.inputs.resident_name)
            self._unkept.append((crisis.alert_id, asked, answer))
        self._state.change_crisis(chosen=answer)
        self._spawner.spawn(self._keep_and_go_on(), name="keep_crisis_answer")

    def leave(self) -> None:
        """Go home, with a fresh conversation; or to the trouble that came meanwhile."""
        screen = Screen.TROUBLE if self._state.inputs.trouble else Screen.HOME
        self._state.change(screen=screen, crisis=None, talk=TalkInputs())

    async def _keep_and_go_on(self) -> None:
        try:
            async with asyncio.timeout(PATIENCE_S):
                await self._keep()
        except Exception as error:
            # Kept back for the next answer; the dialogue must not stand still.
            _log.error("crisis_answer_not_kept", error=type(error).__name__)
        finally:
            self._go_on()

    async def _keep(self) -> None:
        while self._desk and self._unkept:
            await self._desk.answer(*self._unkept[0])
            self._unkept.pop(0)

    def _go_on(self) -> None:
        crisis = self._state.inputs.crisis
        if crisis is not None:
            self._state.change_crisis(dialogue=crisis.dialogue.answered(), chosen="")
