"""From a grave screening to a human: the alert is stored before anything is shown."""

import asyncio

import structlog

from app.alerts import AlertCause, AlertDesk, AlertSource, CallButton
from app.ids import AlertId, MessageId, ResidentId
from app.safety import Screened

_log = structlog.get_logger(__name__)


PATIENCE_S = 1.5
"""How long the database may take before the journal is used."""


class AlertPath:
    """Tells staff. Where the database fails it calls by the journal, as the button does."""

    def __init__(self, desk: AlertDesk, call_button: CallButton) -> None:
        self._desk = desk
        self._call_button = call_button

    async def tell(
        self, resident_id: ResidentId, screened: Screened, message_id: MessageId | None
    ) -> AlertId | None:
        """Raise the alert; return its id, or None when it could not be stored. Never raises."""
        alert_id = await self.try_to_tell(resident_id, screened, message_id)
        if alert_id is None:
            await self._call_button.press(resident_id)
        return alert_id

    async def try_to_tell(
        self, resident_id: ResidentId, screened: Screened, message_id: MessageId | None = None
    ) -> AlertId | None:
        """Do the same, but call nobody by the journal where the alert cannot be stored."""
        cause = AlertCause(
            AlertSource.WORDS,
            screened.level,
            screened.kind,
            screened.utterance.text,
            tuple(dict.fromkeys(finding.reason for finding in screened.findings)),
            screened.score,
            message_id,
        )
        try:
            raising = self._desk.raise_alert(resident_id, cause)
            return (await asyncio.wait_for(raising, PATIENCE_S)).id
        except Exception:
            # Nothing may keep this from a human: the journal is the next way.
            _log.exception("alert_not_stored")
            return None

    async def add(self, alert_id: AlertId, heading: str, words: str) -> None:
        """Add what the resident said since to the alert. Never raises; the message is kept."""
        try:
            adding = self._desk.answer(alert_id, heading, words)
            await asyncio.wait_for(adding, PATIENCE_S)
        except Exception:
            _log.exception("words_not_added_to_alert")
