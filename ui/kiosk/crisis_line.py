"""The resident's side of a crisis: answers are kept for staff, and the dialogue always goes on."""

import asyncio

import structlog

from app.alerts import AlertDesk, AlertStatus
from app.conversation import CrisisOpened
from app.ids import AlertId
from app.safety import CrisisScripts, Level
from app.safety.crisis_scripts import Answer
from ui.kiosk.inputs import CrisisInputs, Screen, TalkInputs
from ui.kiosk.state import KioskState
from ui.kiosk.status import filled
from ui.kiosk.tap_guard import Monotonic
from ui.shared.spawner import Spawner

PATIENCE_S = 2.0

UNANSWERED_AFTER_S = 60.0
"""After this time without anybody taking the alert, the screen says so."""

_log = structlog.get_logger(__name__)

_Kept = tuple[AlertId, str, str, Level | None]


class CrisisLine:
    """Opens the dialogue, takes answers, and ends it when the resident chooses to."""

    def __init__(self, state: KioskState, spawner: Spawner, monotonic: Monotonic) -> None:
        self._state = state
        self._spawner = spawner
        self._monotonic = monotonic
        self._waiting_since: float | None = None
        self._desk: AlertDesk | None = None
        self._unkept: list[_Kept] = []
        self._is_keeping = False

    def attach(self, desk: AlertDesk) -> None:
        """Know where answers are kept."""
        self._desk = desk

    def open(self, event: CrisisOpened, scripts: CrisisScripts) -> None:
        """Let the dialogue take over the screen, or go on with what was said since."""
        before = self._state.inputs.crisis
        if before is None or not event.goes_on:
            crisis = CrisisInputs(event.dialogue, scripts, event.alert_id, has_talked=event.goes_on)
            self._state.change(screen=Screen.CRISIS, crisis=crisis, path=())
            self._waiting_since = None
            return
        is_same = event.alert_id == before.alert_id
        self._state.change_crisis(
            dialogue=before.dialogue.joined(event.dialogue),
            alert_id=event.alert_id,
            progress=before.progress if is_same else None,
            is_writing=False,
        )

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
            self._unkept.append((crisis.alert_id, asked, answer.say, answer.raises))
        self._state.change_crisis(chosen=answer.say)
        going_on = self._keep_and_go_on(question.id, answer)
        self._spawner.spawn(going_on, name="keep_crisis_answer")

    def write(self) -> None:
        """Show the field to say more."""
        self._state.change_crisis(is_writing=True)

    def stop_writing(self) -> None:
        """Go back to what Lilo says; the draft stays."""
        self._state.change_crisis(is_writing=False)

    def takes_as_answer(self, words: str) -> bool:
        """Take written words for the answer they are, if they are one."""
        crisis = self._state.inputs.crisis
        question = crisis.dialogue.question if crisis else None
        answer = crisis.dialogue.answer_in(words) if crisis else None
        if question is None or answer is None:
            return False
        self._state.change_crisis(is_writing=False)
        self.choose(question.answers.index(answer))
        return True

    def talked(self) -> None:
        """Show what Lilo says to the resident's own words, rather than the script's lines."""
        self._state.change_crisis(has_talked=True, is_writing=False)

    def look(self) -> None:
        """Notice how long the alert has waited, and keep what could not be kept before."""
        if self._unkept and not self._is_keeping:
            self._spawner.spawn(self._keep_in_time(), name="keep_crisis_answer")
        crisis = self._state.inputs.crisis
        progress = crisis.progress if crisis else None
        waits = progress is None or progress.status is AlertStatus.WAITING
        if crisis is None or crisis.alert_id is None or not waits:
            self._waiting_since = None
            self._state.change_crisis(is_unanswered=False)
            return
        now = self._monotonic()
        if self._waiting_since is None:
            self._waiting_since = now
        is_long = now - self._waiting_since >= UNANSWERED_AFTER_S
        self._state.change_crisis(is_unanswered=is_long)

    def leave(self) -> None:
        """Go home, with a fresh conversation; or to the trouble that came meanwhile."""
        screen = Screen.TROUBLE if self._state.inputs.trouble else Screen.HOME
        self._state.change(screen=screen, crisis=None, talk=TalkInputs())

    async def _keep_and_go_on(self, question_id: str, answer: Answer) -> None:
        try:
            await self._keep_in_time()
        finally:
            self._go_on(question_id, answer)

    async def _keep_in_time(self) -> None:
        try:
            async with asyncio.timeout(PATIENCE_S):
                await self._keep()
        except Exception as error:
            # Kept back to be tried again; the dialogue must not stand still.
            _log.error("crisis_answer_not_kept", error=type(error).__name__)

    async def _keep(self) -> None:
        if self._is_keeping:
            return
        self._is_keeping = True
        try:
            while self._desk and self._unkept:
                await self._desk.answer(*self._unkept[0])
                self._unkept.pop(0)
        finally:
            self._is_keeping = False

    def _go_on(self, question_id: str, answer: Answer) -> None:
        crisis = self._state.inputs.crisis
        if crisis is None:
            return
        self._state.change_crisis(chosen="")
        # What was said meanwhile may have turned the dialogue to something else.
        if crisis.dialogue.question_id == question_id:
            dialogue = crisis.dialogue.answered(answer)
            self._state.change_crisis(dialogue=dialogue, has_talked=False)
