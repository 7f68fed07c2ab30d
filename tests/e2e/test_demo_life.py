"""The demo house for the staff window's pictures has a little life in it: no page is empty."""

from pathlib import Path

import pytest

from app.alerts import Alert, AlertStatus, Outcome
from app.bootstrap import Lilo, open_facility
from app.demo.clock import SettableClock
from app.identity import ConsentKind
from app.oversight import Board
from tests.fakes.demo_copies import demo_copy
from ui.demo.life import NIGHT, Life

PAGER = '[{"name": "Pager", "roles": ["physician"], "url": "json://localhost"}]'


async def lived(lilo: Lilo, clock: SettableClock) -> Board:
    await lilo.wake()
    await Life(lilo, clock).live()
    return await lilo.board.read()


async def test_something_of_everything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LILO_NOTIFICATIONS__TARGETS", PAGER)
    clock = SettableClock()
    lilo = open_facility(demo_copy(tmp_path / "facility", clock))
    board = await lived(lilo, clock)
    people = {one.id: one.given_name for one in lilo.residents}

    def of(name: str) -> Alert:
        return next(card.alert for card in board.cards if people[card.alert.resident_id] == name)

    assert board.at.astimezone(lilo.basics.settings.facility.zone).hour == NIGHT.hour
    assert of("Margaret").status is AlertStatus.WAITING
    assert of("Harold").status is AlertStatus.ACKNOWLEDGED
    assert of("Sven").arrived_by is not None
    assert [call.room for call in board.room_calls] == ["3"]
    assert board.watch
    arthur = next(one for one in lilo.residents if one.given_name == "Arthur")
    with lilo.database.reading() as unit:
        over = unit.alerts.resolved_since(board.at.replace(year=board.at.year - 1))
        assert {alert.outcome for alert in over} == {Outcome.HELPED, Outcome.FALSE_ALARM}
        assert unit.reviews.count_open() == 1
        assert [one.target for one in unit.outbox.dead(5)] == ["Pager"]
        assert unit.memories.of(arthur.id)
        assert len(unit.messages.recent(arthur.id, 10)) >= 4
        kinds = [one.kind for one in unit.consents.of(arthur.id) if one.is_given]
        assert ConsentKind.CONVERSATIONS_READ in kinds
        assert [one.approved_at is not None for one in unit.knowledge.all()] == [True]
    lilo.close()
