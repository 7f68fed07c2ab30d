"""Which turn, and which alert, a log line belongs to.

A turn's id is that of its stored messages (`turn_id`), whose trace names the alert that it raised.
So with `grep` for one id everything that was logged about it is found beside what is kept of it.
"""

from collections.abc import Iterator, Mapping, MutableMapping
from contextlib import contextmanager
from contextvars import ContextVar
from types import MappingProxyType
from typing import Any

_NONE: Mapping[str, str] = MappingProxyType({})
_traced: ContextVar[Mapping[str, str]] = ContextVar("lilo_traced", default=_NONE)


@contextmanager
def traced(**ids: object) -> Iterator[None]:
    """Let whatever is logged within it, also by tasks and jobs begun there, bear the ids.

    Args:
        ids: by the key they have in the log: `turn` or `alert`.
    """
    before = _traced.get()
    _traced.set({**before, **{name: str(one) for name, one in ids.items()}})
    try:
        yield
    finally:
        # Not by a token: a turn that nobody listens to any more is ended in another context.
        _traced.set(before)


def add_trace(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> Mapping[str, Any]:
    """Put the ids to a log line, unless it names its own."""
    return {**_traced.get(), **event}
