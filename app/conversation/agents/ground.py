"""Ground: day, place and people for somebody who has lost them for a moment."""

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
        Slot.DAY,
        Slot.DATE,
        Slot.PART_OF_DAY,
        Slot.FACILITY,
        Slot.ROOM,
        Slot.STAFF,
        Slot.PLAN,
        Slot.PLAN_TIME,
    }
)


class Ground:
    """Orientation facts said calmly, then one sense; never a correction."""

    name = "ground"
    streams = frozenset({StreamName.SCHEDULE})

    def plan(self, situation: Situation, wording: Wording) -> Plan:
        """Say where and when we are, and bring one sense to it."""
        known = known_in(situation, wording)
        return plan_for(
            situation,
            known,
            self.name,
            use=_USES,
            prefer=(
                Slot.PLANNED,
                Slot.DAY,
                Slot.FACILITY,
                Slot.STAFF,
            ),
        )
