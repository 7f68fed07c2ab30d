"""The crisis dialogue: authored, a question at a time; it can be declined, and it stays."""

from collections.abc import Iterator
from dataclasses import FrozenInstanceError
from pathlib import Path
from typing import Any

import pytest
import yaml

from app.safety import (
    CrisisDialogue,
    CrisisScripts,
    DangerKind,
    Level,
    SafetyDataError,
    ScreenedSentence,
    begin_crisis,
    load_crisis_scripts,
    load_outgoing_screen,
)
from app.safety.crisis_scripts import Answer
from app.safety.rules import RuleBook

NO = {"say": "I won’t say", "declines": True}
QUESTIONS = [
    {
        "id": "safe",
        "ask": "Are you safe?",
        "answers": ["Yes", {"say": "No", "raises": "immediate", "next": "cold"}, NO],
    },
    {
        "id": "hurt",
        "ask": "Are you hurt?",
        "answers": [{"say": "Yes", "script": "aid", "then": ["Oh."]}, "No", NO],
    },
    {"id": "cold", "ask": "Are you cold?", "answers": ["Yes", {**NO, "stays": True}]},
    {"id": "last", "ask": "Is there more?", "answers": ["Yes", NO]},
]
SCRIPT = {
    "opening": ["Hello."],
    "questions": QUESTIONS,
    "meanwhile": ["Thank you."],
    "staying": ["I am here."],
}
AID = {
    "rules": ["medical.chest_pain"],
    "opening": ["Sit down."],
    "questions": [QUESTIONS[2], {"id": "sick", "ask": "Sick?", "answers": ["Yes", NO]}],
    "meanwhile": ["Keep sitting."],
    "staying": ["Rest."],
}
STATUS: dict[str, Any] = {
    "declined": ["That is all right."],
    **dict.fromkeys(
        (
            "told",
            "told_more",
            "not_told",
            "unanswered",
            "coming",
            "here",
            "with_you",
            "resolved",
            "said_on",
        ),
        ".",
    ),
}


def written(tmp_path: Path, **replaced: Any) -> Path:
    scripts: dict[str, Any] = {"aid": AID} | {kind.value: SCRIPT for kind in DangerKind}
    path = tmp_path / "dialogue.yaml"
    whole = {
        "status": STATUS,
        "hears": {"Yes": ["aye", "yes, I am"]},
        "staying": ["I stay.", "I listen."],
        "scripts": scripts,
    }
    path.write_text(yaml.safe_dump(whole | replaced), "utf-8")
    return path


@pytest.fixture(scope="module")
def scripts(resources: Path) -> CrisisScripts:
    return load_crisis_scripts(resources / "crisis" / "dialogue.yaml")


@pytest.fixture
def begun(tmp_path: Path) -> CrisisDialogue:
    return begin_crisis(load_crisis_scripts(written(tmp_path)), DangerKind.SUICIDE)


def answer(dialogue: CrisisDialogue, say: str) -> CrisisDialogue:
    assert dialogue.question is not None
    return dialogue.answered(next(a for a in dialogue.question.answers if a.say == say))


def asked(dialogue: CrisisDialogue) -> str:
    return dialogue.question.id if dialogue.question else ""


def test_it_opens_with_its_first_question(begun: CrisisDialogue) -> None:
    assert begun.lines == ("Hello.",)
    assert begun.question is not None
    assert (begun.question.id, begun.question.ask) == ("safe", "Are you safe?")


def test_an_answer_leads_to_the_next_question_and_then_it_just_stays(
    begun: CrisisDialogue,
) -> None:
    second = answer(begun, "Yes")
    assert (asked(second), second.lines) == ("hurt", ("Thank you.",))
    third = answer(second, "No")
    last = answer(answer(third, "Yes"), "Yes")
    assert (asked(last), last.lines) == ("", ("Thank you.",))
    assert last.staying == ("I am here.", "I stay.", "I listen.")


