"""Reminisce: bring the past near by people, places, senses and feelings."""

from app.conversation.agents.agent import Plan, known_in, next_of, plan_for
from app.conversation.reply import Slot
from app.conversation.situation import Situation
from app.conversation.wording import Wording
from app.recall import StreamName

_USES = frozenset(
    {Slot.TOLD_WHEN, Slot.NAME, Slot.STORY_LINE, Slot.STORY_TITLE, Slot.PERSON, Slot.PLACE}
)

DOORS = ("place", "person", "sense", "feeling")
"""What opens a memory; one after the other, so that none is knocked at for ever."""


class Reminisce:
    """Reminiscence: Lilo tells a little of what it knows and lets the person go on."""

    name = "reminisce"
    streams = frozenset({StreamName.LIFE_STORY, StreamName.MEMORY, StreamName.CHAT})

    def plan(self, situation: Situation, wording: Wording) -> Plan:
        """Tell one true thing of the story and ask for more of it."""
        known = known_in(situation, wording)
        return plan_for(
            situation,
            known,
            self.name,
            use=_USES,
            prefer=(
                Slot.STORY_LINE,
                Slot.PERSON,
                Slot.PLACE,
            ),
            asks=next_of(DOORS, situation, self.name),
        )
