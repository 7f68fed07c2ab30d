"""Slots: what is in use of each kind, what was before, and what is on trial.

One state is one small file that is replaced as a whole, so that a power cut leaves the state before
or the state after, never one in between. What is on trial is not in use: a program that starts in
the middle of a trial starts with what worked.
"""

from dataclasses import dataclass, replace
from typing import Literal

from app.bundles.errors import NothingToDoError, OutOfOrderError
from app.bundles.steps import Passage, Step

SlotName = Literal["a", "b"]

MOST_STARTS = 2
"""How often a program may start with something new without getting home before it goes back."""

_REMEMBERED = 10


@dataclass(frozen=True, slots=True)
class Slot:
    """An installed bundle.

    Attributes:
        digest: names its folder in the store.
        installed_at: ISO 8601 in UTC.
        program: the version of Lilo that tried it last; empty where that was not noted.
    """

    digest: str
    id: str
    version: str
    publisher: str
    installed_at: str
    program: str = ""


@dataclass(frozen=True, slots=True)
class Move:
    """A switch that the audit log has not heard of yet.

    Attributes:
        left: what was in use; None for what ships with Lilo.
        to: what is in use since.
    """

    how: Literal["installed", "rolled back", "returned"]
    left: Slot | None
    to: Slot | None


@dataclass(frozen=True, slots=True)
class Failure:
    """A bundle that did not work here.

    Attributes:
        why: in words for people.
        told: whether somebody has read it.
    """

    digest: str
    id: str
    version: str
    at: str
    why: str


