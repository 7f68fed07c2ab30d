"""Safety: a gentle check after words that worry but are no emergency."""

from app.conversation.agents.agent import Plan, known_in, plan_for
from app.conversation.reply import Part, Slot
from app.conversation.situation import Situation
from app.conversation.wording import Wording
from app.recall import StreamName

_USES = frozenset({Slot.NAME})


class Safety:
    """Thanks the person for saying it, says truthfully whether staff know, and asks.

    It asks what a nurse would ask first of that kind of danger: whoever speaks of a pain is not
    asked whether they would harm themselves.
    """

    name = "safety"
    streams: frozenset[StreamName] = frozenset()

    def plan(self, situation: Situation, wording: Wording) -> Plan:
        """Say that staff were told only when the alert is stored."""
        known = known_in(situation, wording)
        kind = situation.screened.kind
        asks = kind.value if kind is not None else ""
        if situation.alerted:
            branch = "known_alerted"
            return plan_for(situation, known, self.name, use=_USES, branch=branch, asks=asks)
        parts = (Part.ACKNOWLEDGE, Part.ASK)
        return plan_for(situation, known, self.name, use=_USES, parts=parts, asks=asks)
