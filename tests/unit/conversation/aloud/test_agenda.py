"""What is to be said, from what is on the screen."""

from app.conversation.aloud import Agenda, Authored, Line, Script


def line(key: str) -> Line:
    return Line(key, Authored(f"This is {key}."))


def script(place: str, *keys: str, goes_on: bool = True) -> Script:
    return Script(place, tuple(map(line, keys)), goes_on)


def ahead(agenda: Agenda) -> list[str]:
    return [each.key for each in agenda.ahead]


def spoken(agenda: Agenda, key: str) -> Agenda:
    return agenda.begun(line(key)).ended(is_whole=True)


def test_lines_come_in_their_order_and_once() -> None:
    agenda = Agenda().showing(script("talk", "a", "b"))
    assert ahead(agenda) == ["a", "b"]
    agenda = agenda.begun(line("a"))
    assert ahead(agenda) == ["b"]
    assert ahead(agenda.ended(is_whole=True)) == ["b"]


def test_a_sentence_that_arrives_later_is_said_after_those_before_it() -> None:
    agenda = spoken(Agenda().showing(script("talk", "a")), "a")
    assert ahead(agenda.showing(script("talk", "a", "b"))) == ["b"]


def test_a_line_that_was_cut_short_is_wanted_again() -> None:
    agenda = Agenda().showing(script("talk", "a")).begun(line("a"))
    assert ahead(agenda.ended(is_whole=False)) == ["a"]


def test_what_is_shown_no_more_stops() -> None:
    agenda = Agenda().showing(script("talk", "a", "b")).begun(line("a"))
    assert not agenda.must_stop
    assert agenda.showing(script("talk", "b")).must_stop
    assert agenda.showing(Script()).must_stop
    assert agenda.showing(script("elsewhere", "a")).must_stop


def test_a_reply_goes_on_after_a_reminder() -> None:
    agenda = spoken(Agenda().showing(script("talk", "a", "b")), "a")
    reminded = spoken(agenda.showing(script("reminder", "title", goes_on=False)), "title")
    assert ahead(reminded.showing(script("talk", "a", "b"))) == ["b"]


def test_a_reminder_that_comes_again_is_said_again() -> None:
    agenda = spoken(Agenda().showing(script("reminder", "title", goes_on=False)), "title")
    back = agenda.showing(Script()).showing(script("reminder", "title", goes_on=False))
    assert ahead(back) == ["title"]


def test_after_a_stop_nothing_more_of_a_reply_is_said_not_even_what_is_still_to_come() -> None:
    agenda = Agenda().showing(script("talk", "a")).begun(line("a")).hush()
    assert agenda.must_stop
    agenda = agenda.ended(is_whole=False).showing(script("talk", "a", "b"))
    assert ahead(agenda) == []
    assert ahead(agenda.showing(script("crisis", "question"))) == ["question"]
    assert ahead(agenda.afresh("talk")) == ["a", "b"]


def test_nothing_ends_that_has_not_begun() -> None:
    assert Agenda().ended(is_whole=True) == Agenda()
    assert not Agenda().must_stop


def test_what_is_passed_over_is_silent_and_what_comes_new_is_said() -> None:
    agenda = Agenda().showing(script("check_in", "question", "answer"))
    agenda = agenda.begun(line("question")).passed_over()
    assert agenda.must_stop
    agenda = agenda.ended(is_whole=False)
    assert ahead(agenda) == []
    assert ahead(agenda.showing(script("check_in", "question", "read back"))) == ["read back"]
