"""Check-ins in a conversation: an open scale takes the resident's next words as an answer.

Screening has gone before: words of danger never come here, they pause the scale.
"""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from typing import ClassVar

import structlog

from app.check_in import CheckInDesk, Ended, Offer, Question, Remark, Standing
from app.clinical.administration import How
from app.clinical.scale import Option
from app.clinical.scale_files import SpeechWords
from app.clinical.understanding import Command, bare_of, plain
from app.conversation.check_in_words import CheckInWords
from app.conversation.events import CheckInChoice, CheckInShown, CrisisOpened, Spoken
from app.conversation.intents import Intent
from app.conversation.perception import Perceived
from app.conversation.records import Kept
from app.conversation.reply import Draft
from app.conversation.speaking import Speech
from app.conversation.wording import Wording
from app.identity import Resident
from app.ids import ResidentId
from app.safety import (
    CrisisScripts,
    DangerKind,
    Level,
    OutgoingScreen,
    ScreenedSentence,
    Withheld,
    begin_crisis,
)
from app.utterance import HeardBy

_log = structlog.get_logger(__name__)

CheckInEvent = CheckInShown | CrisisOpened | Spoken

_HOW = {HeardBy.TOUCH: How.TOUCH, HeardBy.KEYBOARD: How.KEYBOARD, HeardBy.SPEECH: How.SPEECH}
_QUIET = frozenset({Remark.NOTED, Remark.REPEAT})
_PUT_AGAIN = frozenset(
    {
        Remark.REPEAT,
        Remark.NOT_THAT,
        Remark.UNCLEAR,
        Remark.UNCLEAR_AGAIN,
        Remark.OUTSIDE,
        Remark.CONFUSED,
    }
)
_WITH_LEAD = frozenset({Remark.BEGIN, Remark.GO_ON, Remark.REPEAT, Remark.SCREENER, Remark.STEP})


@dataclass(frozen=True, slots=True)
class BeginCheckIn:
    """Begin what is due, or go on with what was begun."""


@dataclass(frozen=True, slots=True)
class DeclineCheckIn:
    """Rather not."""


@dataclass(frozen=True, slots=True)
class ChooseAnswer:
    """An answer was touched."""

    item: str
    value: int


@dataclass(frozen=True, slots=True)
class ConfirmAnswer:
    """What was read back is right, or not."""

    is_right: bool


@dataclass(frozen=True, slots=True)
class PressInCheckIn:
    """Something else than an answer was touched."""

    command: Command


CheckInAct = BeginCheckIn | DeclineCheckIn | ChooseAnswer | ConfirmAnswer | PressInCheckIn


