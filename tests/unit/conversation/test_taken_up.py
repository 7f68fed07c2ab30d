"""What a plain question means follows from what was said before it."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest

from app.conversation.history import Message, Speaker
from app.conversation.plain_answers import PlainAnswers, load_plain_answers
from app.conversation.taken_up import BELONGS, SORTS, VISITOR, taken_up
from app.ids import MessageId, ResidentId, TurnId

NOW = datetime(2026, 11, 28, 15, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def answers(resources: Path) -> PlainAnswers:
    return load_plain_answers(resources / "intents" / "plain.yaml")


@pytest.fixture(scope="module")
def spanish(resources: Path) -> PlainAnswers:
    return load_plain_answers(resources / "intents" / "es" / "plain.yaml")


def said(text: str, *, strategy: str = "", minutes_ago: int = 1) -> Message:
    return Message(
        MessageId(UUID(int=1)),
        TurnId(UUID(int=2)),
        ResidentId(UUID(int=3)),
        Speaker.LILO if strategy else Speaker.RESIDENT,
        text,
        NOW - timedelta(minutes=minutes_ago),
        trace={"strategy": strategy} if strategy else {},
    )


def meant(answers: PlainAnswers, text: str, *recent: Message) -> str | None:
    key = answers.key_for(text)
    assert key is not None, text
    return taken_up(key, text, recent, NOW, answers)


@pytest.mark.parametrize("sort", sorted(SORTS))
@pytest.mark.parametrize(
    "text", ["Another one", "Tell me another one, please", "That was lovely. Another one?"]
)
def test_another_one_is_of_the_sort_that_was_told_last(
    answers: PlainAnswers, text: str, sort: str
) -> None:
    before = said("Why do bees hum?", strategy="joke" if sort != "joke" else "poem", minutes_ago=3)
    told = said("…", strategy=sort, minutes_ago=2)
    assert meant(answers, text, before, told, said("Lovely")) == sort


@pytest.mark.parametrize("sort", sorted(SORTS))
@pytest.mark.parametrize("text", ["Otro", "Otra más, por favor", "Dígame otra"])
def test_in_spanish_too(spanish: PlainAnswers, text: str, sort: str) -> None:
    assert meant(spanish, text, said("…", strategy=sort)) == sort


def test_another_one_after_nothing_or_after_long_is_no_joke(
    answers: PlainAnswers, spanish: PlainAnswers
) -> None:
    assert meant(answers, "Another one") is None
    assert meant(answers, "One more", said("A cup of tea?", strategy="connect")) is None
    assert meant(answers, "Another one", said("…", strategy="poem", minutes_ago=40)) is None
    assert meant(spanish, "Uno más") is None


def test_a_joke_that_is_named_is_a_joke_after_a_poem_as_well(answers: PlainAnswers) -> None:
    assert meant(answers, "Another joke please", said("…", strategy="poem")) == "joke"


@pytest.mark.parametrize(
    "before",
    [
        "I was thinking of Frank today.",
        "Frank was in the navy.",
        "My brother went to sea.",
        "My poor little brother never came home",
    ],
)
def test_the_sister_of_somebody_just_named_is_the_resident(
    answers: PlainAnswers, before: str
) -> None:
    assert meant(answers, "I'm his sister", said(before)) == BELONGS
    assert meant(answers, "I’m his sister.", said("And then?"), said(before)) == BELONGS


@pytest.mark.parametrize(
    "recent",
    [
        (),
        (said("I did not sleep well."),),
        (said("He is not well."),),
        (said("Frank was in the navy.", minutes_ago=40),),
        (said("I like Frank", strategy="joke"),),
    ],
)
def test_who_says_so_without_anybody_named_is_a_visitor(
    answers: PlainAnswers, recent: tuple[Message, ...]
) -> None:
    assert meant(answers, "I'm his sister", *recent) == VISITOR


@pytest.mark.parametrize(
    "before",
    ["I went to the Post Office.", "It is nice since Easter.", "We lived in Ohio then."],
)
def test_a_word_with_a_capital_is_not_yet_a_person(answers: PlainAnswers, before: str) -> None:
    assert meant(answers, "I'm her sister", said(before)) == VISITOR


@pytest.mark.parametrize("text", ["I'm her visitor", "I'm his nurse", "I am her daughter"])
def test_only_a_sister_or_brother_belongs_to_whoever_was_named(
    answers: PlainAnswers, text: str
) -> None:
    assert answers.belongs.search(text) is None
    assert taken_up(VISITOR, text, (said("Frank was in the navy."),), NOW, answers) == VISITOR


def test_who_asks_for_news_is_a_visitor_whoever_was_named(answers: PlainAnswers) -> None:
    named = said("Frank was in the navy.")
    text = "I'm his sister how has he been this week"
    assert meant(answers, text, named) == VISITOR


def test_a_resident_who_speaks_spanish_is_taken_up_as_well(spanish: PlainAnswers) -> None:
    assert meant(spanish, "Soy su hermana", said("Anoche soñé con Ramón.")) == BELONGS
    assert meant(spanish, "Soy su hermana") == VISITOR
    assert meant(spanish, "Soy su hermana", said("Nací en Guadalajara.")) == VISITOR
    assert spanish.belongs.search("Soy su hija") is None


@pytest.mark.parametrize("language", ["", "es"])
def test_what_is_told_to_whoever_belongs_to_somebody_asks_once(
    resources: Path, language: str
) -> None:
    lines = (resources / "replies" / language / "lines.yaml").read_text("utf-8")
    told = lines.partition("belongs_to_somebody:\n")[2].splitlines()[:2]
    assert all(line.count("?") == 1 for line in told)
