from app.conversation.reply import sentences_of


def test_sentences_of_several_replies_are_put_together() -> None:
    assert sentences_of(["I hear you. Tell me more?", "I hear you. It is Friday."]) == {
        "I hear you.",
        "Tell me more?",
        "It is Friday.",
    }


def test_nothing_said_has_no_sentences() -> None:
    assert sentences_of([]) == frozenset()
    assert sentences_of(["", " "]) <= {" "}
