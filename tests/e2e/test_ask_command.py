from pathlib import Path

import pytest

from tests.e2e.conftest import Lilo

KEYS = {
    "reply", "level", "action", "flags", "intent", "secondary", "agent", "tier", "sources",
    "alert_id", "timings_ms", "tiers", "prompt",
}  # fmt: skip


def test_a_reminiscence_is_answered_from_the_life_story(lilo: Lilo) -> None:
    said = "I was thinking about my father's bakery."
    outcome = lilo("ask", "--demo", "--resident", "Margaret Ellis", said, "--json")
    assert outcome.code == 0, outcome.err
    turn = outcome.json
    assert set(turn) == KEYS
    assert set(turn["timings_ms"]) == {"embed", "screen", "intent", "recall", "reply", "total"}
    assert (turn["level"], turn["action"], turn["intent"]) == ("none", "continue", "REMINISCE")
    assert turn["alert_id"] is None
    assert turn["sources"] == ["life_story: The bakery with the blue door"]
    assert 1 <= len(turn["reply"]) <= 3
    assert "bakery" in " ".join(turn["reply"]).lower()


def test_danger_raises_an_alert_and_the_scripted_dialogue(here: Lilo, facility: Path) -> None:
    said = "I've been saving my tablets and I want to end it tonight"
    outcome = here("ask", "--facility", facility, "--resident", "margaret", said, "--json")
    assert outcome.code == 0, outcome.err
    turn = outcome.json
    assert (turn["level"], turn["action"]) == ("immediate", "escalate_immediate")
    assert (turn["intent"], turn["tier"]) == ("CRISIS", "scripted")
    assert turn["alert_id"]
    assert "rule:suicide.means" in turn["flags"]
    assert "I have told the nurses." in turn["reply"]


@pytest.mark.parametrize(
    ("resident", "said", "expected"),
    [
        ("Nobody Here", "Hello", "No resident of Willow House is called “Nobody Here”"),
        ("Margaret Ellis", "🎈🎈🎈", "The message has no words in it."),
    ],
)
def test_what_cannot_be_asked_is_refused_in_words(
    here: Lilo, facility: Path, resident: str, said: str, expected: str
) -> None:
    outcome = here("ask", "--facility", facility, "--resident", resident, said)
    assert outcome.code == 2
    assert expected in outcome.err
    assert "Traceback" not in outcome.err


@pytest.mark.parametrize("said", ["word " * 2_000, "I am fine\x00\x08 today\u202e thanks"])
def test_unusual_words_are_answered_calmly(here: Lilo, facility: Path, said: str) -> None:
    said = said.replace("\x00", "")  # no command line can carry a NUL
    outcome = here("ask", "--facility", facility, "--resident", "June Okafor", said, "--json")
    assert outcome.code == 0, outcome.err
    assert outcome.json["reply"]
    assert outcome.json["alert_id"] is None


def test_without_the_model_the_rules_and_keywords_still_work(
    here: Lilo, facility: Path, tmp_path: Path
) -> None:
    nowhere = {"LILO_MODELS__EMBEDDING_FOLDER": str(tmp_path / "nowhere")}
    said = "I can't breathe"
    outcome = here(
        "ask", "--facility", facility, "--resident", "June Okafor", said, "--json", **nowhere
    )
    assert outcome.code == 0, outcome.err
    assert outcome.json["level"] == "immediate"
    assert "rules_only" in outcome.json["flags"]
    assert "is incomplete" in outcome.err
    said = "How do I sleep better?"
    outcome = here(
        "ask", "--facility", facility, "--resident", "June Okafor", said, "--json", **nowhere
    )
    assert outcome.code == 0
    assert outcome.json["reply"]


def test_no_facility_is_said_in_words(here: Lilo, tmp_path: Path) -> None:
    outcome = here("ask", "--resident", "x", "hello")
    assert outcome.code == 2
    assert "No facility was named." in outcome.err
    outcome = here("ask", "--facility", tmp_path / "none", "--resident", "x", "hello")
    assert outcome.code == 2
    assert "There is no facility in" in outcome.err
    assert not (tmp_path / "none").exists()
