"""Reflect: listen to what a life meant."""

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
        Slot.PART_OF_DAY,
        Slot.DAY,
    }
)


class Reflect:
    """Meaning, faith, regret and gratitude are heard, not answered."""

    name = "reflect"
    streams = frozenset({StreamName.LIFE_STORY, StreamName.MEMORY, StreamName.CHAT})

    def plan(self, situation: Situation, wording: Wording) -> Plan:
        """Hear it, tie it to the person's own story, and ask on."""
        known = known_in(situation, wording)
        return plan_for(
            situation,
            known,
            self.name,
            use=_USES,
            prefer=(
                Slot.STORY_LINE,
                Slot.PERSON,
                Slot.STORY_TITLE,
            ),
        )
