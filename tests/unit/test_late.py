"""What is made when it is first asked for."""

import weakref
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from app.late import Late


def test_it_is_made_once_whoever_asks() -> None:
    made: list[object] = []
    together = Barrier(4)

    def make() -> object:
        made.append(object())
        return made[-1]

    late = Late(make)
    assert made == []

    def ask(_number: int) -> object:
        together.wait()
        return late()

    with ThreadPoolExecutor(4) as threads:
        assert set(threads.map(ask, range(4))) == set(made)
    assert len(made) == 1


def test_what_failed_is_tried_again() -> None:
    answers = [ValueError("no file"), "well"]

    def make() -> str:
        answer = answers.pop(0)
        if isinstance(answer, ValueError):
            raise answer
        return answer

    late = Late(make)
    with pytest.raises(ValueError, match="no file"):
        late()
    assert late() == "well"


def test_what_made_it_is_let_go_of() -> None:
    class Maker:
        def __call__(self) -> int:
            return 7

    maker = Maker()
    gone = weakref.ref(maker)
    late = Late(maker)
    del maker
    assert gone() is not None
    assert late() == 7
    assert gone() is None
    assert late() == 7
