"""An alert whose resident's record is gone must not hide the others."""

from pathlib import Path

from app.alerts import CallJournal, JournalledCall, replay
from app.bootstrap import open_facility
from app.clock import system_clock
from app.ids import ResidentId, new_uuid
from tests.fakes.demo_copies import demo_copy


async def test_the_board_shows_it_without_a_name(models_once: None, tmp_path: Path) -> None:
    lilo = open_facility(demo_copy(tmp_path / "facility"))
    journal = CallJournal(tmp_path / "calls.jsonl")
    journal.keep(JournalledCall("31", system_clock(), ResidentId(new_uuid())))
    assert len(await replay(journal, lilo.desk)) == 1
    board = await lilo.board.read()
    (card,) = board.cards
    assert card.resident_name == ""
    lilo.close()