def test_an_answer_can_skip_raise_and_end_the_asking(begun: CrisisDialogue) -> None:
    assert begun.question is not None
    assert [a.raises for a in begun.question.answers] == [None, Level.IMMEDIATE, None]
    third = answer(begun, "No")
    assert asked(third) == "cold"
    assert asked(answer(third, "I won’t say")) == ""


def test_declining_is_taken_calmly_and_the_question_never_comes_again(
    begun: CrisisDialogue,
) -> None:
    dialogue, put = begun, [asked(begun)]
    while dialogue.question is not None:
        dialogue = answer(dialogue, "I won’t say")
        assert dialogue.lines == ("That is all right.",)
        put.append(asked(dialogue))
    assert len(set(put)) == len(put)
    assert "safe" not in {asked(dialogue.turned_to("aid")), asked(dialogue.opened())}


def test_an_answer_brings_another_script_without_what_was_asked_before(
    begun: CrisisDialogue,
) -> None:
    at_cold = answer(begun, "No")
    assert at_cold.script_id == "suicide"
    aid = answer(answer(begun, "Yes"), "Yes")
    assert (aid.script_id, aid.lines, asked(aid)) == ("aid", ("Oh.",), "cold")
    assert asked(at_cold.turned_to("aid")) == "sick"


def test_a_script_is_not_begun_twice(begun: CrisisDialogue) -> None:
    back = answer(begun, "Yes").turned_to("aid").turned_to("suicide")
    assert asked(back) == "last"
    again = begun.turned_to("aid").answered(Answer(say="Yes", script="suicide"))
    assert (again.script_id, asked(again), again.lines) == ("aid", "sick", ("Keep sitting.",))


def test_an_answer_to_nothing_changes_nothing_but_the_words(begun: CrisisDialogue) -> None:
    last = answer(answer(begun, "No"), "I won’t say")
    assert asked(last.answered(Answer(say="Yes"))) == ""


def test_it_never_ends_by_itself(begun: CrisisDialogue) -> None:
    dialogue = begun
    for _ in range(50):
        dialogue = dialogue.answered(Answer(say="Yes"))
    assert (asked(dialogue), dialogue.lines) == ("", ("Thank you.",))


def test_typed_words_can_be_the_answer(begun: CrisisDialogue) -> None:
    for words, meant in (
        ("yes", "Yes"),
        ("Aye!", "Yes"),
        ("Yes I am.", "Yes"),
        (" NO ", "No"),
        ("i wont say", "I won’t say"),
    ):
        heard = begun.answer_in(words)
        assert heard is not None
        assert heard.say == meant
    assert begun.answer_in("yes but I am cold") is None
    assert answer(answer(begun, "No"), "I won’t say").answer_in("yes") is None


def test_what_is_said_since_turns_the_dialogue_once(tmp_path: Path) -> None:
    scripts = load_crisis_scripts(written(tmp_path))
    low = begin_crisis(scripts, DangerKind.SUICIDE)
    aid = begin_crisis(scripts, DangerKind.MEDICAL_EMERGENCY, ["rule:medical.chest_pain"])
    assert aid.script_id == "aid"
    turned = low.joined(aid)
    assert (turned.script_id, turned.lines) == ("aid", ("Sit down.",))
    assert turned.joined(low) == turned
    general = begin_crisis(scripts, DangerKind.MEDICAL_EMERGENCY)
    assert turned.joined(general) == turned
    assert low.joined(general).script_id == "medical_emergency"


def test_what_was_asked_before_a_restart_is_not_asked_again(tmp_path: Path) -> None:
    scripts = load_crisis_scripts(written(tmp_path))
    kept = ["Are you safe? I won’t say", "Said while waiting: hello"]
    assert asked(begin_crisis(scripts, DangerKind.SUICIDE, answers=kept)) == "hurt"


def test_each_step_is_a_new_value(begun: CrisisDialogue) -> None:
    answer(begun, "Yes")
    assert asked(begun) == "safe"
    with pytest.raises(FrozenInstanceError):
        begun.question_id = ""  # type: ignore[misc]


