"""Assess: invite the check-in a nurse asked for."""

from app.conversation.agents.agent import Plan, known_in, plan_for
from app.conversation.reply import Slot
from app.conversation.situation import Situation
from app.conversation.wording import Wording
from app.recall import StreamName

_USES = frozenset(
    {Slot.NAME, Slot.STAFF, Slot.PLAN, Slot.PLAN_TIME, Slot.DAY, Slot.PART_OF_DAY, Slot.FACILITY}
)


class Assess:
    """Lilo does not start a scale by itself here; a nurse goes through it with the person."""

    name = "assess"
    streams = frozenset({StreamName.CLINICAL})

    def plan(self, situation: Situation, wording: Wording) -> Plan:
        """Acknowledge the answer, and say that it can stop at any time."""
        known = known_in(situation, wording)
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
