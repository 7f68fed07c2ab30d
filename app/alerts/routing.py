"""Routing: who is told of an alert, tier by tier, and how long each tier has."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from app.alert_settings import LONGEST_WAIT_S, MOST_TIERS, AlertSettings, RouteSettings
from app.alerts.alert import Alert, AlertError
from app.safety import Level


class RouteError(AlertError):
    """A route would leave somebody in danger without anybody who is told."""

    code = "alert.route"


class Recipient(StrEnum):
    """Who can be told, by role."""

    NURSE = "nurse"
    PHYSICIAN = "physician"
    SOCIAL_WORKER = "social_worker"
    ADMINISTRATOR = "administrator"
    FAMILY = "family"
    EMERGENCY_LINE = "emergency_line"


@dataclass(frozen=True, slots=True)
class Route:
    """The way of one level.

    Attributes:
        acknowledge_within_s: how long each tier has before the next is told; the last repeats.
        tiers: 1 to 20; each tells somebody besides the family, who may not be told.

    Raises:
        RouteError: these do not hold.
    """

    acknowledge_within_s: float
    tiers: tuple[tuple[Recipient, ...], ...]

    def __post_init__(self) -> None:
        _hold_to_time(self.acknowledge_within_s)
        if not 1 <= len(self.tiers) <= MOST_TIERS:
            raise RouteError(f"A route has {len(self.tiers)} tiers, not 1 to {MOST_TIERS}.")
        if not all(set(tier) - {Recipient.FAMILY} for tier in self.tiers):
            raise RouteError("A tier of a route names nobody besides the family.")

    @property
    def acknowledge_within(self) -> timedelta:
        """How long each tier has."""
        return timedelta(seconds=self.acknowledge_within_s)

    @property
    def last_tier(self) -> int:
        """Number of the last tier, from 0."""
        return len(self.tiers) - 1


@dataclass(frozen=True, slots=True)
class Routes:
    """The ways of all levels that are alerts.

    Attributes:
        by_level: ELEVATED, URGENT and IMMEDIATE.
        resolve_within_s: how long an alert may stay with who took it before it waits again.

    Raises:
        RouteError: a level has no route, or a time is not one.
    """

    by_level: Mapping[Level, Route]
    resolve_within_s: float

    def __post_init__(self) -> None:
        _hold_to_time(self.resolve_within_s)
        for level in Level:
            if level >= Level.ELEVATED and level not in self.by_level:
                raise RouteError(f"There is no route for {level.label} alerts.")

    @property
    def resolve_within(self) -> timedelta:
        """How long an alert may stay with who took it."""
        return timedelta(seconds=self.resolve_within_s)

    def route(self, level: Level) -> Route:
        """Return the way of a level; what is milder than ELEVATED goes the way of ELEVATED."""
        return self.by_level[max(level, Level.ELEVATED)]

    def recipients(self, alert: Alert, *, family_consents: bool = False) -> tuple[Recipient, ...]:
        """Return who is told of the alert's current alarm; never empty.

        Args:
            family_consents: the resident has agreed that the family is told.
        """
        route = self.route(alert.cause.level)
        # A route can have become shorter since the alert was escalated.
        told = route.tiers[min(alert.tier, route.last_tier)]
        return tuple(who for who in told if family_consents or who is not Recipient.FAMILY)


def routes_of(settings: AlertSettings) -> Routes:
    """Return the routes that the settings describe."""
    levels = {
        Level.ELEVATED: settings.elevated,
        Level.URGENT: settings.urgent,
        Level.IMMEDIATE: settings.immediate,
    }
    ways = {level: _route_of(way) for level, way in levels.items()}
    return Routes(ways, settings.resolve_within_s)


def _route_of(settings: RouteSettings) -> Route:
    tiers = tuple(tuple(map(Recipient, tier)) for tier in settings.tiers)
    return Route(settings.acknowledge_within_s, tiers)


def _hold_to_time(seconds: float) -> None:
    # Not the other way round: NaN is above nothing, and must be refused as well.
    if not 0.0 < seconds <= LONGEST_WAIT_S:
        raise RouteError(
            f"A route waits {seconds:g} s, not more than 0 and at most {LONGEST_WAIT_S:g}."
        )
