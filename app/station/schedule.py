"""Residents' plans as staff see and change them."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from app.identity import Gate, Permission, StaffSession, needs
from app.ids import ResidentId
from app.schedule import Occurrence, ScheduledItem
from app.schedule.drafting import PlanDraft
from app.schedule.planner import NotPlannedError, Planner

DAYS_AHEAD = 7


@dataclass(frozen=True, slots=True)
class OpenedPlan:
    """A resident's plan.

    Attributes:
        items: what is on it and not over.
        coming: when it takes place within a week, in order.
    """

    items: Sequence[ScheduledItem]
    coming: Sequence[Occurrence]


@dataclass(frozen=True, slots=True)
class StationSchedule:
    """The planner as staff use it; reading and changing are audited by it."""

    gate: Gate
    planner: Planner

    @needs(Permission.SEE_RESIDENTS)
    async def plan(self, session: StaffSession, resident_id: ResidentId) -> OpenedPlan:
        """Return what is planned for a resident."""
        items = await self.planner.items(resident_id, session.member.id)
        return OpenedPlan(items, self.planner.coming(items, DAYS_AHEAD))

    @needs(Permission.EDIT_RESIDENTS)
    async def add(
        self, session: StaffSession, resident_id: ResidentId, draft: PlanDraft
    ) -> ScheduledItem:
        """Put something on a plan.

        Raises:
            PlanDraftError: it cannot be planned as it is written.
            CalendarFileError: the plan is full.
        """
        item = draft.item(resident_id)
        await self.planner.add(item, session.member.id)
        return item

    @needs(Permission.EDIT_RESIDENTS)
    async def change(
        self, session: StaffSession, resident_id: ResidentId, item_id: UUID, draft: PlanDraft
    ) -> ScheduledItem:
        """Change something on a plan, and return what it was before.

        Raises:
            PlanDraftError: it cannot be planned as it is written.
            NotPlannedError: it is not on the plan any more.
        """
        items = await self.planner.items(resident_id, session.member.id)
        kept = next((item for item in items if item.id == item_id), None)
        if kept is None:
            raise NotPlannedError("It is not on the plan any more.", "Look at the plan again.")
        await self.planner.change(draft.item(resident_id, kept), session.member.id)
        return kept

    @needs(Permission.EDIT_RESIDENTS)
    async def remove(
        self, session: StaffSession, resident_id: ResidentId, item_id: UUID
    ) -> ScheduledItem:
        """Take something off a plan with all its repetitions, and return it."""
        return await self.planner.remove(resident_id, str(item_id), session.member.id)

    @needs(Permission.EDIT_RESIDENTS)
    async def put_back(
        self, session: StaffSession, resident_id: ResidentId, item: ScheduledItem
    ) -> None:
        """Put something on a plan as it was, in the place of what has its id.

        Raises:
            NotPlannedError: it is another resident's.
        """
        if item.resident_id != resident_id:
            raise NotPlannedError("It is on another resident's plan.")
        await self.planner.add(item, session.member.id)
