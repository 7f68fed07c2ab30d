"""Saying a reply: every sentence passes the outgoing screen before anyone sees it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from app.conversation.events import Spoken
from app.conversation.reply import Draft
from app.conversation.wording import Wording
from app.safety import OutgoingScreen, ScreenedSentence, Withheld


@dataclass(slots=True)
class Speech:
    """A reply while it is being said.

    Attributes:
        names_of_others: full names of residents that this one must hear nothing about.
        sentences, fragments: what was said, and the authored fragments it was made of.
        withheld: rules that kept a sentence back.
    """

    outgoing: OutgoingScreen
    wording: Wording
    names_of_others: Sequence[str]
    sentences: list[str] = field(default_factory=list)
    fragments: list[str] = field(default_factory=list)
    withheld: list[str] = field(default_factory=list)

    def say(self, draft: Draft) -> Spoken | None:
        """Screen a sentence; the first that must not be said is replaced, others are dropped."""
        screened = self.outgoing.screen(
            draft.text,
            names_of_others=self.names_of_others,
            from_approved_knowledge=draft.quoted,
        )
        if isinstance(screened, ScreenedSentence):
            self.fragments.extend(draft.fragments)
            return self._spoken(screened, draft.source)
        self.withheld.append(screened.rule)
        if len(self.withheld) > 1:
            return None
        instead = self.outgoing.screen(self.wording.lines["replaced"][0])
        return None if isinstance(instead, Withheld) else self._spoken(instead, "")

    def _spoken(self, sentence: ScreenedSentence, source: str) -> Spoken:
        self.sentences.append(sentence.text)
        return Spoken(sentence, source)
