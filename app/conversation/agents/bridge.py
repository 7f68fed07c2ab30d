"""Bridge: towards family and staff."""

from dataclasses import replace

from app.conversation.agents.agent import Plan, known_in, plan_for
from app.conversation.passing_on import TELL_STAFF
from app.conversation.reply import Part, Slot
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
    """Lilo passes a wish on to staff, word for word, after a yes; nothing goes by itself."""

    name = "bridge"
    streams = frozenset({StreamName.LIFE_STORY, StreamName.MEMORY, StreamName.SCHEDULE})

    def plan(self, situation: Situation, wording: Wording) -> Plan:
        """Say who comes; or offer to pass the wish on; or say whether it was passed on."""
        known = known_in(situation, wording)
        if situation.passed_on is not None:
            branch = "passed_on" if situation.passed_on else "not_passed_on"
            return plan_for(
                situation, known, self.name, use=_USES, parts=(Part.KNOWN,), branch=branch
            )
        wish = situation.screened.utterance.text
        is_asking_about = Slot.PLANNED in known.slots and wish.rstrip().endswith("?")
        if not is_asking_about and situation.answer is None and situation.can_pass_on:
            offer = plan_for(
                situation,
                known,
                self.name,
                use=_USES,
                branch="draft",
                asks=TELL_STAFF,
            )
            return replace(offer, proposed=TELL_STAFF)
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
