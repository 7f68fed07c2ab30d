"""Saying a reply: every sentence passes the outgoing screen before anyone sees it."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import structlog

from app.conversation.by_turns import least_heard
from app.conversation.disclosing import Due
from app.conversation.events import Disclosed, Spoken, Working
from app.conversation.history import Message
from app.conversation.reply import Draft
from app.conversation.wording import Wording
from app.identity import Resident
from app.safety import Neighbour, OutgoingScreen, ScreenedSentence, Withheld

_log = structlog.get_logger(__name__)

_REPLACED = "replaced"


@dataclass(slots=True)
class Speech:
    """A reply while it is being said.

    Attributes:
        neighbours: residents that this one must hear nothing about.
        recent: what was said lately, so that a replacement does not come twice running.
        disclosure: what Lilo said of itself before the reply.
        sentences, fragments: what was said, and the authored fragments it was made of.
        withheld: rules that kept a sentence back.
    """

    outgoing: OutgoingScreen
    wording: Wording
    neighbours: Sequence[Neighbour]
    recent: Sequence[Message] = ()
    disclosure: list[str] = field(default_factory=list)
    sentences: list[str] = field(default_factory=list)
    fragments: list[str] = field(default_factory=list)
    withheld: list[str] = field(default_factory=list)
    origins: list[str] = field(default_factory=list)

    def say(self, draft: Draft) -> Spoken | None:
        """Screen a sentence; the first that must not be said is replaced, others are dropped."""
        screened = self._screened(draft)
        if isinstance(screened, ScreenedSentence):
            self.fragments.extend(draft.fragments)
            return self._spoken(screened, draft.source)
        self.withheld.append(screened.rule)
        _log.warning("sentence_withheld", rule=screened.rule)
        if len(self.withheld) > 1:
            return None
        instead = self._screened(Draft(self._replacement(screened.rule)))
        return None if isinstance(instead, Withheld) else self._spoken(instead, "")

    def meanwhile(self, text: str) -> Working | None:
        """Screen what Lilo is doing; nothing where there is nothing to show."""
        screened = self._screened(Draft(text)) if text else None
        return Working(screened) if isinstance(screened, ScreenedSentence) else None

    def quote(self, published: str) -> Spoken | None:
        """Say a sentence of a clinical scale, word for word; nothing else comes through."""
        screened = self.outgoing.quote(published)
        if isinstance(screened, ScreenedSentence):
            return self._spoken(screened, "")
        self.withheld.append(screened.rule)
        return None

    def disclose(self, due: Due) -> Sequence[Disclosed | Spoken]:
        """Say what Lilo is: for the screen first, then sentence by sentence."""
        shown = self._screened(Draft(due.words.screen))
        events: list[Disclosed | Spoken] = []
        if isinstance(shown, ScreenedSentence):
            events.append(Disclosed(shown))
        said = (self.say(Draft(text)) for text in due.words.speech)
        events += [replace(spoken, is_disclosure=not due.is_answer) for spoken in said if spoken]
        if not due.is_answer:
            # It stands before the reply and is none of it.
            self.disclosure, self.sentences = self.sentences, []
        return events

    def _screened(self, draft: Draft) -> ScreenedSentence | Withheld:
        return self.outgoing.screen(
            draft.text, neighbours=self.neighbours, from_approved_knowledge=draft.quoted
        )

    def _replacement(self, rule: str) -> str:
        lines = self.wording.lines
        return least_heard(lines.get(f"{_REPLACED}_{rule}", lines[_REPLACED]), self.recent)

    def _spoken(self, sentence: ScreenedSentence, source: str) -> Spoken:
        self.sentences.append(sentence.text)
        if source and source not in self.origins:
            self.origins.append(source)
        return Spoken(sentence, source)


def neighbour_of(other: Resident, listener: Resident) -> Neighbour:
    """Return another resident as one that the listener must hear nothing about."""
    room = "" if other.room == listener.room else other.room
    return Neighbour(other.given_name, other.family_name, other.preferred_name, room)
