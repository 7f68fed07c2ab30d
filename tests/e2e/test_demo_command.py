"""The scripted demo, as `make run` plays it where there is no display."""

from pathlib import Path

import pytest
import yaml
from PySide6.QtGui import QImage

from tests.e2e.conftest import Lilo, Outcome


@pytest.fixture(scope="module")
def played(lilo: Lilo, tmp_path_factory: pytest.TempPathFactory) -> tuple[Outcome, Path]:
    shots = tmp_path_factory.mktemp("demo") / "shots"
    return lilo("demo", "--headless", "--shots", shots), shots


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


def test_a_script_with_other_expectations_fails(lilo: Lilo, tmp_path: Path) -> None:
    script = tmp_path / "script.yaml"
    scene = {
        "id": "quiet",
        "title": "Quiet",
        "resident": "june",
        "at": "10:00",
        "turns": [{"say": "Good morning, Lilo.", "expect_alert": True}],
    }
    script.write_text(yaml.safe_dump({"scenes": [scene]}))
    outcome = lilo("demo", "--headless", "--script", script)
    assert outcome.code == 1
    assert "WRONG: “Good morning, Lilo.” raised no alert." in outcome.out


def test_a_broken_script_is_refused_in_words(lilo: Lilo, tmp_path: Path) -> None:
    script = tmp_path / "script.yaml"
    script.write_text("scenes: []")
    outcome = lilo("demo", "--headless", "--script", script)
    assert outcome.code == 2
    assert "cannot be played" in outcome.err
