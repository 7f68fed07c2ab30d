"""What is made when it is first asked for, once, by whichever thread asks first."""

from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Late(Generic[Value]):
    """Something that takes long to make and that not every process needs.

    Calling it gives the value. What making it raises goes to the caller, and the next call tries
    again.
    """

    def __init__(self, make: Callable[[], Value]) -> None:
        self._make: Callable[[], Value] | None = make
        self._lock = Lock()
        self._made: list[Value] = []

    def __call__(self) -> Value:
        """Return the value; blocking while it is being made."""
        with self._lock:
            if self._make is not None:
                self._made.append(self._make())
                # It may hold on to much, such as the rules that were in use before.
                self._make = None
            return self._made[0]
