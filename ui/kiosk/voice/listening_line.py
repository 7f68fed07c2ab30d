"""The resident's voice: a touch begins, words end it, and what they mean is done as if touched."""

from dataclasses import replace
from typing import Any

from app.conversation.listening import (
    Act,
    Ask,
    Came,
    Chunk,
    Decision,
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
from ui.kiosk.state import KioskState
from ui.kiosk.tap_guard import Monotonic
from ui.kiosk.voice.acts import Acts
from ui.kiosk.voice.expecting import ASKED, Topic, expected, topic_of
from ui.kiosk.voice.faults import Faults
from ui.kiosk.voice.listening_inputs import ListeningInputs, ListeningNote
from ui.kiosk.voice.microphone import Aloud, EarDevices, MicrophoneFault
from ui.kiosk.voice.places import place_of
from ui.kiosk.voice.sound_watch import SoundWatch
from ui.shared.spawner import Spawner

_CLOSED = frozenset({Topic.OVER, Topic.CONFIRMING})
"""Where only the answers to what is asked are wanted."""

TRIES, TRIES_UNASKED = 3, 2
"""How often Lilo listens to the same thing, where it has asked and where it has not."""


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
        self._has_spoken = False
        """What was done last was said, so it goes on by voice."""
        self._screen = state.inputs.screen
        self._tries = 0
        self._nearly: Recognised | None = None
        self._place: object = None
        self._sound = SoundWatch(monotonic, self._take)
        self._faults = Faults(spawner)
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
        # What was open for another screen is over: this one is listened to.
        self._leave_with_the_screen(self._state.inputs)
        if self._listener is not None and self._inputs.is_listening:
            self._listener.finish()
            return
        self._begin()

    def stop(self) -> None:
        """Listen no more, and let go of what was heard."""
        self._goes_on = self._has_spoken = False
        if self._listener is not None:
            self._listener.stop()
        self._close()
        self._change(
            hearing=Hearing.IDLE,
            caption="",
            asked=None,
            note=ListeningNote.NONE,
            has_called=False,
        )

    def confirm(self, *, is_right: bool) -> None:
        """Answer what was read back."""
        asked = self._inputs.asked
        if asked is None:
            return
        self.stop()
        if is_right:
            self._do(asked.wished, asked.text, asked.confidence)
        elif asked.wished.wish is not Wish.NURSE:
            self._begin()

    def look(self) -> None:
        """Leave with the screen; go on by itself where that is wanted."""
        heard = self._listener.hearing if self._listener is not None else Hearing.IDLE
        is_open = heard in {Hearing.WAITING, Hearing.HEARING}
        if self._sound.is_deaf(is_open=is_open and not self._aloud.is_sounding()):
            self._lost(MicrophoneFault.BUSY)
        inputs = self._state.inputs
        is_done = self._was_busy and not self._is_busy
        if is_done and self._is_hands_free:
            self._goes_on = True
        self._was_busy = self._is_busy
        self._leave_with_the_screen(inputs)
        self.settle(inputs)
        if is_done:
            # Where it led has been seen; what is touched from now on was not said.
            self._has_spoken = False

    def settle(self, inputs: KioskInputs) -> None:
        """Listen on as soon as Lilo has said what it had to say."""
        came, self._screen = inputs.screen is not self._screen, inputs.screen
        if came and inputs.screen is Screen.CRISIS and (self._has_spoken or self._is_hands_free):
            # Whoever came here by words answers by words.
            self._goes_on = True
        if not self._goes_on or self._is_busy or self._inputs.is_listening:
            return
        if self._aloud.is_sounding():
            return
        topic = self._topic
        if topic is Topic.HOME and self._place != place_of(inputs):
            # At home nobody is listened to who has not touched the screen for it.
            self._goes_on = False
        elif topic is not Topic.NONE:
            self._goes_on = False
            self._begin(is_another_try=self._tries > 0)

    def close(self) -> None:
        """Listen no more at all."""
        self.stop()
        self._ears = self._listener = None

    @property
    def _is_busy(self) -> bool:
        inputs = self._state.inputs
        is_kept = inputs.crisis is not None and bool(inputs.crisis.chosen)
        return inputs.talk.is_busy or inputs.check_in.is_busy or is_kept

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

    def _begin(self, *, is_another_try: bool = False) -> None:
        """Open the microphone, with the sound by which who looks away knows of it."""
        ears, listener, devices = self._ears, self._listener, self._devices
        topic = self._topic
        if ears is None or listener is None or devices is None or topic is Topic.NONE:
            return
        self._place = place_of(self._state.inputs)
        if not is_another_try:
            self._tries, self._nearly = 0, None
            self._change(note=ListeningNote.NONE)
        self._change(caption="")
        self._sound.begin()
        fault = devices.microphone.open(self._sound.hear, self._lost)
        if fault is not MicrophoneFault.NONE:
            self._lost(fault)
            return
        if topic is Topic.TALK and self._inputs.is_free:
            self._state.change_talk(is_writing=False, wants_words=False, notice="")
        listener.begin(self._expected(ears, topic))
        lasts_s = devices.cue.ring(self._state.inputs.preferences.voice.loudness)
        if lasts_s > 0:
            listener.shut_for(lasts_s)

    def _take(self, chunk: Chunk) -> None:
        self._faults.mended()
        if self._listener is not None:
            self._listener.hear(chunk)

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
            self._note(ListeningNote.ENDLESS)
            return
        topic, is_free = self._topic, ears.recognizer.takes_free_speech
        expected = self._expected(ears, topic)
        decision = decide(final, expected, ears.trust, is_free=is_free, before=self._nearly)
        is_turn = _is_for(decision, Wish.SAY) and topic not in _CLOSED
        if not final.text or is_turn or _is_for(decision, Wish.NURSE):
            # Nothing said; a turn, which is screened before all else; or help, which waits for
            # nothing.
            self._carry_out(decision, topic)
            return
        self._spawner.spawn(self._screened(decision, final, topic), name="screen_what_was_heard")

    async def _screened(self, decision: Decision, said: Recognised, topic: Topic) -> None:
        """Do what was said, unless the words worry: those go before whatever was asked."""
        place = self._place
        if await self._acts.worries(said.text):
            if self._inputs.is_free:
                self._change(asked=None)
                self._do(Wished(Wish.SAY), said.text, said.confidence)
                return
            if topic is not Topic.CRISIS:
                # What a closed grammar hears is no evidence of danger; a person can ask.
                decision = Ask(Wished(Wish.NURSE), said.text, said.confidence)
        if place == place_of(self._state.inputs):
            self._carry_out(decision, topic)

    def _carry_out(self, decision: Decision, topic: Topic) -> None:
        match decision:
            case Act() | Ask() if decision.wished.wish is Wish.SAY and topic in _CLOSED:
                # Words that answer nothing that was asked.
                self._not_understood(Nothing(was_speech=True), topic)
            case Act():
                self._act(decision, topic)
            case Ask():
                self._ask(decision)
            case Nothing():
                self._not_understood(decision, topic)

    def _not_understood(self, heard: Nothing, topic: Topic) -> None:
        """Say so, and listen again as often as makes sense."""
        self._tries += 1
        self._nearly = heard.nearly
        tries = TRIES if topic in ASKED else TRIES_UNASKED
        is_worth_it = self._tries < tries and (heard.was_speech or topic in ASKED)
        note = ListeningNote.UNCLEAR if heard.was_speech else ListeningNote.NOTHING
        if heard.was_speech and not is_worth_it and self._tries > 1:
            note = ListeningNote.GIVEN_UP
        self._goes_on = is_worth_it
        self._note(note)
        self.settle(self._state.inputs)

    def _note(self, note: ListeningNote) -> None:
        now = self._state.inputs.now
        self._change(note=note, noted_at=now, count=self._inputs.count + 1)

    def _act(self, act: Act, topic: Topic) -> None:
        if topic is Topic.CONFIRMING and act.wished.wish in {Wish.YES, Wish.NO}:
            self.confirm(is_right=act.wished.wish is Wish.YES)
            return
        # What was not understood before is settled; Lilo's reply is to be heard, not that.
        self._change(asked=None, note=ListeningNote.NONE)
        self._do(act.wished, act.text, act.confidence)

    def _do(self, wished: Wished, text: str, confidence: float) -> None:
        self._tries, self._nearly = 0, None
        self._has_spoken = wished.wish in {Wish.SAY, Wish.ANSWER}
        match wished.wish:
            case Wish.SAY | Wish.ANSWER:
                self._change(has_called=False)
                # Whoever answers by voice goes on by voice.
                is_asked = self._state.inputs.screen in {Screen.CHECK_IN, Screen.CRISIS}
                self._goes_on = is_asked or self._is_hands_free
            case Wish.NURSE:
                self._change(has_called=True)
            case Wish.QUESTIONS | Wish.TODAY | Wish.TALK | Wish.MORE:
                # Whoever got there by voice gets on by voice.
                self._goes_on = True
            case Wish.STOP:
                self._aloud.hush()
            case Wish.DAY:
                self._note(ListeningNote.DAY)
        self._acts.do(wished, text, confidence)

    def _ask(self, ask: Ask) -> None:
        self._change(asked=ask, note=ListeningNote.NONE, count=self._inputs.count + 1)
        self._goes_on = True
        self.settle(self._state.inputs)

    def _leave_with_the_screen(self, inputs: KioskInputs) -> None:
        now = self._inputs
        is_something = now.is_listening or now.asked or now.note or now.has_called
        if is_something and self._place != place_of(inputs):
            goes_on, has_spoken = self._goes_on, self._has_spoken
            self.stop()
            self._goes_on, self._has_spoken = goes_on, has_spoken

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
        self._change(hearing=Hearing.IDLE, caption="", asked=None)
        self._note(note)
        if note is ListeningNote.NO_RECOGNIZER:
            self._change(can_listen=False)
        self._faults.tell(self._ears, fault or note.value)

    def _look_for_microphone(self) -> None:
        ears = self._ears
        if ears is None or self._listener is None:
            self._change(can_listen=False)
            return
        is_there = self._microphone_is_there
        is_usable = ears.recognizer.state is not RecognizerState.BROKEN
        self._change(can_listen=is_there and is_usable)
        if not is_there:
            self._faults.tell(ears, MicrophoneFault.ABSENT.value)

    def _plugged(self) -> None:
        """Look again after a microphone was plugged in or unplugged."""
        self._look_for_microphone()
        if self._inputs.can_listen and self._inputs.note is ListeningNote.NO_MICROPHONE:
            self._change(note=ListeningNote.NONE)

    def _close(self) -> None:
        if self._devices is not None:
            self._devices.microphone.close()


def _is_for(decision: Decision, wish: Wish) -> bool:
    return isinstance(decision, Act) and decision.wished.wish is wish
