"""What is to be said now, from what is on the screen. Pure; nothing here makes a sound.

Whoever shows something hands over the script that goes with it. What of it was said already is not
said again; what no longer stands in it is not said at all. So a reply goes on after a reminder, and
stops when its screen is left, without anybody having to say so.
"""

from dataclasses import dataclass, replace

from app.safety import ScreenedSentence


@dataclass(frozen=True, slots=True)
class Authored:
    """Words that people wrote: a scripted question, a reminder, a line of the screen."""

    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to say.

    Attributes:
        key: tells it from every other line of its script.
        words: screened, or written by people; nothing else can be said.
        lead_ms: silence before it, where a signal sounds first.
    """

    key: str
    words: ScreenedSentence | Authored
    lead_ms: int = 0


@dataclass(frozen=True, slots=True)
class Script:
    """What goes with something on the screen.

    Attributes:
        place: what it is: a reply, a question, a reminder.
        lines: in their order.
        goes_on: when it comes back after something else, it goes on where it was; otherwise it
            begins again.
    """

    place: str = ""
    lines: tuple[Line, ...] = ()
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class Agenda:
    """What is to be said.

    Attributes:
        script: what goes with the screen.
        said: place and key of what was said.
        hushed: places of which nothing more is said.
        sounding: place and line of what is being said.
    """

    script: Script = Script()
    said: frozenset[tuple[str, str]] = frozenset()
    hushed: frozenset[str] = frozenset()
    sounding: tuple[str, Line] | None = None

    @property
    def ahead(self) -> tuple[Line, ...]:
        """What is to be said after the line that is being said, the next first."""
        place = self.script.place
        if place in self.hushed:
            return ()
        return tuple(
            line
            for line in self.script.lines
            if (place, line) != self.sounding and (place, line.key) not in self.said
        )

    @property
    def must_stop(self) -> bool:
        """Whether the line that is being said is wanted no more."""
        if self.sounding is None:
            return False
        place, line = self.sounding
        is_shown = place == self.script.place and line in self.script.lines
        return place in self.hushed or (place, line.key) in self.said or not is_shown

    def showing(self, script: Script) -> "Agenda":
        """Take what goes with the screen now."""
        before = self.script
        agenda = self
        if before.place != script.place and not before.goes_on:
            agenda = agenda.afresh(before.place)
        return replace(agenda, script=script)

    def begun(self, line: Line) -> "Agenda":
        """Note that a line of the script is being said."""
        return replace(self, sounding=(self.script.place, line))

    def ended(self, *, is_whole: bool) -> "Agenda":
        """Note that it is over; a line that was cut short is said again where it is wanted."""
        if self.sounding is None:
            return self
        place, line = self.sounding
        said = self.said | {(place, line.key)} if is_whole else self.said
        return replace(self, sounding=None, said=said)

    def hush(self) -> "Agenda":
        """Say nothing more of what is on the screen."""
        return replace(self, hushed=self.hushed | {self.script.place})

    def passed_over(self) -> "Agenda":
        """Take everything that goes with the screen now as said; what comes new is said."""
        place = self.script.place
        return replace(self, said=self.said | {(place, line.key) for line in self.script.lines})

    def afresh(self, place: str) -> "Agenda":
        """Forget what was said of a place: all of it is said, from its start."""
        said = frozenset(entry for entry in self.said if entry[0] != place)
        return replace(self, said=said, hushed=self.hushed - {place})
