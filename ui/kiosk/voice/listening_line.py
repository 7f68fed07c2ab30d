"""The resident's voice: a touch begins, words end it, and what they mean is done as if touched."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Any

from app.conversation.listening import (
    Act,
    Ask,
    Came,
    Ears,
    Expected,
    Hearing,
    Listener,
    Nothing,
    Recognised,
    RecognizerState,
    Wish,
    Wished,
    decide,
)
from app.identity import Resident
from ui.kiosk.inputs import KioskInputs, Screen
from ui.kiosk.presence_view import OverView
from ui.kiosk.state import KioskState
from ui.kiosk.tap_guard import Monotonic
from ui.kiosk.voice.expecting import Topic, expected, topic_of
from ui.kiosk.voice.listening_inputs import ListeningInputs, ListeningNote
from ui.kiosk.voice.microphone import Aloud, EarDevices, MicrophoneFault
from ui.shared.spawner import Spawner

_CLOSED = frozenset({Topic.OVER, Topic.CONFIRMING})
"""Where only the answers to what is asked are wanted."""


@dataclass(frozen=True, slots=True)
class Acts:
    """What can be done by voice; each is what a touch does.

    Attributes:
        say: takes a turn with words and the recogniser's confidence.
        worries: whether words must not wait until they were read back.
        call_nurse: presses the call button.
        say_again, go_home: as the buttons of those names.
        choose_over: one of the choices over everything, by its key.
        over: what is said over everything now.
    """

    say: Callable[[str, float], None]
    worries: Callable[[str], Awaitable[bool]]
    call_nurse: Callable[[], None]
    say_again: Callable[[], None]
    go_home: Callable[[], None]
    choose_over: Callable[[str], None]
    over: Callable[[], OverView]


class ListeningLine:
    """Opens the microphone when it is wanted and never otherwise, and acts on what was said."""

    def __init__(
        self,
        state: KioskState,
        spawner: Spawner,
        acts: Acts,
        devices: EarDevices | None,
        aloud: Aloud,
        monotonic: Monotonic,
    ) -> None:
        self._state = state
        self._spawner = spawner
        self._acts = acts
        self._devices = devices
        self._aloud = aloud
        self._monotonic = monotonic
        self._ears: Ears | None = None
        self._listener: Listener | None = None
        self._is_hands_free = False
        self._goes_on = False
        """Lilo listens again by itself, once it has been asked or answered."""
        self._was_busy = False
        self._place: object = None
        self._reported: set[str] = set()
        if devices is not None:
            devices.microphone.on_change(self._plugged)

    def attach(self, ears: Ears | None, resident: Resident) -> None:
        """Know what to listen with, and to whom."""
        self.stop()
        self._is_hands_free = ears is not None and resident.full_name in ears.hands_free
        if ears is not self._ears:
            self._ears = ears
            self._listener = self._made(ears) if ears is not None and self._devices else None
        if self._listener is not None and self._microphone_is_there:
            # Loading takes a second or more: before the first word, not after it.
            self._listener.prepare()
        self._change(is_free=ears is not None and ears.recognizer.takes_free_speech)
        self._look_for_microphone()

    @property
    def can_talk(self) -> bool:
        """Whether free speech is understood, and nothing is on its way."""
        now = self._inputs
        return now.can_listen and now.is_free and not self._state.inputs.talk.is_busy

    def touch(self) -> None:
        """Begin to listen; or, while Lilo listens, take what was said for all of it."""
        self._aloud.hush()
        if self._listener is not None and self._inputs.is_listening:
            self._listener.finish()
            return
        self._begin(is_asked=True)

    def stop(self) -> None:
        """Listen no more, and let go of what was heard."""
        self._goes_on = False
        if self._listener is not None:
            self._listener.stop()
        self._close()
        self._change(hearing=Hearing.IDLE, caption="", asked=None, note=ListeningNote.NONE)

    def confirm(self, *, is_right: bool) -> None:
        """Answer what was read back."""
        asked = self._inputs.asked
        if asked is None:
            return
        self.stop()
        if is_right:
            self._do(asked.wished, asked.text, asked.confidence)
        elif asked.wished.wish is not Wish.NURSE:
            self._begin(is_asked=False)

    def look(self) -> None:
        """Leave with the screen; go on by itself where that is wanted."""
        inputs = self._state.inputs
        busy = inputs.talk.is_busy or inputs.check_in.is_busy
        if self._was_busy and not busy and self._is_hands_free:
            self._goes_on = True
        self._was_busy = busy
        self._leave_with_the_screen(inputs)
        topic = self._topic
        is_free_now = not (busy or self._inputs.is_listening or self._aloud.is_sounding())
        if self._goes_on and is_free_now and topic is not Topic.NONE:
            self._goes_on = False
            self._begin(is_asked=False)

    def close(self) -> None:
        """Listen no more at all."""
        self.stop()
        self._ears = self._listener = None

    @property
    def _inputs(self) -> ListeningInputs:
        return self._state.inputs.listening

    @property
    def _topic(self) -> Topic:
        return topic_of(self._state.inputs, self._acts.over().kind)

    @property
    def _microphone_is_there(self) -> bool:
        return self._devices is not None and self._devices.microphone.is_there

    def _change(self, **changes: Any) -> None:
        self._state.change(listening=replace(self._inputs, **changes))

    def _made(self, ears: Ears) -> Listener:
        return Listener(
            ears.recognizer,
            ears.voice,
            ears.phrases,
            ears.patience,
            self._monotonic,
            self._aloud.is_sounding,
            self._came,
        )

    def _begin(self, *, is_asked: bool) -> None:
        """Open the microphone.

        Args:
            is_asked: somebody touched the screen for it, so they hear and read what comes of it.
        """
        ears, listener, devices = self._ears, self._listener, self._devices
        topic = self._topic
        if ears is None or listener is None or devices is None or topic is Topic.NONE:
            return
        if topic is Topic.TALK and not ears.recognizer.takes_free_speech:
            return
        self._place = place_of(self._state.inputs)
        self._change(note=ListeningNote.NONE, caption="")
        fault = devices.microphone.open(listener.hear, self._lost)
        if fault is not MicrophoneFault.NONE:
            self._lost(fault)
            return
        if self._state.inputs.screen is Screen.TALK:
            self._state.change_talk(is_writing=False, wants_words=False, notice="")
        listener.begin(self._expected(ears, topic))
        if is_asked or self._is_hands_free:
            lasts_s = devices.cue.ring()
            if lasts_s > 0:
                listener.shut_for(lasts_s)

    def _expected(self, ears: Ears, topic: Topic) -> Expected:
        keys = [choice.key for choice in self._acts.over().choices]
        return expected(topic, self._state.inputs, keys, ears.phrases, ears.ways)

    def _came(self, came: Came) -> None:
        if came.is_muted:
            self._fail(ListeningNote.MUTED)
            return
        if self._place != place_of(self._state.inputs):
            # What was asked has changed: these words answer something else.
            self._leave_with_the_screen(self._state.inputs)
            return
        self._change(hearing=came.hearing, caption=came.caption)
        if came.hearing in {Hearing.IDLE, Hearing.THINKING}:
            self._close()
        if came.final is not None:
            self._change(caption="")
            self._heard(came.final, was_endless=came.was_endless)

    def _heard(self, final: Recognised, *, was_endless: bool) -> None:
        ears = self._ears
        if ears is None:
            return
        if ears.recognizer.state is RecognizerState.BROKEN:
            self._fail(ListeningNote.NO_RECOGNIZER)
            return
        if was_endless:
            self._goes_on = False
            self._change(note=ListeningNote.ENDLESS)
            return
        is_free = ears.recognizer.takes_free_speech
        topic = self._topic
        decision = decide(final, self._expected(ears, topic), ears.trust, is_free=is_free)
        match decision:
            case Act() | Ask() if decision.wished.wish is Wish.SAY and topic in _CLOSED:
                only = self._said_beside(decision)
                self._spawner.spawn(only, name="screen_words_beside")
            case Act():
                self._act(decision, topic)
            case Ask() if decision.wished.wish is Wish.SAY:
                reading_back = self._read_back(decision)
                self._spawner.spawn(
                    reading_back, lambda _: self._ask(decision), name="screen_before_reading_back"
                )
            case Ask():
                self._ask(decision)
            case Nothing(was_speech=was_speech):
                self._goes_on = False
                note = ListeningNote.UNCLEAR if was_speech else ListeningNote.NOTHING
                self._change(note=note)

    def _act(self, act: Act, topic: Topic) -> None:
        if topic is Topic.CONFIRMING and act.wished.wish in {Wish.YES, Wish.NO}:
            self.confirm(is_right=act.wished.wish is Wish.YES)
            return
        self._change(asked=None)
        self._do(act.wished, act.text, act.confidence)

    def _do(self, wished: Wished, text: str, confidence: float) -> None:
        match wished.wish:
            case Wish.NURSE:
                self._acts.call_nurse()
            case Wish.STOP:
                self._aloud.hush()
            case Wish.AGAIN:
                self._acts.say_again()
            case Wish.HOME:
                self._acts.go_home()
            case Wish.CHOOSE:
                self._acts.choose_over(wished.key)
            case Wish.SAY:
                # Whoever answers by voice goes on by voice.
                self._goes_on = self._state.inputs.screen is Screen.CHECK_IN or self._is_hands_free
                self._acts.say(text, confidence)
            case Wish.YES | Wish.NO:
                pass

    async def _read_back(self, ask: Ask) -> None:
        """Ask about words that were heard badly; those that worry go on at once."""
        place = self._place
        if await self._acts.worries(ask.text):
            self._do(ask.wished, ask.text, ask.confidence)
        elif place == place_of(self._state.inputs):
            self._ask(ask)

    async def _said_beside(self, said: Act | Ask) -> None:
        """Take words that answer nothing that was asked only where they worry."""
        if await self._acts.worries(said.text):
            self._change(asked=None)
            self._do(said.wished, said.text, said.confidence)
        else:
            self._change(note=ListeningNote.UNCLEAR)

    def _ask(self, ask: Ask) -> None:
        self._change(asked=ask)
        self._begin(is_asked=False)

    def _leave_with_the_screen(self, inputs: KioskInputs) -> None:
        is_something = self._inputs.is_listening or self._inputs.asked or self._inputs.note
        if is_something and self._place != place_of(inputs):
            goes_on = self._goes_on
            self.stop()
            self._goes_on = goes_on

    def _lost(self, fault: MicrophoneFault) -> None:
        if self._listener is not None:
            self._listener.stop()
        self._fail(ListeningNote.NO_MICROPHONE, fault.value)
        self._look_for_microphone()

    def _fail(self, note: ListeningNote, fault: str = "") -> None:
        """Say in one line that touch goes on, and tell staff once."""
        self._goes_on = False
        if self._listener is not None:
            self._listener.stop()
        self._close()
        self._change(hearing=Hearing.IDLE, caption="", asked=None, note=note)
        if note is ListeningNote.NO_RECOGNIZER:
            self._change(can_listen=False)
        self._report(fault or note.value)

    def _look_for_microphone(self) -> None:
        ears = self._ears
        if ears is None or self._listener is None:
            self._change(can_listen=False)
            return
        is_there = self._microphone_is_there
        is_usable = ears.recognizer.state is not RecognizerState.BROKEN
        self._change(can_listen=is_there and is_usable)
        if not is_there:
            self._report(MicrophoneFault.ABSENT.value)

    def _plugged(self) -> None:
        """Look again after a microphone was plugged in or unplugged."""
        self._look_for_microphone()
        if self._inputs.can_listen and self._inputs.note is ListeningNote.NO_MICROPHONE:
            self._change(note=ListeningNote.NONE)

    def _report(self, fault: str) -> None:
        if self._ears is not None and fault not in self._reported:
            self._reported.add(fault)
            work = self._reporting(self._ears, fault)
            self._spawner.spawn(work, name="report_listening")

    async def _reporting(self, ears: Ears, fault: str) -> None:
        await ears.report(fault)

    def _close(self) -> None:
        if self._devices is not None:
            self._devices.microphone.close()


def place_of(inputs: KioskInputs) -> object:
    """Return what makes a question another one."""
    shown = inputs.check_in.shown
    question = (shown.item, shown.read_back) if shown is not None else None
    writes = inputs.check_in.is_writing
    reminder = inputs.reminder.current.key if inputs.reminder.current else None
    over = (reminder, inputs.reminder.after, inputs.is_asked_if_there)
    return (inputs.screen, inputs.resident_id, inputs.overlay, question, writes, over)
