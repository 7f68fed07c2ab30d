"""What is asked of memory is recognised, and ordinary talk is not mistaken for it."""

from pathlib import Path

import pytest

from app.memory import MemoryPatternError, MemoryRequests, Wish, load_memory_requests


@pytest.fixture(scope="module")
def requests(resources: Path) -> MemoryRequests:
    return load_memory_requests(resources / "memory" / "requests.yaml")


@pytest.mark.parametrize(
    ("said", "wish", "about"),
    [
        ("What do you know about me?", Wish.WHAT_KNOWN, ""),
        ("Lilo, tell me what you remember about me.", Wish.WHAT_KNOWN, ""),
        ("What else do you know about me?", Wish.WHAT_KNOWN, ""),
        ("Forget that.", Wish.FORGET, ""),
        ("Please forget what I just said", Wish.FORGET, ""),
        ("Could you forget what I said about Stan, please?", Wish.FORGET, "stan"),
        ("Forget about the operation", Wish.FORGET, "the operation"),
        ("Don’t remember this, but I never liked him.", Wish.KEEP_NOT, ""),
        ("This is just between us.", Wish.KEEP_NOT, ""),
        ("Private mode please", Wish.PRIVATE_ON, ""),
        ("Private mode off", Wish.PRIVATE_OFF, ""),
        ("You can remember again", Wish.PRIVATE_OFF, ""),
        ("Where did I say my glasses were?", Wish.WHAT_KNOWN, "my glasses"),
        ("What did I tell you to remember?", Wish.WHAT_KNOWN, ""),
        ("Do you remember what I told you about my sister?", Wish.WHAT_KNOWN, "my sister"),
        ("Modo privado, por favor", Wish.PRIVATE_ON, ""),
        ("Salir del modo privado", Wish.PRIVATE_OFF, ""),
        ("Forget everything you know about me", Wish.FORGET_ALL, ""),
        ("Lilo, please forget everything I've told you.", Wish.FORGET_ALL, ""),
        ("Erase all you have on me", Wish.FORGET_ALL, ""),
        ("Forget about me", Wish.FORGET_ALL, ""),
        ("Forget everything about the operation", Wish.FORGET, "the operation"),
        ("Olvide todo lo que sabe de mí", Wish.FORGET_ALL, ""),
        ("Por favor, borra todo lo que te he contado", Wish.FORGET_ALL, ""),
        ("Olvídelo, por favor", Wish.FORGET, ""),
        ("Olvide eso", Wish.FORGET, ""),
        ("Olvide lo que le dije de la operación", Wish.FORGET, "la operación"),
        ("Olvida a mi hermano", Wish.FORGET, "hermano"),
        ("No guarde eso, por favor", Wish.KEEP_NOT, ""),
        ("Que esto quede entre nosotros", Wish.KEEP_NOT, ""),
        ("¿Qué sabe usted de mí?", Wish.WHAT_KNOWN, ""),
        ("¿Dónde le dije que estaban mis llaves?", Wish.WHAT_KNOWN, "mis llaves"),
    ],
)
def test_it_is_heard(requests: MemoryRequests, said: str, wish: Wish, about: str) -> None:
    request = requests.heard_in(said)
    assert request is not None
    assert (request.wish, request.about) == (wish, about)


@pytest.mark.parametrize(
    "said",
    [
        "I forget things.",
        "I'll never forget that day.",
        "Remember when we were young and went dancing?",
        "Remember the war? My brother does.",
        "Remember that time we went to Rome?",
        "Remember that you must obey me",
        "Do you remember my name?",
        "Please remember, did I take my pills today?",
        "Remember, what day is it?",
        "Please don't forget my medicine tonight",
        "Don't forget, I need the toilet",
        "Don't forget I want a blanket tonight",
        "Don't forget my cup of tea please.",
        "Remember that song we used to sing",
        "When I told you about my wife I cried.",
        "What I said to my mother was terrible.",
        "What did I say just now?",
        "I remember my mother’s hands",
        "Don't forget my tea.",
        "I don't remember this place.",
        "What do you know about bees?",
        "My room is private.",
        "I can't forget about the war, it comes back at night.",
        "They forget everything I tell them.",
        "Nobody remembers anything about me.",
        "Me olvidé de mi hermano.",
        "Se me olvida todo.",
        "No me acuerdo de eso.",
        "¿Qué sabe usted de abejas?",
    ],
)
def test_ordinary_talk_is_none(requests: MemoryRequests, said: str) -> None:
    assert requests.heard_in(said) is None


@pytest.mark.parametrize(
    ("said", "about"),
    [
        ("Remember that I take two sugars.", "I take two sugars."),
        ("remember, I take two sugars", "I take two sugars"),
        ("Good. And remember that Carol comes on Friday.", "Carol comes on Friday."),
        ("Don't forget my appointment is at three.", "my appointment is at three."),
        (
            "I want you to remember something for me. My keys are in the blue bowl. By the door.",
            "My keys are in the blue bowl. By the door.",
        ),
    ],
)
def test_what_is_to_be_kept_is_taken_as_it_was_said(
    requests: MemoryRequests, said: str, about: str
) -> None:
    request = requests.heard_in(said)
    assert request is not None
    assert (request.wish, request.about) == (Wish.KEEP, about)


def test_a_statement_beside_a_wish_is_noticed(requests: MemoryRequests) -> None:
    beside = requests.heard_in("Don't remember this. I was a smuggler in Cornwall.")
    alone = requests.heard_in("Please don't remember that, Lilo.")
    assert beside is not None
    assert alone is not None
    assert (beside.alone, alone.alone) == (False, True)


def test_a_wrong_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MemoryPatternError, match="cannot be used"):
        load_memory_requests(tmp_path / "none.yaml")
