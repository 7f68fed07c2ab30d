"""Every sentence of a reply passes the outgoing screen."""

from collections.abc import Sequence

import pytest

from app.conversation.reply import Draft
from app.conversation.speaking import Speech
from app.conversation.wording import Wording
from app.safety import OutgoingScreen, ScreenedSentence, Withheld


@pytest.fixture
def speech(outgoing: OutgoingScreen, wording: Wording) -> Speech:
    return Speech(outgoing, wording, ["Walter Pell"])


def test_what_may_be_said_is_said_with_its_source_and_fragments(speech: Speech) -> None:
    spoken = speech.say(Draft("You had a boat.", "From your story “The boat”", ("x/1",)))
    assert spoken is not None
    assert (spoken.sentence.text, spoken.source) == (
        "You had a boat.",
        "From your story “The boat”",
    )
    assert (speech.sentences, speech.fragments, speech.withheld) == (
        ["You had a boat."],
        ["x/1"],
        [],
    )


def test_the_first_sentence_withheld_is_replaced_and_none_of_it_is_kept(
    speech: Speech, wording: Wording
) -> None:
    spoken = speech.say(Draft("I promise you will walk again.", "a source", ("x/1",)))
    assert spoken is not None
    assert spoken.sentence.text in wording.lines["replaced"]
    assert spoken.source == ""
    assert (speech.fragments, speech.withheld) == ([], ["promise"])


def test_further_sentences_withheld_are_dropped(speech: Speech) -> None:
    said = [
        speech.say(Draft(text))
        for text in ("I promise.", "I am a nurse.", "Tears are welcome here.", "Take 5 mg.")
    ]
    assert [spoken is None for spoken in said] == [False, True, False, True]
    assert speech.withheld == ["promise", "person", "dose"]
    assert len(speech.sentences) == 2


def test_another_residents_name_is_withheld(speech: Speech) -> None:
    speech.say(Draft("Walter Pell likes boats."))
    assert speech.withheld == ["another_resident"]


def test_an_approved_article_is_screened_as_such(wording: Wording) -> None:
    asked: list[bool] = []

    class Noting(OutgoingScreen):
        def screen(
            self,
            sentence: str,
            *,
            names_of_others: Sequence[str] = (),
            from_approved_knowledge: bool = False,
        ) -> ScreenedSentence | Withheld:
            asked.append(from_approved_knowledge)
            return super().screen(sentence)

    speech = Speech(Noting([]), wording, [])
    speech.say(Draft("From an article.", quoted=True))
    speech.say(Draft("From Lilo."))
    assert asked == [True, False]


def test_where_even_the_replacement_may_not_be_said_nothing_is(
    outgoing: OutgoingScreen, wording: Wording
) -> None:
    forbidding = wording.model_copy(update={"lines": {"replaced": ["I promise."]}})
    speech = Speech(outgoing, forbidding, [])
    assert speech.say(Draft("I am a nurse.")) is None
    assert (speech.sentences, speech.withheld) == ([], ["person"])
