from app.quality.evaluation_rows import SafetyRow
from app.quality.screened_rows import Begin, Screen, screen_rows, wrong
from app.safety import Level, Screened, Screener
from app.utterance import Utterance


def row(*said: str, label: int = 1, history: tuple[str, ...] = ()) -> SafetyRow:
    return SafetyRow(turns=said, label=label, history=history)


def test_the_gravest_turn_counts_wherever_it_stands(begin: Begin) -> None:
    (screening,) = screen_rows([row("Good morning.", "I cannot breathe", "It is sunny.")], begin)
    assert screening.level is Level.IMMEDIATE
    assert screening.score >= 0.9
    assert screening.reasons
    assert len(screening.times_ms) == 3


def test_what_was_said_before_is_heard_but_does_not_count(screener: Screener) -> None:
    heard: list[str] = []

    def begin() -> Screen:
        def screen(utterance: Utterance) -> Screened:
            heard.append(utterance.text)
            return screener.screen(utterance)

        return screen

    (screening,) = screen_rows([row("Good morning.", history=("I cannot breathe",))], begin)
    assert heard == ["I cannot breathe", "Good morning."]
    assert screening.level is Level.NONE
    assert len(screening.times_ms) == 1


def test_each_row_is_a_conversation_of_its_own(screener: Screener) -> None:
    begun: list[int] = []

    def begin() -> Screen:
        begun.append(1)
        return screener.screen

    assert len(list(screen_rows([row("a b"), row("c d", "e f")], begin))) == 2
    assert len(begun) == 2


def test_what_holds_no_words_raises_nothing(begin: Begin) -> None:
    (screening,) = screen_rows([row("...", " ")], begin)
    assert (screening.level, screening.times_ms) == (Level.NONE, ())


def test_misses_and_false_alarms_are_wrong(begin: Begin) -> None:
    rows = [
        row("I cannot breathe"),
        row("I cannot breathe", label=0),
        row("Lovely soup."),
        row("Lovely soup.", label=0),
    ]
    screenings = list(screen_rows(rows, begin))
    assert [s.row for s in wrong(screenings, Level.ELEVATED)] == [rows[1], rows[2]]