@dataclass(frozen=True, slots=True)
class SlotState:
    """The slots of one kind.

    Attributes:
        active: the slot in use; None for what ships with Lilo.
        previous: where going back leads; None for what ships with Lilo.
        candidate: what is on trial.
        proven: a program has got home with what is in use.
        starts: how often one has started with it without that being known.
        previous_proven, previous_starts: the same of what was in use before.
        unheard: switches that the audit log does not hold yet, the first of them first.
    """

    active: SlotName | None = None
    previous: SlotName | None = None
    a: Slot | None = None
    b: Slot | None = None
    candidate: Slot | None = None
    proven: bool = True
    starts: int = 0
    previous_proven: bool = True
    previous_starts: int = 0
    unheard: tuple[Move, ...] = ()
    failures: tuple[Failure, ...] = ()

    def slot(self, name: SlotName | None) -> Slot | None:
        """Return what is in a slot."""
        return {"a": self.a, "b": self.b, None: None}[name]

    @property
    def in_use(self) -> Slot | None:
        """What is in use; None for what ships with Lilo."""
        return self.slot(self.active)

    @property
    def before(self) -> Slot | None:
        """What was in use before."""
        return self.slot(self.previous)

    @property
    def digests(self) -> frozenset[str]:
        """What must be kept: the last two, and what is on trial."""
        slots = (self.a, self.b, self.candidate)
        return frozenset(slot.digest for slot in slots if slot is not None)

    @property
    def may_run_an_older(self) -> bool:
        """Whether a program may still run with what was in use before the last two."""
        return not self.proven and not self.previous_proven

    def failed_before(self, digest: str) -> Failure | None:
        """Return why a bundle did not work here."""
        return next((one for one in reversed(self.failures) if one.digest == digest), None)

    def on_trial(self, slot: Slot, passage: Passage) -> "SlotState":
        """Put a bundle on trial.

        Raises:
            OutOfOrderError: it has not come so far.
        """
        _must_be(passage, Step.ON_TRIAL)
        return replace(self, candidate=slot)

    def taken_into_use(self, passage: Passage) -> "SlotState":
        """Take what is on trial into use; the slot that is neither in use nor before is lost.

        What is in use already and was made whole again stays in its slot.

        Raises:
            OutOfOrderError: it has not passed its trial.
        """
        _must_be(passage, Step.IN_USE)
        if self.candidate is None:
            raise OutOfOrderError("Nothing is on trial.")
        fresh, left = self.candidate, self.in_use
        others = tuple(one for one in self.failures if one.digest != fresh.digest)
        if left is not None and left.digest == fresh.digest:
            unheard = self._telling(Move("installed", left, fresh))
            return replace(self, candidate=None, unheard=unheard, failures=others)
        into_b = (self.active or self.previous) == "a"
        return SlotState(
            active="b" if into_b else "a",
            previous=self.active,
            a=left if into_b else fresh,
            b=fresh if into_b else left,
            proven=False,
            previous_proven=self.proven,
            previous_starts=self.starts,
            unheard=self._telling(Move("installed", left, fresh)),
            failures=others,
        )

    def given_up(self, at: str, why: str) -> "SlotState":
        """Let go of what is on trial; what is in use stays."""
        if self.candidate is None:
            return self
        return replace(self, candidate=None, failures=self._with(self.candidate, at, why))

    def settled(self) -> "SlotState":
        """Let go of a trial that was cut short; nothing is known against the bundle."""
        return replace(self, candidate=None)

    def gone_back(self) -> "SlotState":
        """Go back to what was in use before; going back again undoes it.

        Raises:
            NothingToDoError: there is nothing to go back to.
        """
        if self.active is None and self.previous is None:
            raise NothingToDoError(
                "What ships with Lilo is in use, and nothing else was.", "See `lilo bundle list`."
            )
        return replace(
            self,
            active=self.previous,
            previous=self.active,
            candidate=None,
            proven=self.previous_proven,
            starts=self.previous_starts,
            previous_proven=self.proven,
            previous_starts=self.starts,
            unheard=self._telling(Move("rolled back", self.in_use, self.before)),
        )

    def returned(self, at: str, why: str, digest: str | None = None) -> "SlotState":
        """Go back by itself, because what is in use does not work; it is lost as a way back.

        Args:
            at: ISO 8601 in UTC.
            why: in words for people.
            digest: what does not work; where something else is in use by now, that stays. None:
                whatever is in use.
        """
        slot = self.in_use
        if slot is None or not self._uses(digest):
            return self
        return SlotState(
            active=self.previous,
            a=None if self.active == "a" else self.a,
            b=None if self.active == "b" else self.b,
            candidate=self.candidate,
            proven=self.previous_proven,
            starts=self.previous_starts,
            unheard=self._telling(Move("returned", slot, self.before)),
            failures=self._with(slot, at, why),
        )

    def heard(self, move: Move) -> "SlotState":
        """Note that the audit log holds a switch."""
        return replace(self, unheard=tuple(one for one in self.unheard if one != move))

    def started(self) -> "SlotState":
        """Count a start with something that nobody has got home with yet."""
        return self if self.proven else replace(self, starts=self.starts + 1)

    @property
    def is_hopeless(self) -> bool:
        """Whether what is in use was given its chances and never got home."""
        return not self.proven and self.starts >= MOST_STARTS

    def got_home(self, digest: str | None = None) -> "SlotState":
        """Note that a program has got home with what is in use.

        Args:
            digest: what the program had loaded; where something else is in use, nothing is known
                of that. None: whatever is in use.
        """
        if self.proven or not self._uses(digest):
            return self
        return replace(self, proven=True, starts=0)

    def was_tried_by(self, digest: str, program: str) -> bool:
        """Whether this version of Lilo has tried what is in use; also where that is another."""
        slot = self.in_use
        return slot is None or slot.digest != digest or slot.program == program

    def tried_by(self, digest: str, program: str) -> "SlotState":
        """Note which version of Lilo has tried what is in use, where that still is."""
        slot = self.in_use
        if slot is None or self.was_tried_by(digest, program):
            return self
        tried = replace(slot, program=program)
        return replace(self, a=tried) if self.active == "a" else replace(self, b=tried)

    def _uses(self, digest: str | None) -> bool:
        return digest is None or (self.in_use is not None and self.in_use.digest == digest)

    def _telling(self, move: Move) -> tuple[Move, ...]:
        return (*self.unheard, move)[-_REMEMBERED:]

    def _with(self, slot: Slot, at: str, why: str) -> tuple[Failure, ...]:
        others = [one for one in self.failures if one.digest != slot.digest]
        failure = Failure(slot.digest, slot.id, slot.version, at, why)
        return (*others, failure)[-_REMEMBERED:]


def _must_be(passage: Passage, step: Step) -> None:
    if passage.step is not step:
        raise OutOfOrderError(f"A bundle that is '{passage.step}' cannot be '{step}'.")
