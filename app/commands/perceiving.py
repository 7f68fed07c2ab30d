"""Perception for commands that measure it: by the shipped rules, examples and models."""

from datetime import UTC

from rich.console import Console

from app.conversation.perception import Perception
from app.faculties import load_faculties
from app.privacy import start_logging
from app.quality.hearing import heard_by
from app.quality.screened_rows import Begin
from app.safety import Screener, Weigher, load_rule_book, load_trend_rules, load_weights
from app.settings import load_settings
from app.wiring.screening import rules_beside
from resources import RESOURCES

_CRISIS = RESOURCES / "crisis"


def ready_perception(*, rules_only: bool = False) -> Perception:
    """Return perception with its models loaded, or with rules alone.

    Raises:
        EmbeddingError: a model is missing, altered, or cannot be loaded.
        LiloError: a file of rules or examples is damaged.
    """
    return _ready(_screener(), rules_only=rules_only)


def ready_hearing(*, rules_only: bool = False) -> Begin:
    """Return what hears whole conversations, trend included; see `ready_perception`."""
    screener = _screener()
    perception = _ready(screener, rules_only=rules_only)
    weigher = Weigher(
        load_weights(_CRISIS / "fusion.yaml"),
        load_trend_rules(_CRISIS / "trajectory.yaml"),
        screener.rule_levels,
        UTC,
    )
    return heard_by(perception.perceive, weigher)


def _screener() -> Screener:
    return Screener(load_rule_book(_CRISIS / "rules.yaml"), *rules_beside(_CRISIS))


def _ready(screener: Screener, *, rules_only: bool) -> Perception:
    start_logging("error")
    settings = load_settings(RESOURCES / "defaults")
    perception = Perception(screener)
    if not rules_only:
        with Console(stderr=True).status("Loading the models"):
            perception.learn(load_faculties(settings))
    return perception
