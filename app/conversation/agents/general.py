"""General: answer from what the facility approved, or say truthfully that Lilo cannot."""

from dataclasses import replace

from app.conversation.agents.agent import Known, Plan, known_in, plan_for
from app.conversation.intents import Intent
from app.conversation.reply import Part, Slot
from app.conversation.situation import Situation
from app.conversation.wording import Wording
from app.recall import StreamName

_USES = frozenset(
    {
        Slot.PLANNED,
        Slot.PLANNED_WHEN,
        Slot.TOLD_WHEN,
        Slot.NAME,
        Slot.KNOWLEDGE,
        Slot.KNOWLEDGE_TITLE,
    }
)


class General:
    """Questions of fact. Health questions are answered by approved articles alone."""

    name = "general"
    streams = frozenset({StreamName.KNOWLEDGE, StreamName.SCHEDULE, StreamName.CHAT})

    def plan(self, situation: Situation, wording: Wording) -> Plan:
        """Quote the article that answers; else ask what is meant, or say that Lilo cannot."""
        known = known_in(situation, wording)
        if Slot.PLANNED in known.slots and not _article_is_nearer(known):
            parts = (Part.KNOWN, Part.ASK)
            return plan_for(
                situation, known, self.name, use=_USES, prefer=(Slot.PLANNED,), parts=parts
            )
        if Slot.KNOWLEDGE in known.slots:
            # The answer itself takes two sentences; with a question that makes three.
            parts = (Part.KNOWN, Part.ASK)
            return plan_for(
                situation, known, self.name, use=_USES, prefer=(Slot.KNOWLEDGE,), parts=parts
            )
        if offered := choices(situation, wording):
            return replace(
                plan_for(
                    situation,
                    known,
                    self.name,
                    use=_USES,
                    parts=(Part.KNOWN, Part.ASK),
                    branch="unclear",
                    asks="unclear",
                    slots={Slot.CHOICES: wording.choice_of(offered)},
                ),
                offered=offered,
            )
        return plan_for(situation, known, self.name, use=_USES, branch="unknown")


def choices(situation: Situation, wording: Wording) -> tuple[Intent, ...]:
    """Return what to ask about where nothing was likely enough; never twice running."""
    if not situation.understood.between or situation.answer is not None:
        return ()
    last = situation.recent[-1].fragments if situation.recent else ()
    if any(fragment.startswith("general/ask/unclear/") for fragment in last):
        return ()
    named = [i for i in situation.understood.between if i.value.lower() in wording.choices]
    return tuple(named) if len(named) > 1 else ()


def _article_is_nearer(known: Known) -> bool:
    near = {s.passage.stream: s.cosine or 0.0 for s in known.snippets}
    return near.get(StreamName.KNOWLEDGE, 0.0) > near.get(StreamName.SCHEDULE, 0.0)
