"""Settling what a turn means: by the question before it, else by a judge, else as it was read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.conversation.following import AnswerWords, Meant, follow, last_asked
from app.conversation.history import Message, Speaker
from app.conversation.intents import Intent, Understood
from app.conversation.intents.judging import IntentJudge
from app.ids import ResidentId
from app.safety import SafetyAction, Screened

JUDGED = 0.5
"""The certainty of what a language model judged: it gives none of its own."""


@dataclass(frozen=True, slots=True)
class Understanding:
    """Knows what short answers mean, and whom to ask in doubt.

    Attributes:
        judge: None where no language model is installed.
    """

    words: AnswerWords
    judge: IntentJudge | None = None

    async def settle(
        self,
        resident_id: ResidentId,
        screened: Screened,
        understood: Understood,
        recent: Sequence[Message],
        now: datetime,
    ) -> Meant:
        """Return what is meant; words that worry mean what the screening says."""
        if screened.action is not SafetyAction.CONTINUE:
            return Meant(understood)
        text = screened.utterance.text
        meant = follow(self.words, text, understood, last_asked(recent, now))
        if meant.answer is not None or understood.is_sure or screened.vector is None:
            return meant
        judged = await self._judged(resident_id, text, recent)
        if judged is None:
            return meant
        return Meant(Understood(judged, (), JUDGED))

    async def _judged(
        self, resident_id: ResidentId, text: str, recent: Sequence[Message]
    ) -> Intent | None:
        if self.judge is None:
            return None
        before = recent[-1].text if recent and recent[-1].speaker is Speaker.LILO else ""
        return await self.judge.judge(resident_id, text, before)
