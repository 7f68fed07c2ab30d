"""Activate: one small doable thing."""

from app.conversation.agents.agent import Plan, known_in, plan_for
from app.conversation.reply import Slot
from app.conversation.situation import Situation
from app.conversation.wording import Wording
from app.recall import StreamName

_USES = frozenset(
    {
        Slot.PLANNED,
        Slot.PLANNED_WHEN,
        Slot.NAME,
        Slot.PLAN,
        Slot.PLAN_TIME,
        Slot.PERSON,
        Slot.PLACE,
        Slot.STORY_TITLE,
        Slot.VISITOR,
        Slot.PART_OF_DAY,
        Slot.STAFF,
    }
)


class Activate:
    """Behavioural activation in small, seated steps; the day's plan is the first suggestion."""

    name = "activate"
    streams = frozenset({StreamName.LIFE_STORY, StreamName.MEMORY, StreamName.SCHEDULE})

    def plan(self, situation: Situation, wording: Wording) -> Plan:
        """Offer the next thing of the day, or a small one of the person's own."""
        known = known_in(situation, wording)
        return plan_for(
            situation,
            known,
            self.name,
            use=_USES,
            prefer=(
                Slot.PLANNED,
                Slot.PLAN,
                Slot.VISITOR,
                Slot.PERSON,
            ),
        )
