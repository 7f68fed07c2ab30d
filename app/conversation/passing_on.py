"""Passing a resident's wish on to staff, after the resident has said yes to it."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import structlog

from app.alerts import AlertCause, AlertDesk, AlertSource
from app.conversation.following import SAY_AGAIN
from app.conversation.history import Message, Speaker
from app.ids import ResidentId
from app.safety import Level

_log = structlog.get_logger(__name__)

PATIENCE_S = 1.5
"""How long the database may take before Lilo says that nothing was passed on."""

TELL_STAFF = "tell_staff"
"""What a yes to Lilo's offer does, as records name it."""


class Messenger(Protocol):
    """Whoever can tell staff."""

    async def pass_on(self, resident_id: ResidentId, wish: Message) -> bool:
        """Tell staff what the resident wishes; return whether it is kept. Never raises."""


@dataclass(frozen=True, slots=True)
class DeskMessenger:
    """Puts a wish on the staff window as a call with the resident's own words.

    It never goes to the family by itself: whoever takes the call sends it, and knows what the
    resident has agreed to.

    Attributes:
        reason: why staff see it, in words for them.
    """

    desk: AlertDesk
    reason: str

    async def pass_on(self, resident_id: ResidentId, wish: Message) -> bool:
        """Tell staff what the resident wishes; return whether it is kept. Never raises."""
        # Somebody must come within the hour, not run: that is what this level asks of staff.
        cause = AlertCause(
            AlertSource.CALL_BUTTON,
            Level.ELEVATED,
            words=wish.text,
            reasons=(self.reason,),
            message_id=wish.id,
        )
        try:
            await asyncio.wait_for(self.desk.raise_alert(resident_id, cause), PATIENCE_S)
        except Exception:
            # Lilo says the truth: nothing was passed on, and the button still works.
            _log.exception("wish_not_passed_on")
            return False
        return True


def wish_in(recent: Sequence[Message]) -> Message | None:
    """Return what the resident said before Lilo's last reply, or None where it is not kept.

    A "pardon?" in between is none.
    """
    own: list[Message] = []
    for message in recent:
        if message.speaker is Speaker.RESIDENT:
            own.append(message)
        elif message.trace.get("strategy") == SAY_AGAIN:
            own = own[:-1]
    return own[-1] if own and own[-1].text else None
