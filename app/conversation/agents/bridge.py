"""Bridge: towards family and staff."""

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
        Slot.VISITOR,
        Slot.PERSON,
        Slot.STAFF,
        Slot.PLAN,
        Slot.PLAN_TIME,
        Slot.FACILITY,
    }
)


class Bridge:
    """Nothing is sent from here; Lilo points to the call button and to visits that are planned."""

    name = "bridge"
    streams = frozenset({StreamName.LIFE_STORY, StreamName.MEMORY, StreamName.SCHEDULE})

    def plan(self, situation: Situation, wording: Wording) -> Plan:
        """Say who comes or who is here, and how to reach them."""
        known = known_in(situation, wording)
        return plan_for(
            situation,
            known,
            self.name,
            use=_USES,
            prefer=(
                Slot.PLANNED,
                Slot.VISITOR,
                Slot.STAFF,
                Slot.PERSON,
            ),
        )
