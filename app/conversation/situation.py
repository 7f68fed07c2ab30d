"""Everything an agent may know when it answers, as one frozen value."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from app.conversation.family import FamilyWay
from app.conversation.feelings import Feeling
from app.conversation.following import Answer, Asked
from app.conversation.history import Message
from app.conversation.intents import Intent, Understood
from app.conversation.occasions import Occasion
from app.identity import Resident
from app.ids import TurnId
from app.recall import Recollection
from app.safety import Screened
from app.schedule import ItemKind, ScheduledItem, next_item, todays_items
from app.story import Telling

_UNDER_WAY = timedelta(minutes=30)

_PLEASURES = {ItemKind.ACTIVITY, ItemKind.MEAL, ItemKind.VISIT}


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where and when the conversation takes place.

    Attributes:
        now: local time of the facility.
        staff: first name of somebody on shift, or empty.
        plan: the resident's items, of all weekdays.
    """

    facility: str
    now: datetime
    staff: str = ""
    plan: tuple[ScheduledItem, ...] = ()

    @property
    def next_pleasure(self) -> ScheduledItem | None:
        """What comes next today and can be looked forward to; medicines are not mentioned."""
        return next_item((i for i in self.plan if i.kind in _PLEASURES), self.now)

    @property
    def visitor(self) -> str:
        """Who visits later today, as Lilo says it, or empty."""
        later = (i for i in todays_items(self.plan, self.now) if i.at >= self.now.time())
        return next((i.visitor for i in later if i.kind is ItemKind.VISIT and i.visitor), "")


@dataclass(frozen=True, slots=True)
class Situation:
    """One turn, understood.

    Attributes:
        recent: the latest messages, oldest first, this turn's left out.
        tellings: of life stories, newest first.
        alerted: staff have been alerted to this turn, and the alert is stored.
        answer: how it answers the question before it. asked: that question.
        passed_on: whether a wish was passed on to staff, after a yes; None where none was to be.
        occasion: where in a conversation it stands; None where it is about something.
        last_time: Lilo's last reply of an earlier day.
        last_session: day and summary of the last session; empty where there is none.
        can_pass_on: there is a way to staff other than the button.
        in_bed: the resident has said lately that they lie in bed.
        family: whether a wish of this turn can go to the family. sent: whether one was sent, after
            a yes; None where none was to be.
    """

    turn_id: TurnId
    resident: Resident
    screened: Screened
    understood: Understood
    feeling: Feeling
    recollection: Recollection
    surroundings: Surroundings
    recent: Sequence[Message] = field(default=())
    tellings: Sequence[Telling] = field(default=())
    alerted: bool = False
    answer: Answer | None = None
    asked: Asked | None = None
    passed_on: bool | None = None
    occasion: Occasion | None = None
    last_time: Message | None = None
    last_session: tuple[str, str] = ("", "")
    can_pass_on: bool = False
    in_bed: bool = False
    family: FamilyWay = FamilyWay.NONE
    sent: bool | None = None

    @property
    def is_under_way(self) -> bool:
        """Whether the talk was begun a short while ago."""
        now = self.surroundings.now
        return bool(self.recent) and now - self.recent[-1].at <= _UNDER_WAY

    @property
    def intent(self) -> Intent:
        """What the resident wants above all."""
        return self.understood.primary
