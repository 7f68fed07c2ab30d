"""Every sentence of a reply passes the outgoing screen."""

from collections.abc import Sequence

import pytest
from structlog.testing import capture_logs

from app.conversation.history import Message, Speaker
from app.conversation.reply import Draft
from app.conversation.speaking import Speech
from app.conversation.wording import Wording
from app.ids import MessageId, ResidentId, TurnId, new_uuid
from app.safety import Neighbour, OutgoingScreen, ScreenedSentence, Withheld
from tests.fakes.clock import NOON


@pytest.fixture
def speech(outgoing: OutgoingScreen, wording: Wording) -> Speech:
    return Speech(outgoing, wording, [Neighbour("Walter", "Pell", room="14")])


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
    assert spoken.sentence.text in wording.lines["replaced_promise"]
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


def test_what_is_withheld_is_logged_by_its_rule_and_never_by_its_words(speech: Speech) -> None:
    with capture_logs() as logs:
        speech.say(Draft("I promise you the moon."))
    assert [(entry["event"], entry["rule"]) for entry in logs] == [("sentence_withheld", "promise")]
    assert "moon" not in str(logs)


def test_the_replacement_is_not_the_one_that_was_heard_lately(
    speech: Speech, wording: Wording
) -> None:
    lines = wording.lines["replaced_dose"]
    before = Message(
        MessageId(new_uuid()),
        TurnId(new_uuid()),
        ResidentId(new_uuid()),
        Speaker.LILO,
        f"Good morning. {lines[0]}",
        NOON,
    )
    speech.recent = (before,)
    spoken = speech.say(Draft("Take 5 mg."))
    assert spoken is not None
    assert spoken.sentence.text == lines[1]


def test_where_a_rule_has_no_words_of_its_own_the_general_ones_are_said(
    speech: Speech, wording: Wording
) -> None:
    spoken = speech.say(Draft("<think>"))
    assert spoken is not None
    assert spoken.sentence.text in wording.lines["replaced"]


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
            neighbours: Sequence[Neighbour] = (),
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
    forbidding = wording.model_copy(update={"lines": {"replaced": ["I promise you that."]}})
    speech = Speech(outgoing, forbidding, [])
    assert speech.say(Draft("I am a nurse.")) is None
    assert (speech.sentences, speech.withheld) == ([], ["person"])
