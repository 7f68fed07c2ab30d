"""A large house in small: it is made as the large one is, and the window is measured over it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.audit import History, verify_log
from app.clinical import Total
from app.demo.years import HouseSize, make_large_facility
from app.oversight.score_shelf import KEPT
from storage import Database, DemoKeySource, FacilityKeys, FacilityPaths
from tests.e2e.conftest import Lilo

SIZE = HouseSize().scaled(0.0004)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("large") / "facility"
    told: dict[str, tuple[int, int]] = {}
    make_large_facility(root, SIZE, lambda what, done, all_: told.update({what: (done, all_)}))
    # Whatever was begun was told to its end.
    assert all(done == all_ for done, all_ in told.values())
    return root


@pytest.fixture
def house(made: Path) -> Iterator[tuple[Database, FacilityKeys]]:
    paths = FacilityPaths(made)
    keys = DemoKeySource().keys_for(paths)
    assert isinstance(keys, FacilityKeys)
    with Database.open(paths.database, keys) as database:
        yield database, keys


def test_it_is_a_whole_facility(house: tuple[Database, FacilityKeys]) -> None:
    database, keys = house
    assert database.check() == ()
    with database.reading() as unit:
        assert verify_log(unit.audit, keys.audit, History()).valid
        everybody = [one.id for one in unit.residents.all()]
        assert len(everybody) == SIZE.residents
        assert len(unit.staff.all()) == SIZE.staff
        assert len(unit.alerts.open_alerts()) == SIZE.open_alerts
        assert unit.reviews.count_open() == min(SIZE.open_cases, SIZE.cases)
        messages = sum(len(unit.messages.recent(who, 10_000)) for who in everybody)
        scores = {who: unit.scores.of(who) for who in everybody}
        assert messages == SIZE.messages
        # The demo's own scores are there as well.
        assert sum(map(len, scores.values())) >= SIZE.scores
        assert unit.scores.recent(KEPT) == {
            who: [Total(one.scale, one.taken_on, one.total) for one in own[-KEPT:]]
            for who, own in scores.items()
            if own
        }
        pairs: dict[tuple[object, object], list[object]] = {}
        for scale in {score.scale for own in scores.values() for score in own}:
            for score in unit.scores.last_two(scale):
                pairs.setdefault((score.resident_id, score.scale), []).append(score)
        for who, own in scores.items():
            for scale in {score.scale for score in own}:
                assert pairs[who, scale] == [s for s in own if s.scale == scale][-2:]
            newest = {score.scale: score for score in own}
            assert {s.id for s in unit.scores.newest(who)} == {s.id for s in newest.values()}
            days = unit.scores.last_days(tuple(newest), who)
            assert days == {(who, scale): score.taken_on for scale, score in newest.items()}


def test_the_window_is_measured_over_it(made: Path, lilo: Lilo) -> None:
    outcome = lilo("bench", "staff", "--facility", made, "--rounds", "1", "--json")
    names = {figure["name"] for figure in outcome.json["figures"]}
    assert {
        "opened, from the start of the command",
        "page now (dana)",
        "page scores (dana)",
        "page audit (marcus)",
        "resident's conversation",
        "filter of the audit log, byTime",
        "typing in the list of residents",
        "news of another process, drawn",
    } <= names
    assert outcome.json["memory_mb"] > 0
    assert outcome.code in {0, 1}, outcome.err


def test_no_other_facility_is_worked_in(made: Path, tmp_path: Path, lilo: Lilo) -> None:
    facility = Path(shutil.copytree(made, tmp_path / "facility"))
    settings = facility / "config" / "facility.yaml"
    settings.write_text(settings.read_text("utf-8").replace("demo: true", "demo: false"), "utf-8")
    outcome = lilo("bench", "staff", "--facility", facility)
    assert outcome.code == 2
    assert "no demo facility" in outcome.err