def walks(dialogue: CrisisDialogue, steps: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Every way through a dialogue, as the ids of what is asked."""
    if dialogue.question is None:
        yield steps
        return
    for each in dialogue.question.answers:
        yield from walks(dialogue.answered(each), (*steps, dialogue.question.id))


def test_every_way_through_every_script_ends_with_staying_and_repeats_nothing(
    scripts: CrisisScripts,
) -> None:
    for script_id in scripts.scripts:
        begun = CrisisDialogue(scripts, script_id, ()).turned_to(script_id)
        ways = list(walks(begun))
        assert ways
        for way in ways:
            assert len(set(way)) == len(way), (script_id, way)
            assert len(way) <= 8


def test_every_kind_of_danger_has_a_script_with_questions(scripts: CrisisScripts) -> None:
    for kind in DangerKind:
        assert begin_crisis(scripts, kind).question is not None
        assert begin_crisis(scripts, kind).script_id == kind.value


def test_thoughts_of_suicide_are_asked_about_in_the_order_of_the_lifeline(
    scripts: CrisisScripts,
) -> None:
    themes = ["desire", "capability", "intent", "buffers"]
    questions = [q.id for q in scripts.scripts[DangerKind.SUICIDE].questions]
    assert [q for q in questions if q in themes] == themes
    assert set(questions) - set(themes) == {"attempt"}


@pytest.mark.parametrize(
    ("script", "question", "say", "level"),
    [
        ("suicide", "desire", "Yes", Level.URGENT),
        ("suicide", "capability", "Yes", Level.IMMEDIATE),
        ("suicide", "intent", "Yes", Level.IMMEDIATE),
        ("suicide", "attempt", "Yes", Level.IMMEDIATE),
        ("violence", "anyone_hurt", "Yes", Level.IMMEDIATE),
        ("medical_emergency", "breathing", "No, it’s hard", Level.IMMEDIATE),
        ("medical_emergency", "bleeding", "Yes", Level.IMMEDIATE),
        ("abuse_neglect", "safe", "No", Level.IMMEDIATE),
        ("wandering", "inside", "No", Level.IMMEDIATE),
    ],
)
def test_grave_answers_raise_the_level(
    scripts: CrisisScripts, script: str, question: str, say: str, level: Level
) -> None:
    (found,) = [q for q in scripts.scripts[script].questions if q.id == question]
    (given,) = [a for a in found.answers if a.say == say]
    assert given.raises is level


def test_no_declining_answer_raises_anything(scripts: CrisisScripts) -> None:
    declining = [
        a
        for script in scripts.scripts.values()
        for question in script.questions
        for a in question.answers
        if a.declines
    ]
    assert len(declining) > 40
    assert {a.raises for a in declining} == {None}


@pytest.mark.parametrize(
    ("rules", "script"),
    [
        (["medical.chest_pain"], "chest_pain"),
        (["medical.breathing"], "breathing"),
        (["medical.choking"], "choking"),
        (["medical.stroke"], "stroke"),
        (["medical.bleeding"], "bleeding"),
        (["medical.fall"], "fall"),
        (["medical.overdose"], "overdose"),
        (["medical.seizure"], "seizure"),
        (["medical.anaphylaxis"], "allergic"),
        (["medical.unresponsive"], "unresponsive"),
        (["medical.help_now"], "medical_emergency"),
        (["medical.breathing", "fire.now"], "fire_surroundings"),
        (["medical.choking", "abuse.violence"], "abuse_neglect"),
        (["medical.choking", "medical.anaphylaxis"], "allergic"),
        (["medical.breathing", "medical.chest_pain"], "chest_pain"),
        (["medical.fall", "medical.bleeding"], "bleeding"),
    ],
)
def test_what_the_rules_found_chooses_the_script(
    scripts: CrisisScripts, rules: list[str], script: str
) -> None:
    flags = [f"rule:{rule}" for rule in rules]
    assert begin_crisis(scripts, DangerKind.MEDICAL_EMERGENCY, flags).script_id == script


def test_what_is_certain_chooses_before_what_is_only_likely(scripts: CrisisScripts) -> None:
    flags = ["rule:medical.chest_pain", "hint:abuse.violence"]
    begun = begin_crisis(scripts, DangerKind.MEDICAL_EMERGENCY, flags)
    assert begun.script_id == "chest_pain"


# Others cover the same lines; this one is long.
@pytest.mark.no_cover
def test_every_rule_that_brings_a_script_exists(
    scripts: CrisisScripts, rule_book: RuleBook
) -> None:
    named = [rule for script in scripts.scripts.values() for rule in script.rules]
    assert set(named) <= {rule.id for rule in rule_book.rules}
    assert len(set(named)) == len(named)


def test_every_question_is_one_question_and_can_be_declined(scripts: CrisisScripts) -> None:
    by_id: dict[str, str] = {}
    for script in scripts.scripts.values():
        for question in script.questions:
            assert question.ask.count("?") == 1
            assert any(a.declines for a in question.answers)
            assert by_id.setdefault(question.id, question.ask)


def said(scripts: CrisisScripts) -> Iterator[str]:
    yield from scripts.staying
    yield from scripts.status.declined
    for script in scripts.scripts.values():
        yield from (*script.opening, *script.meanwhile, *script.staying)
        for question in script.questions:
            yield question.ask
            for each in question.answers:
                yield from each.then


def test_every_authored_line_may_be_said(scripts: CrisisScripts, resources: Path) -> None:
    screen = load_outgoing_screen(resources / "crisis" / "outgoing.yaml").screen
    texts = [v for v in scripts.status.model_dump().values() if isinstance(v, str)]
    status = [line.format(staff="Dana") for line in texts]
    lines = [line.format(name="Peggy") for line in said(scripts)]
    assert len(lines) > 200
    assert [x for x in [*status, *lines] if not isinstance(screen(x), ScreenedSentence)] == []


def test_no_line_is_longer_than_a_frightened_person_reads(scripts: CrisisScripts) -> None:
    assert [line for line in said(scripts) if len(line.split()) > 22] == []


@pytest.mark.parametrize(
    ("replaced", "named"),
    [
        ({"status": {"told": "."}}, "status.not_told"),
        ({"more": 1}, "more"),
        ({"staying": ["."]}, "staying"),
        ({"scripts": {"suicide": SCRIPT | {"opening": []}}}, "scripts.suicide.opening"),
        ({"scripts": {"suicide": SCRIPT | {"opening": ["."] * 3}}}, "scripts.suicide.opening"),
        ({"scripts": {"suicide": SCRIPT | {"staying": []}}}, "scripts.suicide.staying"),
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
        (
            {
                "scripts": {
                    "suicide": SCRIPT
                    | {"questions": [QUESTIONS[0] | {"answers": ["Yes", "No", "So"]}]}
                }
            },
            "the question 'safe' cannot be declined",
        ),
        (
            {"scripts": {"suicide": SCRIPT | {"questions": QUESTIONS[:1]}}},
            "after 'safe' comes no question 'cold'",
        ),
        (
            {
                "scripts": {
                    "suicide": SCRIPT
                    | {
                        "questions": [
                            QUESTIONS[2] | {"answers": [NO, {"say": "a", "raises": "elevated"}]}
                        ]
                    }
                }
            },
            "raises to urgent or immediate",
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
    with pytest.raises(SafetyDataError, match=r"there is no script for: suicide, violence"):
        load_crisis_scripts(written(tmp_path, scripts=some))


def test_a_script_that_leads_nowhere_is_named(tmp_path: Path) -> None:
    lost = {kind.value: SCRIPT for kind in DangerKind}
    with pytest.raises(SafetyDataError, match=r"leads to no script 'aid'"):
        load_crisis_scripts(written(tmp_path, scripts=lost))


@pytest.mark.parametrize("content", ["", "- a list", "status: ["])
def test_what_is_no_script_file_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "dialogue.yaml"
    path.write_text(content, "utf-8")
    with pytest.raises(SafetyDataError, match=r"dialogue\.yaml cannot be used"):
        load_crisis_scripts(path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SafetyDataError, match="No such file"):
        load_crisis_scripts(tmp_path / "dialogue.yaml")
