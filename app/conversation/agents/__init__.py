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
from app.conversation.intents import Intent

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

__all__ = ["AGENTS", "FRESH_TURNS", "Agent", "Plan"]
