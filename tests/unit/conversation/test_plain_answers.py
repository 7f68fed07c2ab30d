"""What is asked straight is answered straight, and nothing else is."""

from pathlib import Path

import pytest

from app.conversation.plain_answers import PlainAnswers, load_plain_answers
from app.conversation.taken_up import ANOTHER
from app.conversation.wording import Wording, WordingError


@pytest.fixture(scope="module")
def answers(resources: Path) -> PlainAnswers:
    return load_plain_answers(resources / "intents" / "plain.yaml")


@pytest.mark.parametrize(
    "asked",
    [
        "Are you human?",
        "are you a real person",
        "ARE YOU A ROBOT?!",
        "Tell me, are you a nurse?",
        "Am I talking to a machine?",
        "Am I speaking to somebody?",
        "Is this a recording?",
        "Are you… a computer?",
    ],
)
def test_whoever_asks_whether_lilo_is_human_is_told(answers: PlainAnswers, asked: str) -> None:
    assert answers.key_for(asked) == "are_you_human"


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("Tell me a joke.", "joke"),
        ("I am 91. Tell me a joke.", "joke"),
        ("Do you know any riddles?", "riddle"),
        ("Could you say a poem? Something quiet.", "poem"),
        ("Alright. Thank you dear.", "thanks"),
        ("What can you do?", "what_can_you_do"),
        ("Go away", "quiet_please"),
        ("I don’t want to talk today", "quiet_please"),
        ("I can't hear you. Talk louder.", "hard_to_hear"),
        ("Can you keep a secret?", "keep_a_secret"),
        ("Is this conversation being recorded? I want a straight answer.", "keep_a_secret"),
        ("Does my daughter get to hear what I tell you?", "keep_a_secret"),
        ("State your name.", "are_you_human"),
        ("Don't tell that nurse, she's got enough on.", "keep_a_secret"),
        ("Pardon?", "say_again"),
        ("Sorry?", "say_again"),
        ("I didn't catch that", "say_again"),
        ("Do you tell the nurses everything I say?", "keep_a_secret"),
        ("Is Walter dead?", "is_somebody_dead"),
        ("Where is my husband?", "looking_for_somebody"),
        ("I want my mother", "looking_for_somebody"),
        ("Has Walter come in yet? He’s usually home by now.", "looking_for_somebody"),
        ("Did it go through?", "was_it_sent"),
        ("I need to go to the bathroom", "needs_toilet"),
        ("I've wet the bed again", "had_an_accident"),
        ("I rang the bell and nobody came", "nobody_came"),
        ("It’s freezing in here", "feels_cold"),
        ("Could I have a glass of water?", "hungry_or_thirsty"),
        ("What’s for supper?", "what_is_to_eat"),
        ("Have I had my pills yet?", "ask_about_medicine"),
        ("Where did I put my glasses?", "where_did_i_put"),
        ("I am her daughter", "visitor_speaks"),
        ("Would you say the Lord’s Prayer with me?", "lords_prayer"),
        ("Will you marry me?", "flirting"),
        ("You stupid machine", "insult"),
        ("I'm sorry I shouted at you", "apology"),
        ("Are you still there?", "are_you_there"),
        ("Is anybody there?", "is_anybody_there"),
        ("Hello dear, how are you?", "how_are_you"),
        ("Will you come with me?", "come_with_me"),
        ("Stay with me a while", "stay_with_me"),
        ("Is it going to rain tomorrow?", "weather"),
        ("Who won the game?", "news_and_scores"),
        ("I can’t sleep. Could you tell me a joke? I am bored.", "joke"),
    ],
)
def test_a_small_wish_is_met(answers: PlainAnswers, said: str, key: str) -> None:
    assert answers.key_for(said) == key


