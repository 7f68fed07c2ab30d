"""Bridge: towards family and staff."""

from dataclasses import replace

from app.conversation.agents.agent import Plan, known_in, plan_for
from app.conversation.family import TELL_FAMILY, WRITE_FAMILY, FamilyWay
from app.conversation.feelings import Feeling
from app.conversation.following import Answer
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
    """Lilo passes a wish on, word for word, after a yes; nothing goes by itself.

    To the family where somebody agreed to that and there is an address, and else to staff.
    """

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
        if (answered := _answered(situation)) is not None:
            return plan_for(
                situation, known, self.name, use=_USES, parts=(Part.KNOWN,), branch=answered
            )
        wish = situation.screened.utterance.text
        is_asking_about = Slot.PLANNED in known.slots and wish.rstrip().endswith("?")
        is_new = situation.answer is None or _is_message(situation)
        if not is_asking_about and is_new and situation.family is FamilyWay.OPEN:
            offer = plan_for(
                situation,
                known,
                self.name,
                use=_USES,
                branch="family_draft",
                asks=TELL_FAMILY,
            )
            return replace(offer, proposed=TELL_FAMILY)
        if not is_asking_about and is_new and situation.can_pass_on:
            unasked = situation.family is FamilyWay.NO_CONSENT
            # Lines for feelings speak of missing somebody; a blanket is asked of staff.
            is_for_staff = situation.family is FamilyWay.NONE
            offer = plan_for(
                replace(situation, feeling=Feeling.NEUTRAL) if is_for_staff else situation,
                known,
                self.name,
                use=_USES,
                branch="no_consent" if unasked else "draft",
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


def _answered(situation: Situation) -> str | None:
    """Return what to say to an answer about a message to the family, or None for no such answer."""
    if situation.sent is not None:
        return "sent" if situation.sent else "not_sent"
    asked = situation.asked
    is_about_it = asked is not None and asked.proposed == TELL_FAMILY
    return "kept_back" if is_about_it and situation.answer is Answer.NO else None


def _is_message(situation: Situation) -> bool:
    """Whether Lilo asked for a message, and these words are it."""
    asked = situation.asked
    return asked is not None and asked.proposed == WRITE_FAMILY and situation.answer is Answer.OPEN
