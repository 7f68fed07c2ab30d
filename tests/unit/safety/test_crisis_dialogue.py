"""The crisis dialogue: authored, a question at a time, and it stays."""

from dataclasses import FrozenInstanceError
from pathlib import Path
from typing import Any

import pytest
import yaml

from app.safety import (
    CrisisDialogue,
    CrisisScripts,
    DangerKind,
    SafetyDataError,
    ScreenedSentence,
    load_crisis_scripts,
    load_outgoing_screen,
)

QUESTIONS = [
    {"id": "safe", "ask": "Are you safe?", "answers": ["Yes", "No"]},
    {"id": "hurt", "ask": "Are you hurt?", "answers": ["Yes", "No", "A little"]},
]
SCRIPT = {"opening": ["Hello."], "questions": QUESTIONS, "staying": ["I am here."]}
STATUS = dict.fromkeys(("told", "not_told", "coming", "with_you", "resolved"), ".")


def written(tmp_path: Path, **replaced: Any) -> Path:
    scripts: dict[str, Any] = {kind.value: SCRIPT for kind in DangerKind}
    path = tmp_path / "dialogue.yaml"
    path.write_text(yaml.safe_dump({"status": STATUS, "scripts": scripts} | replaced), "utf-8")
    return path


@pytest.fixture(scope="module")
def scripts(resources: Path) -> CrisisScripts:
    return load_crisis_scripts(resources / "crisis" / "dialogue.yaml")


def begun(tmp_path: Path) -> CrisisDialogue:
    scripts = load_crisis_scripts(written(tmp_path))
    return CrisisDialogue(DangerKind.SUICIDE, scripts.scripts[DangerKind.SUICIDE])


def test_it_opens_with_its_first_question(tmp_path: Path) -> None:
    dialogue = begun(tmp_path)
    assert dialogue.lines == ("Hello.",)
    assert dialogue.question is not None
    assert (dialogue.question.id, dialogue.question.ask) == ("safe", "Are you safe?")


def test_any_answer_leads_to_the_next_question_and_then_it_just_stays(tmp_path: Path) -> None:
    second = begun(tmp_path).answered()
    assert second.question is not None
    assert second.question.id == "hurt"
    assert second.lines == ("I am here.",)
    last = second.answered()
    assert (last.asked, last.question, last.lines) == (2, None, ("I am here.",))


def test_it_never_ends_by_itself(tmp_path: Path) -> None:
    dialogue = begun(tmp_path)
    for _ in range(50):
        dialogue = dialogue.answered()
    assert (dialogue.asked, dialogue.lines) == (2, ("I am here.",))


def test_each_step_is_a_new_value(tmp_path: Path) -> None:
    first = begun(tmp_path)
    first.answered()
    assert first.asked == 0
    with pytest.raises(FrozenInstanceError):
        first.asked = 1  # type: ignore[misc]


def test_every_kind_of_danger_has_a_script_with_questions(scripts: CrisisScripts) -> None:
    assert set(scripts.scripts) == set(DangerKind)
    for kind in DangerKind:
        dialogue = CrisisDialogue(kind, scripts.scripts[kind])
        assert dialogue.question is not None
        for _ in scripts.scripts[kind].questions:
            dialogue = dialogue.answered()
        assert dialogue.question is None
        assert dialogue.lines == scripts.scripts[kind].staying


def test_thoughts_of_suicide_are_asked_about_in_the_order_of_the_lifeline(
    scripts: CrisisScripts,
) -> None:
    questions = scripts.scripts[DangerKind.SUICIDE].questions
    assert [question.id for question in questions] == [
        "desire",
        "capability",
        "intent",
        "buffers",
    ]


def test_every_question_is_one_question_and_can_be_declined(scripts: CrisisScripts) -> None:
    for script in scripts.scripts.values():
        for question in script.questions:
            assert question.ask.count("?") == 1
            assert "No" in question.answers


def test_every_authored_line_may_be_said(scripts: CrisisScripts, resources: Path) -> None:
    screen = load_outgoing_screen(resources / "crisis" / "outgoing.yaml").screen
    status = [line.format(staff="Dana") for line in scripts.status.model_dump().values()]
    said = [
        line.format(name="Peggy")
        for script in scripts.scripts.values()
        for line in (*script.opening, *script.staying, *(q.ask for q in script.questions))
    ]
    assert len(said) > 50
    assert [x for x in [*status, *said] if not isinstance(screen(x), ScreenedSentence)] == []


@pytest.mark.parametrize(
    ("replaced", "named"),
    [
        ({"status": {"told": "."}}, "status.not_told"),
        ({"more": 1}, "more"),
        ({"scripts": {"boredom": SCRIPT}}, "scripts.boredom"),
        ({"scripts": {"suicide": SCRIPT | {"opening": []}}}, "scripts.suicide.opening"),
        ({"scripts": {"suicide": SCRIPT | {"staying": ["."] * 4}}}, "scripts.suicide.staying"),
        (
            {"scripts": {"suicide": SCRIPT | {"questions": [QUESTIONS[0] | {"answers": ["Yes"]}]}}},
            "scripts.suicide.questions.0.answers",
        ),
        (
            {
                "scripts": {
                    "suicide": SCRIPT | {"questions": [QUESTIONS[0] | {"answers": list("abcd")}]}
                }
            },
            "scripts.suicide.questions.0.answers",
        ),
    ],
)
def test_a_mistake_is_named(tmp_path: Path, replaced: dict[str, Any], named: str) -> None:
    path = written(tmp_path, **replaced)
    with pytest.raises(SafetyDataError) as refused:
        load_crisis_scripts(path)
    assert str(path) in refused.value.message
    assert named in refused.value.message


def test_a_kind_without_a_script_is_named(tmp_path: Path) -> None:
    some = {kind.value: SCRIPT for kind in DangerKind if kind not in {"violence", "suicide"}}
    with pytest.raises(SafetyDataError, match=r"has no script for: suicide, violence\."):
        load_crisis_scripts(written(tmp_path, scripts=some))


@pytest.mark.parametrize("content", ["", "- a list", "status: ["])
def test_what_is_no_script_file_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "dialogue.yaml"
    path.write_text(content, "utf-8")
    with pytest.raises(SafetyDataError, match=r"dialogue\.yaml cannot be used"):
        load_crisis_scripts(path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SafetyDataError, match="No such file"):
        load_crisis_scripts(tmp_path / "dialogue.yaml")
