"""Soothe: stay with a feeling, before anything is offered."""

from app.conversation.agents.agent import Plan, known_in, plan_for
from app.conversation.reply import Slot
from app.conversation.situation import Situation
from app.conversation.wording import Wording
from app.recall import StreamName

_USES = frozenset(
    {
        Slot.TOLD_WHEN,
        Slot.NAME,
        Slot.STORY_LINE,
        Slot.STORY_TITLE,
        Slot.PERSON,
        Slot.PLACE,
        Slot.PLAN,
        Slot.PLAN_TIME,
        Slot.VISITOR,
        Slot.PART_OF_DAY,
    }
)


class Soothe:
    """Validation comes first (Naomi Feil): the feeling is right, whatever its reason."""

    name = "soothe"
    streams = frozenset({StreamName.LIFE_STORY, StreamName.MEMORY, StreamName.CHAT})

    def plan(self, situation: Situation, wording: Wording) -> Plan:
        """Acknowledge, then offer something of their own to hold on to."""
        known = known_in(situation, wording)
        return plan_for(
            situation,
            known,
            self.name,
            use=_USES,
            prefer=(
                Slot.VISITOR,
                Slot.STORY_LINE,
                Slot.PLAN,
            ),
        )
