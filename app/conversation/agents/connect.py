"""Connect: light company."""

from app.conversation.agents.agent import Plan, known_in, plan_for
from app.conversation.reply import Slot
from app.conversation.situation import Situation
from app.conversation.wording import Wording
from app.recall import StreamName

_USES = frozenset(
    {
        Slot.PLANNED,
        Slot.PLANNED_WHEN,
        Slot.TOLD_WHEN,
        Slot.NAME,
        Slot.STORY_LINE,
        Slot.STORY_TITLE,
        Slot.PERSON,
        Slot.PLACE,
        Slot.PLAN,
        Slot.PLAN_TIME,
        Slot.VISITOR,
        Slot.DAY,
        Slot.PART_OF_DAY,
    }
)


class Connect:
    """Small talk with a kind ear; gentle humour, never at anybody's cost."""

    name = "connect"
    streams = frozenset(
        {StreamName.LIFE_STORY, StreamName.MEMORY, StreamName.CHAT, StreamName.SCHEDULE}
    )

    def plan(self, situation: Situation, wording: Wording) -> Plan:
        """Keep company with what is going on today."""
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
                Slot.STORY_LINE,
            ),
        )
