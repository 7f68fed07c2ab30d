"""A way out of the building that does as it is told, and time that passes when nobody works."""

import asyncio
from collections import defaultdict, deque
from collections.abc import Callable, Iterable

from app.alerts.dispatch import Dispatcher
from tests.fakes.clock import FakeClock

Behaviour = Exception | Callable[[], object] | None


class FakeChannel:
    """Implements `app.alerts.notification.NotificationChannel`."""

    def __init__(self) -> None:
        self.received: dict[str, list[tuple[str, str]]] = defaultdict(list)
        self.attempts: dict[str, int] = defaultdict(int)
        self._planned: dict[str, deque[Behaviour]] = defaultdict(deque)
        self._always: dict[str, Behaviour] = {}

    def plan(self, url: str, behaviours: Iterable[Behaviour]) -> None:
        """Do these first: raise, call, or (None) accept."""
        self._planned[url].extend(behaviours)

    def always(self, url: str, behaviour: Behaviour) -> None:
        self._always[url] = behaviour

    def accepts(self, url: str) -> bool:
        return url.startswith("fake://")

    def send(self, url: str, title: str, body: str) -> None:
        self.attempts[url] += 1
        planned = self._planned[url]
        behaviour = planned.popleft() if planned else self._always.get(url)
        if isinstance(behaviour, Exception):
            raise behaviour
        if behaviour is not None:
            behaviour()
        self.received[url].append((title, body))


class PassingTime:
    """The pauses of a dispatcher: real while something is under way, else over at once."""

    def __init__(self, clock: FakeClock) -> None:
        self._clock = clock
        self._plans: list[tuple[float, Callable[[], object]]] = []
        self.now_s = 0.0
        self.pauses_s: list[float] = []
        self.dispatcher: Dispatcher | None = None

    def monotonic(self) -> float:
        return self.now_s

    def plan(self, at_s: float, act: Callable[[], object]) -> None:
        self._plans.append((at_s, act))
        self._plans.sort(key=lambda plan: plan[0])

    async def __call__(self, woken: asyncio.Event, at_most_s: float) -> None:
        assert self.dispatcher is not None
        if self.dispatcher._under_way:
            await woken.wait()
            return
        self.pauses_s.append(at_most_s)
        assert len(self.pauses_s) < 20_000, "the dispatcher spins"
        end_s = self.now_s + at_most_s
        while not woken.is_set() and self._plans and self._plans[0][0] <= end_s:
            at_s, act = self._plans.pop(0)
            self._move_to(at_s)
            done = act()
            if asyncio.iscoroutine(done):
                await done
        if not woken.is_set():
            self._move_to(end_s)

    def _move_to(self, at_s: float) -> None:
        # Rounded up to a microsecond, the grain of the clock.
        self._clock.advance(microseconds=-(-max(0.0, at_s - self.now_s) * 1_000_000 // 1))
        self.now_s = max(self.now_s, at_s)
