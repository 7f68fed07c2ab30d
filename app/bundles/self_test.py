"""The safety self-test: new crisis patterns must find at least what the old ones found."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.bundles.errors import WeakerSafetyError


@dataclass(frozen=True, slots=True)
class SelfTest:
    """What crisis patterns make of a fixed set of sentences that no bundle can change.

    Attributes:
        missed: dangers that were not found, by kind.
        dangers: how many there were.
        false_alarms: harmless sentences that would have alarmed.
        harmless: how many there were.
    """

    missed: Mapping[str, int]
    dangers: int
    false_alarms: int
    harmless: int


def must_not_be_weaker(new: SelfTest, old: SelfTest) -> None:
    """Refuse patterns that miss more dangers of any kind, or raise more false alarms.

    Raises:
        WeakerSafetyError: they do.
        ValueError: the tests were not made on the same sentences.
    """
    if (new.dangers, new.harmless) != (old.dangers, old.harmless):
        raise ValueError("self-tests of different sets cannot be compared")
    worse = [
        f"{kind} ({count} missed, {old.missed.get(kind, 0)} before)"
        for kind, count in sorted(new.missed.items())
        if count > old.missed.get(kind, 0)
    ]
    if worse:
        raise WeakerSafetyError(
            f"The new crisis patterns miss more danger than those in use: {', '.join(worse)}.",
            "They are not taken into use. Send this message to whoever made them.",
        )
    if new.false_alarms > old.false_alarms:
        raise WeakerSafetyError(
            f"The new crisis patterns raise more false alarms than those in use: "
            f"{new.false_alarms} of {new.harmless} harmless sentences, {old.false_alarms} before.",
            "They are not taken into use. Send this message to whoever made them.",
        )
