"""A kiosk that can be spoken to, with ears, a microphone and a voice under the test's hand."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from kiosk_fakes import Bench, FakeChime, FakeSeconds, done, heard, sentence
from presence_stand import ScriptedReminders, ScriptedStarts, reminder

from app.conversation import CheckInChoice, CheckInShown
from app.conversation.listening import Ears, Recognised, load_phrases
from resources import RESOURCES
from tests.fakes.ear_devices import FakeCue, FakeMicrophone, FakeVoice
from tests.fakes.ears import LoudIsVoice, ScriptedRecognizer, quiet, voice
from ui.kiosk.view_model import KioskViewModel
from ui.kiosk.voice.microphone import Aloud, EarDevices
from ui.kiosk.wording import load_wording
from ui.shared.spawner import QueuedSpawner

PHRASES = load_phrases(RESOURCES / "speech" / "listening.yaml")
QUESTION = CheckInShown(
    None,
    question=sentence("Little interest or pleasure in doing things"),
    choices=(
        CheckInChoice(0, sentence("Not at all")),
        CheckInChoice(1, sentence("Several days")),
    ),
    item="1",
    number=1,
    count=2,
)


@dataclass
class House:
    """A kiosk that can be spoken to."""

    bench: Bench
    model: KioskViewModel
    spawner: QueuedSpawner
    recognizer: ScriptedRecognizer
    microphone: FakeMicrophone
    cue: FakeCue
    voice: FakeVoice
    reminders: ScriptedReminders
    seconds: FakeSeconds = field(default_factory=FakeSeconds)
    starts: ScriptedStarts = field(default_factory=lambda: ScriptedStarts(None))
    reported: list[str] = field(default_factory=list)

    def open(self, *, hands_free: bool = False, is_free: bool = False) -> "House":
        async def report(fault: str) -> None:
            self.reported.append(fault)

        self.recognizer.takes_free_speech = is_free
        ears = Ears(
            self.recognizer,
            LoudIsVoice(),
            PHRASES,
            lambda texts: [text.lower() for text in texts],
            report,
            hands_free=frozenset({"Margaret Ellis"} if hands_free else ()),
        )
        services = replace(
            self.bench.services, ears=ears, reminders=self.reminders, starts=self.starts
        )
        self.model.attach(services)
        self.spawner.drain()
        return self

    def ask(self) -> None:
        """Have a question of a scale asked."""
        self.bench.talk.steps = [heard("ask me"), QUESTION, done()]
        self.model.start_talking()
        self.model.write()
        self.model.keep_draft("ask me")
        self.model.send()
        self.spawner.drain()

    def remind(self) -> None:
        self.reminders.due = [reminder()]
        self.model.tick()
        self.spawner.drain()

    def say(self, text: str, confidence: float = 0.9) -> None:
        """Speak, be silent, and let it be understood."""
        self.speak(text, confidence)
        self.understand()

    def speak(self, text: str, confidence: float) -> None:
        self.recognizer.said = Recognised(text, confidence)
        hear = self.microphone.hear
        assert hear is not None, "the microphone is closed"
        hear(voice(0.6))
        hear(quiet(3.2))

    def understand(self) -> None:
        self.recognizer.answer()
        self.spawner.drain()

    @property
    def listening(self) -> dict[str, object]:
        shown = self.model.listening
        return {name: shown.field(name) for name in ("title", "line", "is_open", "is_asking")}

    @property
    def title(self) -> str:
        return str(self.listening["title"])


def opened_house(bench: Bench, spawner: QueuedSpawner, chime: FakeChime) -> Iterator[House]:
    """Build one, and close it afterwards."""
    microphone, cue, own = FakeMicrophone(), FakeCue(), FakeVoice()
    basics = replace(
        bench.basics,
        devices=EarDevices(microphone, cue),
        aloud=Aloud(lambda: own.is_sounding, own.hush),
    )
    seconds = FakeSeconds()
    model = KioskViewModel(basics, load_wording(), spawner, chime, monotonic=seconds)
    yield House(
        bench,
        model,
        spawner,
        ScriptedRecognizer(),
        microphone,
        cue,
        own,
        ScriptedReminders(),
        seconds,
    )
    model.close()