@dataclass(slots=True)
class CheckInTalk:
    """Offers scales, asks them, and hands over to the crisis dialogue what is grave.

    Attributes:
        language: of the questions.
        hours: of the day within which the home screen offers, from and until.
    """

    AGENT: ClassVar[str] = "check_in"

    desk: CheckInDesk
    words: CheckInWords
    outgoing: OutgoingScreen
    wording: Wording
    scripts: CrisisScripts
    language: str = "en"
    hours: tuple[int, int] = (0, 24)
    _offered: dict[ResidentId, Offer] = field(default_factory=dict)
    _turn: "count[int]" = field(default_factory=count)

    def is_asking(self, resident_id: ResidentId) -> bool:
        """Whether the resident's next words are an answer."""
        return self.desk.is_asking(resident_id)

    async def offer(self, resident_id: ResidentId) -> Offer | None:
        """Return what the home screen may offer; None for nothing, and never at night."""
        hour = self.desk.clock().astimezone(self.desk.zone).hour
        if not self.hours[0] <= hour < self.hours[1]:
            return None
        return await self.desk.offer(resident_id)

    async def pause(self, resident_id: ResidentId) -> None:
        """Stop asking, with the answers kept. Never raises."""
        try:
            await self.desk.stop(resident_id)
        except Exception:
            # The answers are kept one by one; only the note of the pause is missing.
            _log.exception("check_in_pause_not_kept")

    async def answer(
        self, resident: Resident, perceived: Perceived, speech: Speech, kept: Kept
    ) -> Sequence[CheckInEvent]:
        """Take a turn's words for what they mean to the question that is asked."""
        said = perceived.screened.utterance
        standing = await self.desk.hear(
            resident.id, said.text, _HOW[said.heard_by], said.confidence
        )
        return self._events(standing, speech, len(kept.background.recent))

    async def offered(
        self, resident: Resident, perceived: Perceived, speech: Speech, kept: Kept
    ) -> Sequence[CheckInEvent]:
        """Offer questions to who asks for them, and begin with who agreed; else nothing."""
        offer = self._offered.pop(resident.id, None)
        said = perceived.screened.utterance.text
        turn = len(kept.background.recent)
        if offer is not None:
            language = self.desk.rules.speech.in_(self.language)
            agrees = _agrees(said, language)
            if agrees is not None:
                standing = await self._agreed(resident.id, offer, agrees=agrees)
                return self._events(standing, speech, turn)
            if plain(said) in language.commands[Command.REPEAT]:
                return self._offering(resident.id, offer, speech)
        understood = perceived.understood
        is_about_it = understood.primary is Intent.ASSESS and understood.is_sure
        if not (is_about_it and self.words.is_wished(said)):
            return ()
        offer = await self.desk.wish(resident.id)
        return () if offer is None else self._offering(resident.id, offer, speech)

    def _offering(
        self, resident_id: ResidentId, offer: Offer, speech: Speech
    ) -> Sequence[CheckInEvent]:
        spoken = speech.say(Draft(self.words.offering(offer, self.language)))
        if spoken is None:
            return ()
        self._offered[resident_id] = offer
        return (spoken,)

    async def _agreed(self, resident_id: ResidentId, offer: Offer, *, agrees: bool) -> Standing:
        if not agrees:
            return await self.desk.decline(resident_id)
        return await self.desk.begin(resident_id, offer.scale.id)

    async def act(self, resident: Resident, act: CheckInAct) -> AsyncIterator[CheckInEvent]:
        """Do what was touched, and show where it stands then.

        Raises:
            LiloError: it could not be kept; the question stands as before.
        """
        speech = Speech(self.outgoing, self.wording, ())
        for event in self._events(await self._done(resident.id, act), speech, next(self._turn)):
            yield event

    async def _done(self, resident_id: ResidentId, act: CheckInAct) -> Standing:
        match act:
            case BeginCheckIn():
                return await self.desk.begin(resident_id)
            case DeclineCheckIn():
                return await self.desk.decline(resident_id)
            case ChooseAnswer(item, value):
                return await self.desk.choose(resident_id, item, value)
            case ConfirmAnswer(is_right):
                return await self.desk.confirm(resident_id, is_right=is_right)
            case PressInCheckIn(command):
                return await self.desk.press(resident_id, command)

    def _events(self, standing: Standing, speech: Speech, turn: int) -> list[CheckInEvent]:
        """Return what is shown, then what is said."""
        lines = self.words.lines[standing.remark]
        line = lines[turn % len(lines)]
        if standing.read_back:
            spoken = standing.question.scale.spoken(self.language) if standing.question else "en"
            line = line.format(answer=standing.read_back.text.in_(spoken))
        remark = speech.say(Draft(line))
        said = [remark] if remark else []
        question = standing.question
        if question is None:
            return [*self._over(standing.ended, remark), *said]
        shown = self._shown(
            question,
            remark.sentence if remark else None,
            standing.read_back,
            is_shown=standing.remark not in _QUIET,
            is_put_again=standing.remark in _PUT_AGAIN,
        )
        if standing.read_back is None:
            quoted = map(speech.quote, self._said(question, standing.remark))
            said += [spoken for spoken in quoted if spoken]
        return [shown, *said]

    def _shown(
        self,
        question: Question,
        remark: ScreenedSentence | None,
        read_back: Option | None,
        *,
        is_shown: bool,
        is_put_again: bool,
    ) -> CheckInShown:
        scale = question.scale
        language = scale.spoken(self.language)
        choices = (
            (option.value, self._published(option.text.in_(language))) for option in scale.options
        )
        return CheckInShown(
            remark,
            self._published(scale.lead_of(question.item, language)),
            self._published(question.item.text.in_(language)),
            tuple(CheckInChoice(value, text) for value, text in choices if text),
            question.item.id,
            question.number,
            question.count,
            question.is_again,
            read_back.value if read_back else None,
            is_shown,
            is_put_again,
        )

    def _said(self, question: Question, remark: Remark) -> Sequence[str]:
        scale = question.scale
        language = scale.spoken(self.language)
        lead = scale.lead_of(question.item, language)
        said = [lead] if lead and remark in _WITH_LEAD else []
        said.append(question.item.text.in_(language))
        if remark is Remark.REPEAT:
            said += [option.text.in_(language) for option in scale.options]
        return said

    def _over(
        self, ended: Ended | None, remark: Spoken | None
    ) -> Sequence[CheckInShown | CrisisOpened]:
        """Show the end; whoever is in danger is stayed with, and not asked the same again."""
        if ended is None or ended.level is None or ended.level < Level.URGENT:
            return (CheckInShown(remark.sentence if remark else None),)
        begun = begin_crisis(self.scripts, DangerKind.SUICIDE)
        lines = (*((remark.sentence.text,) if remark else ()), begun.staying[0])
        dialogue = replace(begun, lines=lines, question_id="")
        return (CrisisOpened(dialogue, ended.alert_id),)

    def _published(self, text: str) -> ScreenedSentence | None:
        quoted = self.outgoing.quote(text)
        return None if isinstance(quoted, Withheld) else quoted


def _agrees(words: str, language: SpeechWords) -> bool | None:
    """Return whether words agree to an offer; None when they are about something else."""
    text = plain(words)
    yes = {*language.confirm, *language.agrees}
    no = {*language.refuse, *language.commands[Command.STOP]}
    first, _, rest = text.partition(" ")
    for said in (text, bare_of(text, language)):
        if said in yes:
            return True
        if said in no:
            return False
    # "Yes, go on then", "no, not now": both halves say the same.
    for said in (rest, bare_of(rest, language)):
        if first in yes and said in yes:
            return True
        if first in no and said in no:
            return False
    return None
