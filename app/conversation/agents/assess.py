"""Assess: hear how somebody is, and see to it that a nurse can hear it too."""

from dataclasses import replace

from app.conversation.agents.agent import Plan, known_in, plan_for
from app.conversation.feelings import Feeling
from app.conversation.passing_on import TELL_STAFF
from app.conversation.reply import Part, Slot
from app.conversation.situation import Situation
from app.conversation.wording import Wording
from app.recall import StreamName

_USES = frozenset(
    {Slot.NAME, Slot.STAFF, Slot.PLAN, Slot.PLAN_TIME, Slot.DAY, Slot.PART_OF_DAY, Slot.FACILITY}
)

FEWEST_WORDS = 4
"""Fewer words than these tell a nurse nothing."""


class Assess:
    """Lilo does not start a scale by itself here; a nurse goes through it with the person."""

    name = "assess"
    streams: frozenset[StreamName] = frozenset()

    def plan(self, situation: Situation, wording: Wording) -> Plan:
        """Offer to pass on what was told; else say that the check-in can stop at any time."""
        known = known_in(situation, wording)
        if _is_a_report(situation, wording):
            report = replace(situation, feeling=Feeling.NEUTRAL)
            parts = (Part.KNOWN, Part.ASK)
            offer = plan_for(
                report, known, self.name, use=_USES, parts=parts, branch="told", asks=TELL_STAFF
            )
            return replace(offer, proposed=TELL_STAFF)
        return plan_for(
            situation,
            known,
            self.name,
            use=_USES,
            prefer=(
                Slot.STAFF,
                Slot.PART_OF_DAY,
            ),
        )


def _is_a_report(situation: Situation, wording: Wording) -> bool:
    """Whether somebody told how they are, and it can go to staff."""
    text = situation.screened.utterance.text
    is_told = len(text.split()) >= FEWEST_WORDS and not wording.is_question(text)
    return situation.can_pass_on and situation.answer is None and is_told
