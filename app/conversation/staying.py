"""Staying with a resident in danger: from the first grave word until staff resolve the alert.

Whether a crisis stands is read from the alerts, so it outlasts the program. While it stands, every
turn is answered from the script, and what is said is added to the alert.
"""

from dataclasses import dataclass, field

from app.alerts import Alert
from app.conversation.by_turns import least_heard
from app.conversation.crisis import AlertPath
from app.conversation.events import CrisisOpened
from app.conversation.records import Kept
from app.conversation.reply import Draft
from app.identity import Resident
from app.ids import AlertId, MessageId, ResidentId
from app.safety import (
    CrisisDialogue,
    CrisisScripts,
    DangerKind,
    SafetyAction,
    Screened,
    begin_crisis,
)


@dataclass(frozen=True, slots=True)
class Told:
    """What staff know after a turn.

    Attributes:
        alert_id: of the alert that this turn raised or belongs to; None where there is none.
        standing: the alert of a crisis that stood before this turn.
        earlier: danger of an earlier turn that could not be told then.
        is_news: this turn brought danger, or earlier danger could only now be told.
    """

    alert_id: AlertId | None = None
    standing: Alert | None = None
    earlier: Screened | None = None
    is_news: bool = False

    @property
    def is_crisis(self) -> bool:
        """Whether a crisis stood before this turn."""
        return self.standing is not None or (self.earlier is not None and self.earlier.is_crisis)


@dataclass(frozen=True, slots=True)
class CrisisReply:
    """What Lilo shows and says in a turn of a crisis."""

    opened: CrisisOpened
    drafts: tuple[Draft, ...]


@dataclass(slots=True)
class Staying:
    """Knows who is being stayed with, and what there is to say to them."""

    scripts: CrisisScripts
    alert_path: AlertPath
    _begun: dict[ResidentId, CrisisDialogue] = field(default_factory=dict)
    _untold: dict[ResidentId, Screened] = field(default_factory=dict)

    def is_with(self, resident_id: ResidentId) -> bool:
        """Whether the last turn of the resident belonged to a crisis."""
        return resident_id in self._begun

    async def tell(
        self, resident_id: ResidentId, screened: Screened, kept: Kept | Exception
    ) -> Told:
        """Tell staff of danger; what is no danger is added to the alert that stands. Never raises.

        Danger that could not be told is tried again at every turn.
        """
        standing = kept.background.standing if isinstance(kept, Kept) else None
        earlier = self._untold.get(resident_id)
        at_last = await self._tell_at_last(resident_id)
        if screened.action is not SafetyAction.CONTINUE:
            message_id = kept.message_id if isinstance(kept, Kept) else None
            stored = await self._tell_now(resident_id, screened, message_id)
            alert_id = stored or at_last or _id_of(standing)
            return Told(alert_id, standing, earlier, is_news=True)
        if at_last:
            return Told(at_last, standing, earlier, is_news=True)
        if standing:
            said_on = self.scripts.status.said_on
            await self.alert_path.add(standing.id, said_on, screened.utterance.text)
        return Told(_id_of(standing), standing, earlier)

    def reply(
        self, resident: Resident, screened: Screened, told: Told, kept: Kept | Exception
    ) -> CrisisReply | None:
        """Return what to say; None where there is no crisis."""
        left_at = self._begun.pop(resident.id, None)
        before = left_at if told.is_crisis else None
        now = self._now(before, screened, told)
        if now is None:
            return None
        self._begun[resident.id] = now
        recent = kept.background.recent if isinstance(kept, Kept) else ()
        is_turned = before is None or before.script_id != now.script_id
        is_opening = is_turned and (before is not None or screened.is_crisis)
        lines = now.lines if is_opening else (least_heard(now.staying, recent),)
        lines += self._of_the_alert(told)
        if is_turned and now.question:
            lines += (now.question.ask,)
        opened = CrisisOpened(now, told.alert_id, goes_on=told.is_crisis)
        name = resident.preferred_name
        return CrisisReply(opened, tuple(Draft(line.format(name=name)) for line in lines))

    def line_for_no_words(self, resident_id: ResidentId, kept: Kept | None) -> Draft | None:
        """Return what to say to a turn without words while a crisis stands."""
        begun = self._begun.get(resident_id)
        if begun is None:
            return None
        return Draft(least_heard(begun.staying, kept.background.recent if kept else ()))

    async def _tell_now(
        self, resident_id: ResidentId, screened: Screened, message_id: MessageId | None
    ) -> AlertId | None:
        stored = await self.alert_path.tell(resident_id, screened, message_id)
        if stored is None:
            untold = (self._untold.get(resident_id), screened)
            self._untold[resident_id] = max(filter(None, untold), key=lambda each: each.level)
        return stored

    async def _tell_at_last(self, resident_id: ResidentId) -> AlertId | None:
        untold = self._untold.get(resident_id)
        stored = await self.alert_path.try_to_tell(resident_id, untold) if untold else None
        if stored:
            del self._untold[resident_id]
        return stored

    def _now(
        self, before: CrisisDialogue | None, screened: Screened, told: Told
    ) -> CrisisDialogue | None:
        answers = told.standing.answers if told.standing else ()
        heard: CrisisDialogue | None = None
        for grave in (screened, told.earlier):
            if heard is None and grave is not None and grave.is_crisis and grave.kind:
                heard = begin_crisis(self.scripts, grave.kind, grave.flags, answers)
        if before is not None:
            return before.joined(heard) if heard and screened.is_crisis else before
        if heard is None and told.standing is not None:
            kind = told.standing.cause.kind or DangerKind.MEDICAL_EMERGENCY
            return begin_crisis(self.scripts, kind, answers=answers)
        return heard

    def _of_the_alert(self, told: Told) -> tuple[str, ...]:
        """Say what has changed about who knows; only what is true."""
        status = self.scripts.status
        if told.alert_id is None:
            return (status.not_told,)
        if not told.is_news:
            return ()
        return (status.told_more if told.standing else status.told,)


def _id_of(alert: Alert | None) -> AlertId | None:
    return alert.id if alert else None
