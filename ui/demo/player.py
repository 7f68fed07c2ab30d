"""Plays a script in the real windows: what is said is typed, what staff do is clicked."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton

from app.alerts import Alert
from app.bootstrap import Lilo
from app.conversation import Conversations, TurnDone, TurnEvent, TurnRecord
from app.demo.clock import SettableClock
from app.demo.facility import DEMO_PASSPHRASE, by_short_name
from app.demo.script import Scene, Script, StaffStep, Turn
from app.errors import LiloError
from app.identity import Resident
from app.ids import ResidentId
from app.utterance import HeardBy
from ui.application import Windows
from ui.handing_over import kiosk_services
from ui.kiosk.window import KioskWindow
from ui.shared.by_hand import by_hand
from ui.staff.window import StaffWindow

_SETTLE_S = 0.3
_LOOKS = 30
_PATIENCE_S = 60.0
_LOOK_S = 0.05


class DemoError(LiloError):
    """The demo could not be played to its end."""

    code = "demo"


@dataclass(slots=True)
class OverheardTalk:
    """The real conversation, with its records kept for the transcript."""

    conversation: Conversations
    records: "asyncio.Queue[TurnRecord]" = field(default_factory=asyncio.Queue)

    @property
    def is_ready(self) -> bool:
        """Whether the models have loaded."""
        return self.conversation.is_ready

    async def worries(self, resident_id: ResidentId, raw: str) -> bool:
        """Whether words that were heard badly must not wait until they were read back."""
        return await self.conversation.worries(resident_id, raw)

    async def take(
        self,
        resident_id: ResidentId,
        raw: str,
        heard_by: HeardBy = HeardBy.KEYBOARD,
        confidence: float = 1.0,
    ) -> AsyncIterator[TurnEvent]:
        """Take a turn and keep its record."""
        async for event in self.conversation.take(resident_id, raw, heard_by, confidence):
            yield event
            if isinstance(event, TurnDone):
                await self.records.put(event.record)


@dataclass(slots=True)
class Player:
    """Plays scenes one after the other.

    Attributes:
        tell: prints a line of the transcript.
        shots: folder for pictures of both windows at each step, or None.
        pace_s: pause after each step, for people who watch.
        wrong: where the outcome was not what the script expects.
        agents: ways of helping that answered, in the order in which they first did.
    """

    lilo: Lilo
    windows: Windows
    clock: SettableClock
    tell: Callable[[str], None]
    shots: Path | None = None
    pace_s: float = 0.0
    wrong: list[str] = field(default_factory=list)
    agents: list[str] = field(default_factory=list)
    _step: int = 0

    async def play(self, script: Script) -> bool:
        """Play the script; return whether it raised exactly the alerts it should."""
        people = by_short_name(self.lilo.residents)
        talk = OverheardTalk(self.lilo.conversation)
        await self._sign_in()
        for scene in script.scenes:
            resident = people.get(scene.resident)
            if resident is None:
                raise DemoError(f"Scene '{scene.id}' names nobody who lives here.")
            await self._play_scene(scene, resident, talk)
        return not self.wrong

    async def _play_scene(self, scene: Scene, resident: Resident, talk: OverheardTalk) -> None:
        zone = self.lilo.basics.settings.facility.zone
        self.clock.go_to(scene.at, zone)
        at = self.clock().astimezone(zone).strftime("%A %H:%M")
        # What the new time means for who is signed in must be known before anything happens.
        self._staff.refresh()
        await self._settled()
        self.tell(f"\n## {scene.title} - {resident.full_name}, {at}")
        services = kiosk_services(self.lilo, resident)
        self.lilo.basics.call_button.room = resident.room
        self._kiosk.attach(replace(services, talk=talk))
        self._kiosk.view_model.go_home()
        await self._settled()
        await self._shoot(f"{scene.id}-home")
        for number, turn in enumerate(scene.turns, 1):
            if turn.touch:
                await self._play_touches(turn, resident)
            else:
                await self._play_turn(turn, resident, talk)
            await self._settled()
            await self._shoot(f"{scene.id}-{number}")
        for step in scene.staff:
            await self._play_staff(step)
            await self._settled()
            await self._shoot(f"{scene.id}-{step.action}")
        self._kiosk.view_model.leave_crisis()
        self._kiosk.view_model.leave_check_in()

    async def _play_turn(self, turn: Turn, resident: Resident, talk: OverheardTalk) -> None:
        model = self._kiosk.view_model
        self.tell(f"{resident.preferred_name}: {turn.say}")
        model.start_talking()
        model.keep_draft(turn.say)
        model.send()
        try:
            record = await asyncio.wait_for(talk.records.get(), _PATIENCE_S)
        except TimeoutError:
            raise DemoError("A turn did not come to its end.") from None
        for sentence in record.reply:
            self.tell(f"    Lilo: {sentence}")
        if record.sources:
            self.tell(f"    [from {', '.join(record.sources)}]")
        alerted = record.alert_id is not None
        if alerted:
            self.tell(f"    [alert {record.level.label}: {record.kind}]")
        if alerted != turn.expect_alert:
            said = "raised an alert" if alerted else "raised no alert"
            self.wrong.append(f"“{turn.say}” {said}.")
        if record.agent not in self.agents:
            self.agents.append(record.agent)
        if turn.expect_agent and record.agent != turn.expect_agent:
            self.wrong.append(f"“{turn.say}” was answered by {record.agent}.")
        if turn.expect_level is not None and record.level is not turn.expect_level:
            self.wrong.append(f"“{turn.say}” was {record.level.label}.")

    async def _play_touches(self, turn: Turn, resident: Resident) -> None:
        """Answer a check-in by its buttons, and look whether staff were told."""
        before = await self._open_alerts(resident)
        for words in turn.touch:
            await self._until_asked(words)
            model = self._kiosk.view_model
            choices = [choice["text"] for choice in self._check_in.choices]
            asked = self._check_in.question
            if words in choices:
                self.tell(f"    Lilo: {asked}")
                self.tell(f"{resident.preferred_name} touches: {words}")
                model.choose_in_check_in(choices.index(words))
            else:
                self.tell(f"{resident.preferred_name} touches: {words}")
                model.begin_check_in()
        await self._until(lambda: self._check_in.is_over)
        self.tell(f"    Lilo: {self._check_in.question}")
        new = [alert for alert in await self._open_alerts(resident) if alert not in before]
        for alert in new:
            self.tell(f"    [alert {alert.cause.level.label}: {alert.cause.kind}]")
        if bool(new) != turn.expect_alert:
            said = "raised an alert" if new else "raised no alert"
            self.wrong.append(f"“{turn.touch[-1]}” {said}.")
        if turn.expect_level is not None:
            graver = [one.cause.level.label for one in new if one.cause.level != turn.expect_level]
            self.wrong += [f"“{turn.touch[-1]}” was {label}." for label in graver]

    @property
    def _check_in(self) -> Any:
        return self._kiosk.view_model.check_in

    async def _until_asked(self, words: str) -> None:
        """Wait until a button bears the words."""

        def is_there() -> bool:
            shown = self._check_in
            can = shown.can_answer and words in [choice["text"] for choice in shown.choices]
            return can or shown.offer == words

        await self._until(is_there)

    async def _until(self, is_so: Callable[[], bool]) -> None:
        for _ in range(round(_PATIENCE_S / _LOOK_S)):
            if is_so():
                return
            await asyncio.sleep(_LOOK_S)
        raise DemoError("The kiosk did not show what the script touches.")

    async def _open_alerts(self, resident: Resident) -> Sequence[Alert]:
        def job() -> Sequence[Alert]:
            with self.lilo.database.reading() as unit:
                return unit.alerts.open_alerts(resident.id)

        return await self.lilo.runtime.database.run(job)

    async def _play_staff(self, step: StaffStep) -> None:
        window = self._staff
        if not window.is_signed_in:
            # The script has gone on by more hours than a session lasts.
            await self._sign_in()
            await self._settled()
        self.tell(f"Staff ({step.by}): {step.action}{f' - {step.note}' if step.note else ''}")
        if step.action == "acknowledge":
            await self._shown("going")
            await by_hand(lambda: self._press("going"))
        else:
            await self._shown("resolve")
            await by_hand(lambda: self._press("resolve"))
            await self._settled()
            note = window.findChild(QLineEdit, "note")
            if note is None:
                raise DemoError("The staff window did not ask for an outcome.")
            note.setText(step.note)
            await self._shoot("resolving")
            await by_hand(lambda: self._press("outcome_helped"))
            await by_hand(lambda: self._press("confirm"))

    async def _shown(self, name: str) -> None:
        """Wait for a button, as a person does on a slow machine."""
        for _ in range(_LOOKS):
            if self._buttons(name):
                return
            await asyncio.sleep(_SETTLE_S)

    def _buttons(self, name: str) -> list[QPushButton]:
        return [
            button
            for button in self._staff.findChildren(QPushButton, name)
            if button.isVisible() and button.isEnabled()
        ]

    def _press(self, name: str) -> None:
        buttons = self._buttons(name)
        if not buttons:
            raise DemoError(f"The staff window shows no button '{name}'.")
        # The gravest alert stands on top.
        first = min(buttons, key=lambda button: button.mapTo(self._staff, QPoint()).y())
        QTest.mouseClick(first, Qt.MouseButton.LeftButton)

    async def _sign_in(self) -> None:
        await self._shoot("sign-in")
        self._staff.sign_in("dana", DEMO_PASSPHRASE)
        for _ in range(100):
            await asyncio.sleep(0.1)
            if self._staff.is_signed_in:
                return
        raise DemoError("Nobody could sign in to the staff window.")

    async def _settled(self) -> None:
        """Let both windows show what has happened."""
        await asyncio.sleep(_SETTLE_S + self.pace_s)

    async def _shoot(self, name: str) -> None:
        if self.shots is None:
            return
        self._step += 1
        pictures = {
            "kiosk": await by_hand(self._kiosk.grab),
            "staff": await by_hand(lambda: self._staff.grab().toImage()),
        }
        for window, picture in pictures.items():
            file = self.shots / f"{self._step:02d}-{name}-{window}.png"
            if not picture.save(str(file)):
                raise DemoError(f"The picture {file} could not be written.")

    @property
    def _kiosk(self) -> KioskWindow:
        if self.windows.kiosk is None:
            raise DemoError("The kiosk window is not open.")
        return self.windows.kiosk

    @property
    def _staff(self) -> StaffWindow:
        if self.windows.staff is None:
            raise DemoError("The staff window is not open.")
        return self.windows.staff
