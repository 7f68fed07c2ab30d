"""When somebody has finished: tables of pauses, in seconds of voice and silence."""

import pytest

from app.conversation.listening import FRAME_S, EndPoint, Known, Patience, Sign

FREE = Patience(most_s=60.0)
UNKNOWN = Known()


def spoken(
    end: EndPoint, *pieces: float, known: Known = UNKNOWN
) -> tuple[EndPoint, list[tuple[float, Sign]]]:
    """Speak for the first piece, be silent for the second, and so on; return what it brought."""
    signs, at = [], 0.0
    for place, seconds in enumerate(pieces):
        for _ in range(round(seconds / FRAME_S)):
            at += FRAME_S
            end, sign = end.stepped(is_voice=place % 2 == 0, known=known)
            if sign not in {Sign.WAITS, Sign.GOES_ON}:
                signs.append((round(at, 2), sign))
            if sign in {Sign.ENDED, Sign.NOTHING, Sign.ENDLESS}:
                return end, signs
    return end, signs


def test_a_word_ends_after_the_shortest_silence() -> None:
    _, signs = spoken(EndPoint(FREE), 0.6, 4.0)
    assert signs == [(0.12, Sign.BEGAN), (1.3, Sign.PAUSED), (2.1, Sign.ENDED)]


def test_an_answer_to_a_question_is_taken_at_once() -> None:
    _, signs = spoken(EndPoint(FREE), 0.4, 4.0, known=Known(is_answer=True))
    assert signs[-1] == (1.1, Sign.ENDED)


def test_after_a_word_that_leads_on_lilo_waits_as_long_as_it_can() -> None:
    _, signs = spoken(EndPoint(FREE), 1.0, 4.0, known=Known(leads_on=True))
    assert signs[-1] == (4.0, Sign.ENDED)


@pytest.mark.parametrize(("pause", "ends_after"), [(0.4, 1.5), (1.0, 1.5), (1.2, 1.8), (1.4, 2.1)])
def test_whoever_makes_long_pauses_is_given_longer(pause: float, ends_after: float) -> None:
    end, signs = spoken(EndPoint(FREE), 1.0, pause, 1.0, 5.0)
    assert signs[-1] == (round(2.0 + pause + ends_after, 2), Sign.ENDED)
    assert end.longest_pause_s == pytest.approx(pause)


def test_never_longer_than_the_longest_silence() -> None:
    slow = EndPoint(FREE, longest_pause_s=2.9)
    assert slow.ends_after_s(Known()) == FREE.longest_s


def test_the_pace_is_remembered_and_fades() -> None:
    end, _ = spoken(EndPoint(FREE), 1.0, 1.4, 1.0, 5.0)
    assert end.again().longest_pause_s == pytest.approx(1.4 * 0.8)
    assert not end.again().has_begun


def test_nothing_said_is_nothing_and_takes_no_fifteen_seconds() -> None:
    _, signs = spoken(EndPoint(FREE), 0.0, 20.0)
    assert signs == [(pytest.approx(10.0, abs=0.03), Sign.NOTHING)]


@pytest.mark.parametrize("knock_s", [0.02, 0.06, 0.1])
def test_a_knock_or_a_cough_is_no_beginning(knock_s: float) -> None:
    _, signs = spoken(EndPoint(FREE), knock_s, 1.0, knock_s, 1.0, knock_s, 1.0)
    assert signs == []


def test_a_short_word_is_a_beginning() -> None:
    _, signs = spoken(EndPoint(FREE), 0.16, 0.1)
    assert signs == [(0.12, Sign.BEGAN)]


def test_who_goes_on_and_on_is_a_television() -> None:
    _, signs = spoken(EndPoint(Patience(most_s=6.0)), 20.0)
    assert signs[-1][1] is Sign.ENDLESS
    assert signs[-1][0] == pytest.approx(6.0, abs=0.1)


def test_pauses_within_are_told_once_each() -> None:
    _, signs = spoken(EndPoint(FREE), 1.0, 1.0, 1.0, 1.0, 1.0, 0.5)
    assert [sign for _, sign in signs] == [Sign.BEGAN, Sign.PAUSED, Sign.PAUSED]
