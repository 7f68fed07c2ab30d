"""Ground: day, place and people for somebody who has lost them for a moment."""

from app.conversation.agents.agent import Plan, known_in, next_of, plan_for
from app.conversation.feelings import Feeling
from app.conversation.reply import Slot
from app.conversation.situation import Situation
from app.conversation.wording import Wording, part_of_day
from app.recall import StreamName

SENSES = ("see", "touch", "hear", "smell", "taste")
"""Five things to see, four to touch, three to hear, two to smell, one to taste."""

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
        """Say where and when we are, and bring the next sense to it.

        A confused morning gets day, place and who is on shift at once, before any sense.
        """
        known = known_in(situation, wording)
        is_morning = part_of_day(situation.surroundings.now) == "morning"
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
            branch="morning" if is_morning and situation.feeling is Feeling.CONFUSED else "",
            asks=next_of(SENSES, situation, self.name),
        )
