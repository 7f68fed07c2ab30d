"""What is near enough to be meant for Lilo: pure rules on how loud the room is."""

from dataclasses import dataclass, replace

ABOVE_DB = 8.0
"""A voice is meant for Lilo when it is so much louder than the room: two and a half times."""

LEAST_DB = -55.0
"""Whatever is quieter than this is far away."""

QUIETEST_DB, LOUDEST_DB = -75.0, -35.0
"""What a room's own sound is taken to be at least and at most."""

_FALLS, _RISES, _RISES_WITH_VOICES = 0.2, 0.02, 0.001
"""Shares by which the room's level follows a frame that is quieter, or louder, or a voice.

A second of a fan makes it the room's own sound; of voices it takes most of a minute.
"""


@dataclass(frozen=True, slots=True)
class Room:
    """How loud it is when nobody speaks to Lilo, in dB below the loudest."""

    level_db: float = -60.0

    def is_near(self, level_db: float) -> bool:
        """Return whether a voice of this level is near enough."""
        return level_db >= max(LEAST_DB, self.level_db + ABOVE_DB)

    def heard(self, level_db: float, *, is_voice: bool) -> "Room":
        """Return what is known of the room after one more frame."""
        rises = _RISES_WITH_VOICES if is_voice else _RISES
        share = _FALLS if level_db < self.level_db else rises
        level = self.level_db + share * (level_db - self.level_db)
        return replace(self, level_db=min(LOUDEST_DB, max(QUIETEST_DB, level)))
