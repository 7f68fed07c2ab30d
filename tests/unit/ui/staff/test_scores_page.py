"""The Scores page: whose records it shows, what they say, and that it forgets."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel, QListWidget, QPushButton, QTableWidget, QWidget
from pytestqt.qtbot import QtBot
from staff_samples import DANA, NOW, resident

from app.check_in import ResidentRecord, ScoreBook
from app.clinical import ScaleId, Score
from app.clinical.due import Due, DueState
from app.clinical.scale_files import load_scales
from app.identity import SessionId, StaffSession
from app.ids import ResidentId, new_uuid
from app.station import StationScores
from ui.shared.spawner import QueuedSpawner
from ui.staff.look.style import Look
from ui.staff.paper.export_model import ExportModel
from ui.staff.scores.scores_model import ScoresModel
from ui.staff.scores.scores_page import ScoresPage
from ui.staff.scores.scores_view import estimated
from ui.staff.wording.language import Language

SCALES = load_scales(Path(__file__).parents[4] / "resources" / "scales")
ARTHUR, MARGARET = (replace(resident(room), id=ResidentId(new_uuid())) for room in ("9", "12"))


class OpenGate:
    """Lets everybody through; what the gate refuses is tested with the station."""

    async def admit(self, *_asked: object) -> None:
        """Refuse nobody."""


class Inline:
    """Runs at once."""

    async def run(self, job: Callable[[], Any]) -> Any:
        return job()


@dataclass
class Records:
    """Scores by resident; a gate holds the reader back."""

    kept: dict[ResidentId, list[Score]] = field(default_factory=dict)
    read: list[ResidentId] = field(default_factory=list)
    due_lines: tuple[Due, ...] = ()
    error: Exception | None = None

    def of(self, resident_id: ResidentId) -> Sequence[Any]:
        return self.kept.get(resident_id, [])

    def last_two(self, scale: ScaleId) -> Sequence[Score]:
        own = ([s for s in scores if s.scale == scale] for scores in self.kept.values())
        return [score for scores in own for score in scores[-2:]]

    @contextmanager
    def unit(self) -> Iterator[Any]:
        audit = SimpleNamespace(append=lambda draft, _at: self.read.append(draft.subject))
        yield SimpleNamespace(
            scores=self,
            administrations=SimpleNamespace(
                events_of=lambda _taking: [], of_scale=lambda _who, _scale: []
            ),
            audit=audit,
        )

    async def due(self, _residents: Sequence[ResidentId]) -> tuple[Due, ...]:
        if self.error:
            raise self.error
        return self.due_lines


def score(who: ResidentId, day: date, items: tuple[int, ...], scale: ScaleId) -> Score:
    return Score(new_uuid(), who, scale, day, sum(items), items)


@pytest.fixture
def records() -> Records:
    made = Records()
    made.kept[MARGARET.id] = [
        score(MARGARET.id, date(2026, 9, 1), (1, 1, 0, 1, 0, 0, 1, 0, 0), ScaleId.PHQ9),
        score(MARGARET.id, date(2026, 11, 18), (3, 2, 1, 2, 1, 2, 1, 0, 1), ScaleId.PHQ9),
        Score(new_uuid(), MARGARET.id, ScaleId.GAD7, date(2026, 11, 18), 6, ()),
    ]
    made.due_lines = (
        Due(MARGARET.id, ScaleId.PHQ2, DueState.DUE, date(2026, 11, 19)),
        Due(ARTHUR.id, ScaleId.PHQ2, DueState.LATER, date(2026, 12, 1)),
    )
    return made


async def unnoted(*_what: object, **_more: object) -> None:
    """Stand in for `Visits.note`: these tests count what the book itself writes."""


@pytest.fixture
def page(
    qtbot: QtBot, records: Records, spawner: QueuedSpawner, language: Language
) -> Iterator[ScoresPage]:
    book = ScoreBook(SCALES, records.unit, records.unit, Inline(), lambda: NOW, UTC)  # type: ignore[arg-type]
    visits = SimpleNamespace(note=unnoted)
    services = StationScores(OpenGate(), book, records, None, lambda: [ARTHUR, MARGARET], visits)  # type: ignore[arg-type]
    owner = QWidget()
    qtbot.addWidget(owner)
    model = ScoresModel(services, spawner, owner)
    model.enter(StaffSession(DANA, NOW, SessionId(new_uuid())))
    exports = ExportModel(None, lambda: NOW, spawner, language, owner)
    made = ScoresPage(model, exports, language, Look("Inter", 1.0))
    made.setParent(owner)
    made.resize(1400, 900)
    owner.resize(1400, 900)
    owner.show()
    spawner.drain()
    model.show_scale(ScaleId.PHQ9)
    yield made
    owner.close()


def said(page: ScoresPage, name: str) -> str:
    return page.findChild(QLabel, name).text()


def test_who_is_most_due_stands_first_and_is_shown(page: ScoresPage, records: Records) -> None:
    people = page.findChild(QListWidget, "cases")
    assert people.item(0).text().endswith("PHQ-2 · due since 19 Nov")
    assert people.item(1).text().endswith("PHQ-2 · due on 1 Dec")
    assert said(page, "scoresNewest") == "18 Nov 2026: 13, moderate"
    assert said(page, "scoresChange").startswith("+9 since 1 Sep 2026: worse by more than chance")
    assert said(page, "scoresDue") == "PHQ-2 · due since 19 Nov"
    assert "Not asked by Lilo" in said(page, "scoresHow")
    assert records.read == [str(MARGARET.id)], "each look is in the audit log"
    plot = page.findChild(QWidget, "scorePlot")
    assert plot.accessibleName() == "PHQ-9 totals: 1 Sep 4, 18 Nov 13"
    assert not plot.grab().isNull()


def test_another_scale_without_single_answers_says_so(page: ScoresPage) -> None:
    page.findChild(QPushButton, "scale-gad7").click()
    assert said(page, "scoresNewest") == "18 Nov 2026: 6, mild"
    assert said(page, "scoresChange") == "Measured once; nothing to compare with."
    assert page._one._no_items.isVisible()
    page.grab()


def test_the_whole_house_shows_the_spread_and_who_got_worse_first(
    page: ScoresPage, spawner: QueuedSpawner, records: Records
) -> None:
    records.kept[ARTHUR.id] = [
        score(ARTHUR.id, date(2026, 9, 1), (3, 3, 3, 3, 3, 3, 0, 0, 0), ScaleId.PHQ9),
        score(ARTHUR.id, date(2026, 11, 2), (3, 3, 3, 3, 3, 2, 0, 0, 0), ScaleId.PHQ9),
    ]
    page.findChild(QPushButton, "wholeHouse").click()
    spawner.drain()
    assert records.read[-1] == "", "one entry for all"
    assert said(page, "scoresName") == "Whole house"
    assert said(page, "houseAsked") == "2 of 2 residents have been asked."
    assert said(page, "houseMoved").startswith("Worse by more than chance: 1.")
    bars = page.findChild(QWidget, "bandBars")
    assert "moderate: 1" in bars.accessibleName()
    assert "severe: 0" in bars.accessibleName()
    assert not bars.grab().isNull()
    table = page.findChild(QTableWidget, "houseTable")
    rows = [[table.item(row, at).text() for at in range(5)] for row in range(table.rowCount())]
    assert [row[1] for row in rows] == ["13", "17"], "who got worse stands before a higher total"
    assert rows[0][3] == "+9 worse"
    assert rows[1][3] == "−1 within chance"
    opening = page.findChild(QPushButton, "houseOpen")
    assert not opening.isEnabled()
    table.selectRow(1)
    opening.click()
    spawner.drain()
    assert "Room 9" in said(page, "scoresName")
    assert page._model.scale == ScaleId.PHQ9
    assert not page.findChild(QPushButton, "wholeHouse").isChecked()


def test_one_comes_back_to_the_resident_one_came_from(
    page: ScoresPage, spawner: QueuedSpawner
) -> None:
    whole, people = page.findChild(QPushButton, "wholeHouse"), page.findChild(QListWidget, "cases")
    for _ in range(2):
        whole.click()
        spawner.drain()
        assert whole.isChecked()
    people.itemClicked.emit(people.item(0))
    spawner.drain()
    assert "Room 12" in said(page, "scoresName")
    assert not whole.isChecked()


def test_a_house_of_another_scale(page: ScoresPage, spawner: QueuedSpawner) -> None:
    page._model.choose_house()
    spawner.drain()
    page.findChild(QPushButton, "scale-gad7").click()
    assert said(page, "houseHeading") == "GAD-7: the newest total of each resident"
    table = page.findChild(QTableWidget, "houseTable")
    assert table.item(0, 3).text() == "measured once"
    page._model.leave()
    assert not page._model.is_house
    assert table.rowCount() == 0


def test_a_house_in_which_nobody_was_asked_says_so(
    page: ScoresPage, spawner: QueuedSpawner, records: Records
) -> None:
    records.kept.clear()
    page._model.choose_house()
    spawner.drain()
    assert page._house._none.isVisible()
    assert page._house._none.text().startswith("Nobody has been asked")


def test_another_resident_is_read_anew(
    page: ScoresPage, spawner: QueuedSpawner, records: Records
) -> None:
    page.findChild(QListWidget, "cases").setCurrentRow(1)
    spawner.drain()
    assert "Room 9" in said(page, "scoresName")
    assert page._none.text() == "Nothing has been recorded for this resident yet."
    assert records.read == [str(MARGARET.id), str(ARTHUR.id)]


def test_what_was_read_of_one_is_not_shown_under_another(page: ScoresPage) -> None:
    model = page._model
    model.refresh()
    services, session = model._services, model._session
    assert services
    assert session

    class Slow:
        """While the record is read, somebody else is chosen."""

        async def read(self, who: ResidentId, by: Any) -> ResidentRecord:
            found = await services.book.read(who, by)
            model.resident, model.record = ARTHUR, None
            return found

    slow = replace(services, book=Slow())  # type: ignore[arg-type]
    asyncio.run(model._read(slow, session, model._visit))
    assert model.resident == ARTHUR
    assert model.record is None


def test_records_that_cannot_be_read_are_said(
    page: ScoresPage, spawner: QueuedSpawner, records: Records
) -> None:
    records.error = OSError("disk")
    page._model.refresh()
    spawner.drain()
    assert said(page, "banner").startswith("The records cannot be read.")


def test_nothing_stays_when_the_window_is_locked(page: ScoresPage) -> None:
    page._model.leave()
    assert said(page, "scoresName") == ""
    assert said(page, "scoresNewest") == ""
    assert page.findChild(QListWidget, "cases").count() == 0
    assert page.findChild(QWidget, "scorePlot").accessibleName() == ""


def test_a_total_that_is_estimated_says_so_and_from_how_much(language: Language) -> None:
    whole = score(MARGARET.id, date(2026, 9, 1), (1,) * 15, ScaleId.GDS15)
    partly = replace(whole, items=(None, None, *(1,) * 13))
    assert (whole.missing, estimated(whole, language)) == (0, "")
    assert partly.missing == 2
    assert estimated(partly, language) == "estimated, 2 without an answer"
