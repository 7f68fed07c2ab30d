"""What the words of the staff window are made of: checked templates and counted words."""

from collections.abc import Callable
from string import Formatter
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field


class Section(BaseModel):
    """A part of the word file: every key is known, none is missing."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def _holding(*names: str) -> Callable[[str], str]:
    wanted = set(names)

    def check(text: str) -> str:
        try:
            found = {name for _, name, _, _ in Formatter().parse(text) if name is not None}
        except ValueError as error:
            raise ValueError(f"the braces do not match: {error}") from error
        if found != wanted:
            listed = ", ".join(f"{{{name}}}" for name in sorted(wanted)) or "none"
            raise ValueError(f"it must hold these names in braces and no others: {listed}")
        return text

    return check


holding = _holding
"""Accept a text with exactly these names in braces."""

Plain = Annotated[str, Field(min_length=1), AfterValidator(_holding())]
ForBadge = Annotated[str, AfterValidator(_holding("badge", "room", "waiting"))]
ForChange = Annotated[str, AfterValidator(_holding("scale", "total", "change"))]
ForCount = Annotated[str, AfterValidator(_holding("n"))]
ForMessage = Annotated[str, AfterValidator(_holding("message"))]
ForHandedOver = Annotated[str, AfterValidator(_holding("name", "to"))]
ForPlace = Annotated[str, AfterValidator(_holding("place"))]
ForName = Annotated[str, AfterValidator(_holding("name"))]
ForPerson = Annotated[str, AfterValidator(_holding("name", "room"))]
ForRoom = Annotated[str, AfterValidator(_holding("room"))]
ForRoomWaiting = Annotated[str, AfterValidator(_holding("room", "waiting"))]
ForRoomScore = Annotated[str, AfterValidator(_holding("room", "score"))]
ForTotal = Annotated[str, AfterValidator(_holding("scale", "total"))]
ForWhen = Annotated[str, AfterValidator(_holding("when"))]
ForWhenMessage = Annotated[str, AfterValidator(_holding("when", "message"))]
ForEntries = Annotated[str, AfterValidator(_holding("entries", "when"))]
ForVerified = Annotated[str, AfterValidator(_holding("entries"))]
ForKnown = Annotated[str, AfterValidator(_holding("entries", "when", "known", "known_when"))]
ForFacility = Annotated[str, AfterValidator(_holding("facility"))]
ForFacilityCount = Annotated[str, AfterValidator(_holding("facility", "count"))]
ForWing = Annotated[str, AfterValidator(_holding("wing"))]
ForWords = Annotated[str, AfterValidator(_holding("words"))]
ForScore = Annotated[str, AfterValidator(_holding("score"))]
ForTime = Annotated[str, AfterValidator(_holding("time"))]
ForTimes = Annotated[str, AfterValidator(_holding("times", "time"))]
ForWaited = Annotated[str, AfterValidator(_holding("waited"))]
ForAgo = Annotated[str, AfterValidator(_holding("ago"))]
ForSequence = Annotated[str, AfterValidator(_holding("sequence"))]
ForBroken = Annotated[str, AfterValidator(_holding("sequence", "reason", "when"))]
ForShown = Annotated[str, AfterValidator(_holding("shown"))]
ForVotes = Annotated[str, AfterValidator(_holding("seen", "asked"))]
ForShownAll = Annotated[str, AfterValidator(_holding("shown", "all"))]
ForText = Annotated[str, AfterValidator(_holding("text"))]
ForDays = Annotated[str, AfterValidator(_holding("days", "hours"))]
ForLeft = Annotated[str, AfterValidator(_holding("left"))]
ForRoles = Annotated[str, AfterValidator(_holding("roles"))]
ForTargets = Annotated[str, AfterValidator(_holding("targets"))]
ForUpdate = Annotated[str, AfterValidator(_holding("update"))]
ForTargetState = Annotated[str, AfterValidator(_holding("target", "role", "state", "time"))]
ForOverdue = Annotated[str, AfterValidator(_holding("name", "time", "minutes"))]
ForOverdueNobody = Annotated[str, AfterValidator(_holding("time", "minutes"))]
ForHowOften = Annotated[str, AfterValidator(_holding("times"))]
ForLevel = Annotated[str, AfterValidator(_holding("level"))]
ForSaid = Annotated[str, AfterValidator(_holding("said"))]
ForPlea = Annotated[str, AfterValidator(_holding("facility", "place", "what"))]
ForPleaAt = Annotated[str, AfterValidator(_holding("facility", "address", "place", "what"))]
ForShare = Annotated[str, AfterValidator(_holding("share", "target"))]
ForDecided = Annotated[str, AfterValidator(_holding("when", "by", "verdict", "words"))]
ForSaidAt = Annotated[str, AfterValidator(_holding("name", "room", "when"))]
ForFault = Annotated[str, AfterValidator(_holding("fault"))]
ForFaultWhen = Annotated[str, AfterValidator(_holding("fault", "when"))]
ForTitle = Annotated[str, AfterValidator(_holding("title"))]
ForFamily = Annotated[str, AfterValidator(_holding("title", "target", "state", "when"))]
ForDead = Annotated[str, AfterValidator(_holding("target", "role", "when", "attempts", "fault"))]

ForStorage = Annotated[str, AfterValidator(_holding("free", "revision", "size", "source"))]
ForTier = Annotated[str, AfterValidator(_holding("answered", "failures", "fault"))]
ForAnswered = Annotated[str, AfterValidator(_holding("answered"))]
ForRate = Annotated[str, AfterValidator(_holding("rate"))]
ForHits = Annotated[str, AfterValidator(_holding("asked", "hits"))]
ForDeadLetter = Annotated[str, AfterValidator(_holding("model", "n", "purpose", "when"))]
ForReason = Annotated[str, AfterValidator(_holding("reason", "when"))]
ForStation = Annotated[str, AfterValidator(_holding("station", "when"))]
ForMember = Annotated[str, AfterValidator(_holding("name", "relation"))]
ForRisk = Annotated[str, AfterValidator(_holding("kind", "note"))]
ForMinutes = Annotated[str, AfterValidator(_holding("minutes"))]
ForNameDay = Annotated[str, AfterValidator(_holding("name", "day"))]
ForNameWhen = Annotated[str, AfterValidator(_holding("name", "when"))]
ForEntriesOnly = Annotated[str, AfterValidator(_holding("entries"))]


class Counted(Section):
    """Words that depend on a number."""

    one: str
    other: str

    def of(self, n: int, shown: str = "") -> str:
        """Return the words for that many; `shown` is the number as the language sets it."""
        return (self.one if n == 1 else self.other).format(n=shown or n)
