"""Agents: ten ways of helping, one small stateless module each."""

from collections.abc import Mapping

from app.conversation.agents.activate import Activate
from app.conversation.agents.agent import FRESH_TURNS, Agent, Plan
from app.conversation.agents.assess import Assess
from app.conversation.agents.bridge import Bridge
from app.conversation.agents.connect import Connect
from app.conversation.agents.general import General
from app.conversation.agents.ground import Ground
from app.conversation.agents.reflect import Reflect
from app.conversation.agents.reminisce import Reminisce
from app.conversation.agents.safety import Safety
from app.conversation.agents.soothe import Soothe
from app.conversation.family import TELL_FAMILY
from app.conversation.feelings import Feeling
from app.conversation.following import Answer
from app.conversation.intents import Intent, Understood
from app.conversation.situation import Situation
from app.recall import StreamName

_COMFORT = {Feeling.SAD, Feeling.LONELY, Feeling.WORRIED, Feeling.CROSS, Feeling.TIRED}
_STORY_COSINE = 0.45
"""From here on, what was said is about the story."""

AGENTS: Mapping[Intent, Agent] = {
    Intent.CRISIS: Safety(),
    Intent.ASSESS: Assess(),
    Intent.REMINISCE: Reminisce(),
    Intent.SOOTHE: Soothe(),
    Intent.ACTIVATE: Activate(),
    Intent.GROUND: Ground(),
    Intent.BRIDGE: Bridge(),
    Intent.REFLECT: Reflect(),
    Intent.CONNECT: Connect(),
    Intent.GENERAL: General(),
}
"""Who answers which intent."""


def streams_for(understood: Understood) -> frozenset[StreamName] | None:
    """Return the streams worth asking; None for all, where what is found decides who answers."""
    return AGENTS[understood.primary].streams if understood.is_sure else None


def agent_for(situation: Situation) -> Agent:
    """Return who answers.

    A greeting, a goodbye and a no are for small talk. Where no intent was likely enough, a feeling
    comes before a story, and a story before a question of fact; of what is none of these Lilo asks
    once which it is. In the middle of a talk it asks that of questions alone: what is told is
    listened to.
    """
    understood = situation.understood
    if _keeps_back(situation) or situation.passed_on is not None:
        return AGENTS[Intent.BRIDGE]
    if situation.occasion is not None or situation.answer is Answer.NO:
        return AGENTS[Intent.CONNECT]
    if understood.is_sure or situation.screened.vector is None:
        return AGENTS[understood.primary]
    if situation.feeling in _COMFORT:
        return AGENTS[Intent.SOOTHE]
    stories = situation.recollection.of(StreamName.LIFE_STORY)
    if any((story.cosine or 0.0) >= _STORY_COSINE for story in stories):
        return AGENTS[Intent.REMINISCE]
    asks = situation.screened.utterance.text.endswith("?")
    return AGENTS[Intent.GENERAL if asks or _is_unclear(situation) else Intent.CONNECT]


def _is_unclear(situation: Situation) -> bool:
    """Whether a question what is meant may be asked; not after such a question."""
    if situation.is_under_way:
        return False
    last = situation.recent[-1].trace if situation.recent else {}
    return len(situation.understood.between) > 1 and not last.get("offered")


__all__ = ["AGENTS", "FRESH_TURNS", "Agent", "Plan", "agent_for", "streams_for"]


def _keeps_back(situation: Situation) -> bool:
    """Whether a message to the family is not to go: whoever showed it says that nothing went."""
    asked = situation.asked
    is_no = situation.answer is Answer.NO
    return is_no and asked is not None and asked.proposed == TELL_FAMILY