@pytest.mark.parametrize(
    "said",
    [
        "They told me to go away and never come back",
        "My husband told jokes",
        "Nothing will ever make me laugh again",
        "The aides tell jokes about me",
        "My husband used to tell jokes to everyone",
        "I used to read poems to my wife when she was dying",
        "They turn it up so loud I can’t sleep",
        "Remember that my chest hurts",
        "Thank you for nothing",
        "What can you do, that is life",
        "I remember my mother’s kitchen",
        "Remember when we used to dance?",
        "I can hear you very well",
        "I don’t want to talk about dying, I want to do it",
        "He said leave me alone",
        "Is chivalry dead?",
        "Is romance dead?",
        "My husband is dead and I want to be dead",
        "Where is my husband buried",
        "I need to go to the bank with my son",
        "It was freezing in here all through the war",
        "I am hungry for a bit of news",
        "My mother made supper for nine",
        "She is sorry that she ever married",
        "I love your cooking, I told her",
        "Nobody came to the wedding",
        "I'm bleeding. Have you seen my slippers?",
        "I hit my head this morning. Where are my glasses?",
        "I feel so strange and dizzy. Are you there?",
        "I don't see the point anymore. Can you sing?",
        "She died on a Tuesday. What can you do?",
        "I'm not mom, I'm her daughter and she says she wants to die",
        "Oh no, here he comes",
        "I can't swallow. Could I have a glass of water?",
        "I'm diabetic and feel shaky. Can I have some juice?",
        "I said no.",
        "This call thing doesn't work",
        "What is this thing?",
        "They told me my husband died",
        "My wife is waiting for me",
        "They're all dead. Who do I talk to?",
        "You get lonely at night",
        "Beautiful!",
        "I've been waiting for my last hour",
        "He would tell me a joke",
        "Can you turn the heat down?",
    ],
)
def test_what_only_sounds_like_one_is_left_alone(answers: PlainAnswers, said: str) -> None:
    assert answers.key_for(said) is None


@pytest.mark.parametrize(
    "said",
    ["", "Are you well?", "The nurse is a real person", "My son is a robot engineer", "🙂"],
)
def test_anything_else_has_no_plain_answer(answers: PlainAnswers, said: str) -> None:
    assert answers.key_for(said) is None


def test_every_plain_question_has_lines(
    answers: PlainAnswers, wording: Wording, resources: Path
) -> None:
    keys = {*answers.questions, *answers.asked}
    # Another of what was told last has the lines of that.
    assert keys - {ANOTHER} <= set(wording.lines)
    assert answers.alone <= keys
    for key in keys - {ANOTHER}:
        assert wording.lines[key]


def test_every_answer_to_are_you_human_says_what_lilo_is(wording: Wording) -> None:
    for line in wording.lines["are_you_human"]:
        assert "program" in line


@pytest.mark.parametrize(
    "content",
    [
        "",
        "- a list",
        "key: [",
        "key: 5",
        "terms: {}\nquestions: {key: ['(']}",
        "terms: {}\nquestions: {key: ['{lost}']}",
    ],
)
def test_a_mistake_is_refused_with_its_file(tmp_path: Path, content: str) -> None:
    path = tmp_path / "plain.yaml"
    path.write_text(content, "utf-8")
    with pytest.raises(WordingError, match=r"plain\.yaml cannot be used"):
        load_plain_answers(path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WordingError, match="No such file"):
        load_plain_answers(tmp_path / "plain.yaml")


@pytest.fixture(scope="module")
def spanish(resources: Path) -> PlainAnswers:
    return load_plain_answers(resources / "intents" / "es" / "plain.yaml")


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("¿Es usted una persona?", "are_you_human"),
        ("¿Ya murió mi hermano?", "is_somebody_dead"),
        ("¿Dónde está mi mamá?", "looking_for_somebody"),
        ("Necesito ir al baño", "needs_toilet"),
        ("Tengo mucho frío", "feels_cold"),
        ("¿Hay alguien ahí?", "is_anybody_there"),
        ("No puedo dormir. ¿Va a llover mañana?", None),
        ("Mi mamá murió.", None),
        ("Ya llegó mi hermana", None),
        ("No me escucha", None),
        ("No quiero ir al baño", None),
        ("Ay no, ahí viene él", None),
        ("No sirve de nada", None),
        ("Le dije que no", None),
        ("Me caí. ¿Hay alguien ahí?", None),
    ],
)
def test_in_spanish(spanish: PlainAnswers, said: str, key: str | None) -> None:
    assert spanish.key_for(said) == key


def test_words_that_may_worry_are_taken_as_a_whole(answers: PlainAnswers) -> None:
    said = "It has been a long day. Do you know any riddles?"
    assert answers.key_for(said) == "riddle"
    assert answers.key_for(said, whole=True) is None
