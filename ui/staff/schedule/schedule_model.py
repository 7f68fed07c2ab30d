"""The plan of the resident that somebody looks at, and which scales are due."""

from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject

from app.clinical import ScaleId
from app.clinical.due import Due
from app.identity import Permission, StaffSession
from app.ids import ResidentId
from app.schedule import ScheduledItem
from app.schedule.drafting import PlanDraft
from app.station import (
    OpenedPlan,
    ResidentLine,
    StationResidents,
    StationSchedule,
    StationScores,
)
from ui.shared.spawner import Spawner
from ui.staff.page_model import PageModel
from ui.staff.wording.language import Language


@dataclass(frozen=True, slots=True)
class ScalePlan:
    """Which scales a resident is offered.

    Attributes:
        rhythms: every how many days; without those that Lilo does not offer by itself.
    """

    due: tuple[Due, ...]
    rhythms: Mapping[ScaleId, int]


class ScheduleModel(PageModel):
    """Opens only the plan that somebody asks for: every opening is noted.

    Attributes:
        lines: everybody by room; None before they were read.
        chosen: whose plan is looked at.
        plan: of the chosen resident, or None.
        is_added: something was put on the plan, until that is seen.
        scales: theirs; None before they were read, or for whoever may not see scores.
    """

    def __init__(
        self,
        schedule: StationSchedule | None,
        residents: StationResidents | None,
        scores: StationScores | None,
        spawner: Spawner,
        language: Language,
        parent: QObject,
        on_choose: Callable[[ResidentId], None] = lambda _who: None,
    ) -> None:
        super().__init__(spawner, language, parent)
        self._schedule = schedule
        self._residents = residents
        self._scores = scores
        self._on_choose = on_choose
        self._followed: ResidentId | None = None
        self.lines: tuple[ResidentLine, ...] | None = None
        self.chosen: ResidentLine | None = None
        self.plan: OpenedPlan | None = None
        self.scales: ScalePlan | None = None
        self.is_added = False

    @property
    def is_there(self) -> bool:
        """Whether plans can be opened."""
        return self._schedule is not None and self._residents is not None

    def forget(self) -> None:
        """Let go of everything."""
        self.lines = self.chosen = self.plan = self.scales = self._followed = None

    def refresh(self) -> None:
        """Read the list now."""
        if self._residents:
            self._read(self._residents.all, self._took_lines)

    def follow(self, resident_id: ResidentId | None) -> None:
        """Look at the plan of whom somebody looked at on another page."""
        if resident_id and (self.chosen is None or self.chosen.id != resident_id):
            self._followed = resident_id
            self._open_followed()

    def _open_followed(self) -> None:
        found = next((line for line in self.lines or () if line.id == self._followed), None)
        if found:
            self._followed = None
            self.open(found)

    def open(self, line: ResidentLine) -> None:
        """Look at a resident's plan."""
        self._on_choose(line.id)
        if line != self.chosen:
            self.chosen, self.plan, self.scales = line, None, None
            self.notice = self.problem = ""
            self._undoing = None
            self.changed.emit()
        self.look()

    def look(self) -> None:
        """Read the plan and the scales of the chosen resident."""
        chosen, schedule, scores = self.chosen, self._schedule, self._scores
        if chosen is None or schedule is None:
            return
        who = chosen.id

        async def read_plan(session: StaffSession) -> OpenedPlan:
            return await schedule.plan(session, who)

        def took_plan(plan: OpenedPlan) -> None:
            if self.chosen and self.chosen.id == who:
                self.plan = plan

        self._read(read_plan, took_plan)
        if scores is None or not self.allows(Permission.READ_SCORES):
            return

        async def read_scales(session: StaffSession) -> ScalePlan:
            due = tuple(one for one in await scores.due(session) if one.resident_id == who)
            return ScalePlan(due, await scores.rhythms_of(session, who))

        def took_scales(scales: ScalePlan) -> None:
            if self.chosen and self.chosen.id == who:
                self.scales = scales

        self._read(read_scales, took_scales)

    def add(self, draft: PlanDraft) -> None:
        """Put something on the plan."""

        def back(item: ScheduledItem) -> Callable[[], None]:
            return lambda: self._take_back(
                lambda service, session, who: service.remove(session, who, item.id)
            )

        self._change(
            lambda service, session, who: service.add(session, who, draft),
            self._language.words.plans.added,
            back,
            self._added,
        )

    def change(self, item: ScheduledItem, draft: PlanDraft) -> None:
        """Change something on the plan."""
        self._change(
            lambda service, session, who: service.change(session, who, item.id, draft),
            self._language.words.plans.changed,
            self._putting_back,
        )

    def remove(self, item: ScheduledItem) -> None:
        """Take something off the plan; it can be put back until the next action."""
        said = self._language.words.plans.removed.format(title=item.title)
        self._change(
            lambda service, session, who: service.remove(session, who, item.id),
            said,
            self._putting_back,
        )

    def decide_rhythm(self, scale: ScaleId, every_days: int | None) -> None:
        """Decide how often the chosen resident is offered a scale."""
        scores, chosen, before = self._scores, self.chosen, self.scales
        if scores is None or chosen is None or before is None:
            return

        async def decide(session: StaffSession) -> None:
            await scores.decide_rhythm(session, chosen.id, scale, every_days)

        def back(_result: None) -> Callable[[], None]:
            return lambda: self.decide_rhythm(scale, before.rhythms.get(scale))

        said = self._language.words.plans.rhythm_done.format(scale=scale.label)
        self._do(decide, lambda _result: self.look(), said, back)

    def _putting_back(self, item: ScheduledItem) -> Callable[[], None]:
        return lambda: self._take_back(
            lambda service, session, who: service.put_back(session, who, item)
        )

    def _change(
        self,
        work: Callable[[StationSchedule, StaffSession, ResidentId], Coroutine[Any, Any, Any]],
        said: str,
        undo: Callable[[Any], Callable[[], None]] | None = None,
        done: Callable[[], None] | None = None,
    ) -> None:
        schedule, chosen = self._schedule, self.chosen
        if schedule is None or chosen is None:
            return

        async def change(session: StaffSession) -> object:
            return await work(schedule, session, chosen.id)

        def took(_result: object) -> None:
            if done:
                done()
            self.look()

        self._do(change, took, said, undo)

    def _added(self) -> None:
        self.is_added = True

    def _take_back(
        self,
        work: Callable[[StationSchedule, StaffSession, ResidentId], Coroutine[Any, Any, Any]],
    ) -> None:
        self._change(work, self._language.words.plans.put_back)

    def _took_lines(self, lines: tuple[ResidentLine, ...]) -> None:
        self.lines = tuple(line for line in lines if not line.has_left)
        self._open_followed()
