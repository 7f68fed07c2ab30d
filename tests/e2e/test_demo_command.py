"""The scripted demo, as `make run` plays it where there is no display."""

import json
import re
from pathlib import Path

import pytest
import yaml
from PySide6.QtGui import QImage

from app.demo.facility import demo_enrolment
from app.demo.script import load_script
from resources import RESOURCES
from storage import Database, DemoKeySource, FacilityPaths, resolve_keys
from tests.e2e.conftest import Lilo, Outcome


@pytest.fixture(scope="module")
def played(lilo: Lilo, tmp_path_factory: pytest.TempPathFactory) -> tuple[Outcome, Path]:
    folder = tmp_path_factory.mktemp("demo")
    shots = folder / "shots"
    return lilo("demo", "--headless", "--shots", shots, "--keep", folder / "kept"), shots


def test_it_raises_exactly_the_alerts_it_should(played: tuple[Outcome, Path]) -> None:
    outcome, _ = played
    assert outcome.code == 0, outcome.out + outcome.err
    assert outcome.out.count("[alert") == 2
    # Item 9 of the PHQ-9 in the check-in, and the words of the last scene.
    before, crisis = outcome.out.split("A direct statement of danger")
    assert "[alert elevated: suicide]" in before
    assert "[alert immediate: suicide]" in crisis
    assert "WRONG" not in outcome.out
    assert "whole" in outcome.out


def test_it_says_that_its_key_is_thrown_away(played: tuple[Outcome, Path]) -> None:
    assert "throw-away key" in played[0].out


def test_it_mentions_what_the_resident_speaks_of(played: tuple[Outcome, Path]) -> None:
    transcript = played[0].out
    assert "bakery" in transcript.split("A lonely evening")[0].split("Lilo:", 1)[1]
    assert "Willow House" in transcript.split("A confused morning")[1]
    assert "Sleeping better" in transcript


def test_it_takes_a_whole_phq9(played: tuple[Outcome, Path]) -> None:
    check_in = played[0].out.split("A check-in, from two questions to nine")[1]
    assert check_in.count("Arthur touches") + check_in.count("touches: ") >= 13
    assert "Thoughts that you would be better off dead or of hurting yourself" in check_in
    assert "Have you actually had any thoughts of killing yourself?" in check_in
    assert "I have told the nurses" in check_in


def test_each_of_the_ten_ways_of_helping_answers(played: tuple[Outcome, Path]) -> None:
    answered = re.search(r"Ways of helping that answered: (.*)\.", played[0].out)
    assert answered is not None
    assert set(answered[1].split(", ")) >= {
        "activate",
        "assess",
        "bridge",
        "connect",
        "general",
        "ground",
        "reflect",
        "reminisce",
        "safety",
        "soothe",
    }


def test_it_takes_pictures_of_both_windows_at_each_step(played: tuple[Outcome, Path]) -> None:
    _, shots = played
    kiosk, staff = (sorted(shots.glob(f"*-{window}.png")) for window in ("kiosk", "staff"))
    assert len(kiosk) == len(staff) >= 18
    for file in kiosk:
        picture = QImage(str(file))
        assert (picture.width(), picture.height()) == (1280, 800)
        colours = {picture.pixel(x, y) for x in range(0, 1280, 40) for y in range(0, 800, 40)}
        assert len(colours) > 3, file


def test_nothing_is_left_on_standard_error(played: tuple[Outcome, Path]) -> None:
    assert played[0].err == ""


def telling() -> set[bytes]:
    """Return every name, sentence and story of the demo, as it would stand in a file."""
    people = demo_enrolment()
    scenes = load_script(RESOURCES / "demo" / "script.yaml").scenes
    names = [part for who in people.residents for part in (who.given_name, who.family_name)]
    names += [part for who in people.staff for part in (who.given_name, who.family_name)]
    names += [family.name for who in people.residents for family in who.family]
    stories = [entry.text for who in people.residents for entry in who.life_story]
    said = [turn.say for scene in scenes for turn in scene.turns if turn.say]
    long = [" ".join(words.split())[:30] for words in (*stories, *said)]
    return {words.encode() for words in (*names, *long) if len(words) > 3}


def test_nothing_that_was_written_names_or_quotes_anybody(played: tuple[Outcome, Path]) -> None:
    kept = played[1].parent / "kept"
    words = telling()
    assert len(words) > 60
    # The configuration names whose room the kiosk stands in; docs/security.md says so.
    files = [p for p in kept.rglob("*") if p.is_file() and p.name != "facility.yaml"]
    assert {"lilo.log", "lilo.db", "audit.jsonl"} <= {path.name for path in files}
    for path in files:
        content = path.read_bytes()
        found = [w for w in words if re.search(rb"\b" + re.escape(w) + rb"\b", content)]
        assert found == [], path


def test_the_log_is_json_line_by_line(played: tuple[Outcome, Path]) -> None:
    for line in (played[1].parent / "kept" / "lilo.log").read_text("utf-8").splitlines():
        assert json.loads(line)["event"]


def test_the_audit_log_names_and_quotes_nobody(played: tuple[Outcome, Path]) -> None:
    paths = FacilityPaths(played[1].parent / "kept" / "facility")
    keys = resolve_keys(paths, [DemoKeySource()]).keys
    with Database.open(paths.database, keys) as database, database.reading() as unit:
        rows = unit.audit.rows()
    assert len(rows) > 20
    content = "\n".join(f"{row.actor} {row.subject} {row.details}" for row in rows).encode()
    assert [words for words in telling() if words in content] == []


def test_a_script_with_other_expectations_fails(here: Lilo, tmp_path: Path) -> None:
    script = tmp_path / "script.yaml"
    scene = {
        "id": "quiet",
        "title": "Quiet",
        "resident": "june",
        "at": "10:00",
        "turns": [{"say": "Good morning, Lilo.", "expect_alert": True}],
    }
    script.write_text(yaml.safe_dump({"scenes": [scene]}))
    outcome = here("demo", "--headless", "--script", script)
    assert outcome.code == 1
    assert "WRONG: “Good morning, Lilo.” raised no alert." in outcome.out


def test_a_broken_script_is_refused_in_words(here: Lilo, tmp_path: Path) -> None:
    script = tmp_path / "script.yaml"
    script.write_text("scenes: []")
    outcome = here("demo", "--headless", "--script", script)
    assert outcome.code == 2
    assert "cannot be played" in outcome.err
