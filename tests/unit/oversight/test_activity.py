from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from app.oversight.activity import (
    TALK_DAYS,
    DangerRaised,
    Referrals,
    TalkDay,
    first_month,
    referrals,
    talk_days,
)
from app.safety import DangerKind, Level
from tests.fakes.routes import ROUTES

NEW_YORK = ZoneInfo("America/New_York")
NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
"""The evening of the twentieth in New York."""


class Talked:
    """Residents who spoke at moments."""

    def __init__(self, *residents: Sequence[datetime]) -> None:
        self.residents = residents

    def turns_between(self, since: datetime, until: datetime) -> Sequence[int]:
        counts = [sum(since <= at < until for at in spoken) for spoken in self.residents]
        return [count for count in counts if count]

    def dangers_since(self, moment: datetime) -> Sequence[DangerRaised]:
        raise NotImplementedError(moment)


def test_turns_are_counted_by_the_days_of_the_house() -> None:
    before = NOW - timedelta(days=1)
    days = talk_days(Talked([NOW, NOW], [NOW], [NOW], [before]), NOW, NEW_YORK)
    assert len(days) == TALK_DAYS
    assert days[0] == TalkDay(date(2026, 11, 20), 4, 3)
    # One talked: how much is theirs alone to know.
    assert days[1] == TalkDay(date(2026, 11, 19), None, None)
    assert days[2] == TalkDay(date(2026, 11, 18), 0, 0)


def danger(days_ago: float, kind: DangerKind, level: Level, tier: int = 0) -> DangerRaised:
    return DangerRaised(NOW - timedelta(days=days_ago), kind, level, tier)


def test_referrals_are_counted_by_month_and_kind_and_small_ones_are_not_said() -> None:
    kinds = list(DangerKind)
    raised = [
        *[danger(1, kinds[1], Level.IMMEDIATE)] * 3,
        *[danger(2, kinds[1], Level.URGENT)] * 2,
        danger(3, kinds[0], Level.ELEVATED),
        *[danger(40, kinds[0], Level.ELEVATED)] * 4,
    ]
    november, october = date(2026, 11, 1), date(2026, 10, 1)
    assert referrals(raised, ROUTES, NEW_YORK) == (
        Referrals(november, kinds[0], None, 0, None),
        Referrals(november, kinds[1], 5, 3, 5),
        Referrals(october, kinds[0], 4, 0, 4),
    )


def test_six_months_begin_at_midnight_of_the_house() -> None:
    assert first_month(NOW, NEW_YORK) == datetime(2026, 6, 1, tzinfo=NEW_YORK)
    assert first_month(datetime(2027, 2, 1, 12, tzinfo=UTC), UTC) == datetime(
        2026, 9, 1, tzinfo=UTC
    )
