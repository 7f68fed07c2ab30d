"""Weighing: what is on record and how the last days went, beside what the words gave.

It comes after the words' own stages, and like each of them can only raise the level.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo

from app.safety.findings import Finding, Stage
from app.safety.fusion import RiskPicture, Weights, raise_by
from app.safety.levels import Level, level_for
from app.safety.review import Doubt, doubts_of
from app.safety.screening import Screened, raised
from app.safety.trajectory import Reading, TrendRules, may_tell, trend


@dataclass(frozen=True, slots=True)
class Weighed:
    """A screened turn with everything known beside its words.

    Attributes:
        screened: as the words, the record and the trend make it together.
        reading: what the turn adds to the trajectory.
        doubts: why a nurse should look at the words; empty for nearly all turns.
    """

    screened: Screened
    reading: Reading
    doubts: tuple[Doubt, ...]


@dataclass(frozen=True, slots=True)
class Weigher:
    """Weighs a screened turn of a resident.

    Attributes:
        rule_levels: the level of each rule in use, by its id.
        zone: the facility's, for the age of results in days.
    """

    weights: Weights
    trends: TrendRules
    rule_levels: Callable[[], Mapping[str, Level]]
    zone: tzinfo

    def weigh(
        self, screened: Screened, picture: RiskPicture, feeling: str, at: datetime
    ) -> Weighed:
        """Weigh a turn.

        Args:
            feeling: how the words felt, as `app.conversation.feelings` reads it.
        """
        reading = self.reading_of(screened, feeling, at)
        together = raised(screened, self.findings(screened, picture, reading))
        doubts = doubts_of(
            together.level, together.findings, together.flags, rule_levels=self.rule_levels()
        )
        return Weighed(together, reading, doubts)

    def reading_of(self, screened: Screened, feeling: str, at: datetime) -> Reading:
        """Return what this turn adds to the trajectory: the words' own share of it."""
        text, score = screened.utterance.text, _by_words(screened)
        return Reading(
            at,
            self.trends.valence_of(feeling, score),
            score,
            len(text.split()),
            self.trends.refuses(text),
        )

    def findings(
        self, screened: Screened, picture: RiskPicture, reading: Reading
    ) -> tuple[Finding, ...]:
        """Return what the record and the trend add; empty for nearly all turns."""
        today = reading.at.astimezone(self.zone).date()
        by_record = [
            raised
            for found in screened.findings
            for raised in raise_by(found.score, found.kind, picture, today, self.weights)
        ]
        return (*by_record, *self._trend(picture, reading))

    def _trend(self, picture: RiskPicture, reading: Reading) -> tuple[Finding, ...]:
        if not may_tell(picture.trend_told_at, reading.at, self.trends):
            return ()
        found = trend([*picture.readings, reading], reading.at, self.trends)
        # One sign by itself comes on every seventh day of everybody: it would fill the watch
        # list with people who are well.
        return tuple(one for one in found if level_for(one.score) >= Level.ELEVATED)


def _by_words(screened: Screened) -> float:
    return max(screened.score_of(Stage.RULE), screened.score_of(Stage.SEMANTIC))
