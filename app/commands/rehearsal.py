"""A check-in taken by voice alone, with everything real but the resident and the sound card.

The resident is a synthetic voice (`app.quality.simulated_speech`), who touches the microphone once
on the home screen, and after that only what Lilo has given up on.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from app.clinical import ScaleId
from app.clinical.administration import How, Step
from app.clinical.scale import ENGLISH, Scale
from app.commands.bench_waiting import within
from app.commands.rehearsal_stage import PATIENCE_S, Stage
from app.errors import LiloError
from app.quality.simulated_speech import SimulatedVoice
from ui.kiosk.voice.listening_wording import ListeningWords, load_listening_words

BEGIN = "ask me the questions"
YES, NO = "yes", "no"

ENDLESS = 80
"""More things said than any check-in takes."""

_QUIET_S = 3.2
_LOOK_S = 0.005
_SAYS_AGAIN_S = 8.0
"""After so long without any answer people say it again."""


class RehearsalError(LiloError):
    """The kiosk stood still while a check-in was rehearsed."""

    code = "voice.rehearsal"


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """What came of one check-in.

    Attributes:
        questions: how many were asked.
        at_once: understood when they were first answered.
        by_voice: answered and confirmed by voice alone, however many tries it took.
        read_back_wrongly: another answer than was said was read back, and refused by voice.
        stored_wrongly: another answer than was meant was kept.
        is_whole: every question was answered by voice, and kept as it was meant.
        tries: things said in all.
        said: what Lilo said.
    """

    voice: str
    questions: int
    at_once: int
    by_voice: int
    read_back_wrongly: int
    stored_wrongly: int
    is_whole: bool
    tries: int
    total: int | None
    said: tuple[str, ...] = ()


async def rehearse(
    stage: Stage,
    scale_id: ScaleId,
    voice: SimulatedVoice,
    answers: Mapping[str, int],
    first: Mapping[str, str] | None = None,
) -> Rehearsed:
    """Have a resident answer a scale by voice.

    Args:
        stage: the kiosk.
        scale_id: what is asked.
        voice: the resident's.
        answers: what they mean, by item.
        first: what they say to an item before they answer it.

    Raises:
        RehearsalError: the kiosk stood still.
    """
    lilo = stage.lilo
    scale = lilo.check_ins.rules.scale(scale_id)
    stage.overheard.said.clear()
    if stage.shown("check_in", "is_over"):
        await stage.offer(scale_id)
    await _until(lambda: bool(stage.shown("check_in", "offer")))
    actor = _Actor(stage, scale, voice, answers, first or {})
    await actor.play()
    return actor.rehearsed(await _kept(stage, scale_id))


@dataclass
class _Actor:
    """The resident: listens, answers, and touches only what Lilo gives up on."""

    stage: Stage
    scale: Scale
    voice: SimulatedVoice
    answers: Mapping[str, int]
    first: Mapping[str, str]
    tries: dict[str, int] = field(default_factory=dict)
    touched: set[str] = field(default_factory=set)
    read_back_wrongly: int = 0
    said: int = 0
    unanswered: int = 0
    words: ListeningWords = field(default_factory=load_listening_words)

    async def play(self) -> None:
        """Begin at home, and answer until nothing more is asked."""
        model = self.stage.model
        model.listen()
        while not self._is_over() and self.said < ENDLESS:
            await _until(lambda: self._is_over() or self._is_heard or self._has_given_up)
            if self._is_over():
                return
            if self._is_heard:
                await self._say(self._reply())
            else:
                self._touch()
                await _until(
                    lambda: self._is_over() or bool(self.stage.shown("check_in", "can_answer"))
                )
                if not self._is_over():
                    model.listen()

    def rehearsed(self, kept: Mapping[str, tuple[int | None, How | None]]) -> Rehearsed:
        """Sum it up."""
        items = [item.id for item in self.scale.items]
        spoken = [i for i in items if i not in self.touched and kept.get(i, (None, None))[1]]
        wrongly = [i for i in items if i in kept and kept[i][0] != self.answers[i]]
        values = [kept[i][0] for i in items if i in kept]
        by_voice = [i for i in spoken if kept[i][1] is How.SPEECH]
        total = sum(v for v in values if v is not None) if len(values) == len(items) else None
        return Rehearsed(
            self.voice.name,
            len(items),
            sum(self.tries.get(i) == 1 and i in by_voice for i in items),
            len(by_voice),
            self.read_back_wrongly,
            len(wrongly),
            len(by_voice) == len(items) and not wrongly,
            self.said,
            total,
            tuple(self.stage.overheard.said),
        )

    def _is_over(self) -> bool:
        is_there = self.stage.shown("frame", "screen") == "check_in"
        return is_there and bool(self.stage.shown("check_in", "is_over"))

    @property
    def _is_heard(self) -> bool:
        return self.stage.microphone.hear is not None

    @property
    def _has_given_up(self) -> bool:
        words, stage = self.words, self.stage
        final = {words.given_up, words.endless, words.nothing, words.no_recognizer}
        is_open, title = stage.shown("listening", "is_open"), stage.shown("listening", "title")
        return not is_open and title in final

    def _reply(self) -> str:
        if self.stage.shown("listening", "is_asking"):
            return NO if "nurse" in str(self.stage.shown("listening", "title")) else YES
        item = self._item()
        if item is None:
            return BEGIN
        wanted = self.scale.option(self.answers[item])
        text = wanted.text.in_(ENGLISH) if wanted else ""
        if not self.stage.shown("check_in", "is_reading_back"):
            self.tries[item] = self.tries.get(item, 0) + 1
            return self.first.get(item, text) if self.tries[item] == 1 else text
        is_right = text in str(self.stage.shown("check_in", "question"))
        self.read_back_wrongly += not is_right
        return YES if is_right else NO

    def _item(self) -> str | None:
        """Return what is asked, as it stands on the screen."""
        if self.stage.shown("frame", "screen") != "check_in":
            return None
        shown = {
            str(self.stage.shown("check_in", "question")),
            *map(str, self.stage.shown("check_in", "lines")),
        }
        return next((i.id for i in self.scale.items if i.text.in_(ENGLISH) in shown), None)

    async def _say(self, words: str) -> None:
        self.said += 1
        microphone = self.stage.microphone
        opened = microphone.opened
        await microphone.take(self.voice.says(words, self.said))
        await microphone.take(self.voice.is_silent(_QUIET_S))
        is_answered = await within(
            _SAYS_AGAIN_S,
            lambda: not self.stage.shown("listening", "is_open") or microphone.opened > opened,
            every_s=_LOOK_S,
        )
        # What was said while Lilo was still finishing its sentence is lost, and said again.
        self.unanswered = 0 if is_answered else self.unanswered + 1
        if self.unanswered * _SAYS_AGAIN_S > PATIENCE_S:
            raise _stood_still()

    def _touch(self) -> None:
        """Answer by hand what could not be answered by voice."""
        model, item = self.stage.model, self._item()
        if item is None:
            model.begin_check_in()
        elif self.stage.shown("check_in", "is_reading_back"):
            self.touched.add(item)
            wanted = self.scale.option(self.answers[item])
            is_right = wanted is not None and wanted.text.in_(ENGLISH) in str(
                self.stage.shown("check_in", "question")
            )
            model.choose_in_check_in(0 if is_right else 1)
        else:
            self.touched.add(item)
            values = [option.value for option in self.scale.options]
            model.choose_in_check_in(values.index(self.answers[item]))


async def _kept(stage: Stage, scale_id: ScaleId) -> Mapping[str, tuple[int | None, How | None]]:
    """Return what stands in the database of the newest taking: value and how, by item."""

    def job() -> Mapping[str, tuple[int | None, How | None]]:
        with stage.lilo.database.reading() as unit:
            events = [e for e in unit.administrations.of(stage.resident.id) if e.scale == scale_id]
        newest = events[-1].administration_id if events else None
        return {
            event.item: (event.value, event.how)
            for event in events
            if event.administration_id == newest and event.step is Step.ANSWERED
        }

    return await stage.lilo.runtime.database.run(job)


async def _until(is_so: Callable[[], bool]) -> None:
    if not await within(PATIENCE_S, is_so, every_s=_LOOK_S):
        raise _stood_still()


def _stood_still() -> RehearsalError:
    return RehearsalError(
        "The kiosk stood still while a check-in was rehearsed.",
        "Try it on a machine that does nothing else.",
    )
