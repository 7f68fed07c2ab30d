"""Routes: always somebody is told, and the shipped ones are those that were promised."""

import math
from collections.abc import Callable
from pathlib import Path
from typing import get_args

import pytest

from app.alert_settings import LONGEST_WAIT_S, MOST_TIERS, RecipientName
from app.alerts import (
    Alert,
    AlertCause,
    AlertError,
    AlertSource,
    Recipient,
    Route,
    RouteError,
    Routes,
    routes_of,
)
from app.ids import AlertId, ResidentId, new_uuid
from app.safety import Level
from app.settings import Settings, SettingsError, load_settings
from tests.fakes.clock import NOON
from tests.fakes.routes import ROUTES

Load = Callable[[str], Settings]

NURSE, FAMILY = Recipient.NURSE, Recipient.FAMILY
PHYSICIAN, LINE = Recipient.PHYSICIAN, Recipient.EMERGENCY_LINE


def alert(level: Level, tier: int = 0) -> Alert:
    cause = AlertCause(AlertSource.WORDS, level)
    made = (AlertId(new_uuid()), ResidentId(new_uuid()), cause, NOON, NOON)
    return Alert(*made, tier=tier)


@pytest.fixture
def load(resources: Path, tmp_path: Path) -> Load:
    """Load the defaults with the facility's own section over them."""

    def write_and_load(text: str) -> Settings:
        (tmp_path / "mine.yaml").write_text(text, "utf-8")
        return load_settings(resources / "defaults", tmp_path)

    return write_and_load


def test_the_shipped_routes_are_those_of_the_fakes(resources: Path) -> None:
    assert routes_of(load_settings(resources / "defaults").alerts) == ROUTES


def test_settings_know_every_recipient() -> None:
    assert set(get_args(RecipientName)) == set(Recipient)


@pytest.mark.parametrize(
    ("level", "tier", "told"),
    [
        (Level.IMMEDIATE, 0, "emergency_line physician nurse"),
        (Level.IMMEDIATE, 1, "emergency_line physician nurse administrator"),
        (Level.URGENT, 0, "physician nurse"),
        (Level.URGENT, 1, "physician nurse administrator"),
        (Level.ELEVATED, 0, "physician social_worker"),
        (Level.ELEVATED, 1, "physician social_worker nurse administrator"),
        (Level.MODERATE, 0, "physician social_worker"),
        (Level.URGENT, 7, "physician nurse administrator"),
    ],
)
def test_who_is_told(level: Level, tier: int, told: str) -> None:
    assert " ".join(ROUTES.recipients(alert(level, tier))) == told


def test_the_family_is_told_only_with_consent() -> None:
    grave = alert(Level.IMMEDIATE)
    assert FAMILY not in ROUTES.recipients(grave)
    assert ROUTES.recipients(grave, family_consents=True) == (LINE, PHYSICIAN, NURSE, FAMILY)


@pytest.mark.parametrize("level", Level)
@pytest.mark.parametrize("tier", [0, 1, 2, 50])
def test_there_is_always_somebody(level: Level, tier: int) -> None:
    assert ROUTES.recipients(alert(level, tier))


@pytest.mark.parametrize(
    ("within_s", "tiers", "said"),
    [
        (0.0, ((NURSE,),), "waits 0 s"),
        (-1.0, ((NURSE,),), "waits -1 s"),
        (math.nan, ((NURSE,),), "waits nan s"),
        (math.inf, ((NURSE,),), "waits inf s"),
        (LONGEST_WAIT_S + 1, ((NURSE,),), "waits 86401 s"),
        (30.0, (), "has 0 tiers, not 1 to 20"),
        (30.0, ((NURSE,),) * (MOST_TIERS + 1), "has 21 tiers, not 1 to 20"),
        (30.0, ((NURSE,), ()), "names nobody"),
        (30.0, ((FAMILY,),), "names nobody besides the family"),
    ],
)
def test_a_route_that_would_be_silent_cannot_be(
    within_s: float, tiers: tuple[tuple[Recipient, ...], ...], said: str
) -> None:
    with pytest.raises(RouteError, match=said) as refused:
        Route(within_s, tiers)
    assert isinstance(refused.value, AlertError)


def test_the_most_tiers_and_the_longest_wait_are_allowed() -> None:
    route = Route(LONGEST_WAIT_S, ((NURSE,),) * MOST_TIERS)
    assert route.last_tier == MOST_TIERS - 1


@pytest.mark.parametrize("missing", [Level.ELEVATED, Level.URGENT, Level.IMMEDIATE])
def test_every_level_of_alerts_needs_its_route(missing: Level) -> None:
    ways = {level: way for level, way in ROUTES.by_level.items() if level is not missing}
    with pytest.raises(RouteError, match=f"no route for {missing.label} alerts"):
        Routes(ways, 600.0)


def test_the_time_to_resolve_must_be_one() -> None:
    with pytest.raises(RouteError, match="waits 0 s"):
        Routes(ROUTES.by_level, 0.0)


def test_a_facility_can_choose_its_own(load: Load) -> None:
    settings = load("alerts: {urgent: {acknowledge_within_s: 120, tiers: [[nurse], [physician]]}}")
    routes = routes_of(settings.alerts)
    assert routes.route(Level.URGENT) == Route(120.0, ((NURSE,), (PHYSICIAN,)))
    assert routes.route(Level.IMMEDIATE) == ROUTES.route(Level.IMMEDIATE)


@pytest.mark.parametrize(
    ("written", "key", "allowed"),
    [
        ("{resolve_within_s: 0}", "resolve_within_s", "greater than 0"),
        ("{resolve_within_s: .nan}", "resolve_within_s", "less than or equal to 86400"),
        ("{resolve_within_s: .inf}", "resolve_within_s", "less than or equal to 86400"),
        ("{urgent: {acknowledge_within_s: -5}}", "urgent.acknowledge_within_s", "greater than 0"),
        ("{urgent: {tiers: []}}", "urgent.tiers", "a list of 1 to 20 tiers"),
        (
            f"{{urgent: {{tiers: [{', '.join(['[nurse]'] * 21)}]}}}}",
            "urgent.tiers",
            "a list of 1 to 20 tiers",
        ),
        ("{urgent: {tiers: [[nurse], []]}}", "urgent.tiers", "name somebody besides the family"),
        ("{urgent: {tiers: [[family]]}}", "urgent.tiers", "name somebody besides the family"),
        ("{urgent: {tiers: [[nurse, nurse]]}}", "urgent.tiers", "each recipient once"),
        ("{urgent: {tiers: [[nurse, cook]]}}", "urgent.tiers.0.1", "'nurse', 'physician'"),
        ("{urgent: {tiers: nurse}}", "urgent.tiers", "a valid tuple"),
    ],
)
def test_a_wrong_configuration_is_refused_in_words(
    load: Load, tmp_path: Path, written: str, key: str, allowed: str
) -> None:
    with pytest.raises(SettingsError) as refused:
        load(f"alerts: {written}")
    assert refused.value.message.startswith(f"In {tmp_path / 'mine.yaml'}, alerts.{key} is ")
    assert allowed in refused.value.message.split("; allowed: ")[1]


def test_moderate_needs_no_route_and_may_not_have_one(load: Load) -> None:
    with pytest.raises(SettingsError, match=r"no setting called alerts\.moderate"):
        load("alerts: {moderate: {acknowledge_within_s: 60, tiers: [[nurse]]}}")
