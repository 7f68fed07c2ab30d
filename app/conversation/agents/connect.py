"""Connect: light company."""

from app.conversation.agents.agent import GO_ON, Plan, known_in, plan_for
from app.conversation.following import Answer
from app.conversation.occasions import Occasion
from app.conversation.reply import Part, Slot
from app.conversation.situation import Situation
from app.conversation.wording import Wording
from app.recall import StreamName

_A_CALL = 4
"""Words that begin a talk and say nothing yet: "Lilo, I am here"."""

_TAKEN_UP = frozenset({None, Answer.OPEN, Answer.YES})

_USES = frozenset(
    {
        Slot.PLANNED,
        Slot.PLANNED_WHEN,
        Slot.TOLD_WHEN,
        Slot.NAME,
        Slot.STORY_LINE,
        Slot.STORY_TITLE,
        Slot.PERSON,
        Slot.PLACE,
        Slot.PLAN,
        Slot.PLAN_TIME,
        Slot.VISITOR,
        Slot.DAY,
        Slot.PART_OF_DAY,
    }
)


class Connect:
    """Small talk with a kind ear; gentle humour, never at anybody's cost."""

    name = "connect"
    streams = frozenset(
        {StreamName.LIFE_STORY, StreamName.MEMORY, StreamName.CHAT, StreamName.SCHEDULE}
    )

    def plan(self, situation: Situation, wording: Wording) -> Plan:
        """Greet, part, accept a no, or keep company with what is going on today."""
        known = known_in(situation, wording)
        match situation.occasion:
            case Occasion.GREETING:
                branch = f"greeting_{known.slots[Slot.PART_OF_DAY]}"
                parts = (Part.KNOWN, Part.ASK)
                asks = _follow_up(situation)
                return plan_for(
                    situation, known, self.name, use=_USES, parts=parts, branch=branch, asks=asks
                )
            case Occasion.GOODBYE:
                is_late = known.slots[Slot.PART_OF_DAY] in {"evening", "night"}
                branch = "goodbye_night" if is_late else "goodbye"
                return plan_for(
                    situation, known, self.name, use=_USES, parts=(Part.KNOWN,), branch=branch
                )
        if situation.answer is Answer.NO:
            # A no is taken as it is: nothing is offered at once again.
            return plan_for(
                situation, known, self.name, use=_USES, parts=(Part.KNOWN,), branch="declined"
            )
        if _says_something(situation) and situation.answer in _TAKEN_UP:
            # Whoever says something wants no riddle: what was said is taken up.
            branch, asks = _taken_up(situation, wording)
            made_of = (Part.KNOWN, Part.ASK) if asks else (Part.KNOWN,)
            return plan_for(
                situation, known, self.name, use=_USES, parts=made_of, branch=branch, asks=asks
            )
        return plan_for(
            situation,
            known,
            self.name,
            use=_USES,
            prefer=(
                Slot.PLANNED,
                Slot.PLAN,
                Slot.VISITOR,
                Slot.STORY_LINE,
            ),
        )


def _says_something(situation: Situation) -> bool:
    """Whether there is something to take up: a talk that goes on, or more than a call."""
    words = situation.screened.utterance.text.split()
    return situation.is_under_way or len(words) > _A_CALL


def _taken_up(situation: Situation, wording: Wording) -> tuple[str, str]:
    """Return which lines take up what was said, and which questions go on from there."""
    if situation.answer is Answer.YES:
        return GO_ON, ""
    if wording.is_question(situation.screened.utterance.text):
        return "not_known", "asked"
    return "listening", "told"


def _follow_up(situation: Situation) -> str:
    """Return the questions about what was on the resident's mind last time."""
    last = situation.last_time
    return f"after_{last.trace.get('agent', '')}" if last is not None else "greeting"
