"""Activate: one small doable thing."""

from datetime import time

from app.conversation.agents.agent import Plan, known_in, plan_for
from app.conversation.following import Answer
from app.conversation.reply import Slot
from app.conversation.situation import Situation
from app.conversation.wording import Wording
from app.identity import Mobility
from app.recall import StreamName
from app.safety import Level

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

STEPS = ("small", "some", "more")
"""A step that was taken is followed by one a little larger."""

_PLACES = {
    Mobility.BED: "bed",
    Mobility.WHEELCHAIR: "wheelchair",
    Mobility.WALKS: "afoot",
}
"""Whose steps fit whom. A frame, and where nobody has said: sitting, for a proposal must not make
anybody fall."""

UP_FROM, UP_UNTIL = time(8), time(20)
"""Getting up is proposed between them alone: nobody is to walk about in the dark."""


class Activate:
    """Behavioural activation in small steps; the day's plan is the first suggestion."""

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
            asks=_step(situation),
        )


def _step(situation: Situation) -> str:
    """Return the questions of the next step, for how the resident gets about and lies now."""
    place = "bed" if situation.in_bed else _PLACES.get(situation.resident.mobility, "chair")
    if place == "afoot" and not _may_get_up(situation):
        place = "chair"
    last = situation.recent[-1].fragments if situation.recent else ()
    taken = [step for step in STEPS if any(f"/ask/{place}_{step}/" in one for one in last)]
    if not taken or situation.answer is not Answer.YES:
        return f"{place}_{STEPS[0]}"
    return f"{place}_{STEPS[min(STEPS.index(taken[0]) + 1, len(STEPS) - 1)]}"


def _may_get_up(situation: Situation) -> bool:
    """Whether it is day, and nothing that was said worries."""
    is_day = UP_FROM <= situation.surroundings.now.time() < UP_UNTIL
    return is_day and situation.screened.level is Level.NONE
