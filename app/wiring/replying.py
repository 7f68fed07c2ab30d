"""Replies: the tiers in order, and the gateway before them."""

import os
from dataclasses import dataclass

from app.custody.leaving import PromptLeaving
from app.generation import Ledger
from app.wiring.foundation import Foundation
from models.generation import (
    CuratedReplyGenerator,
    ReplyGateway,
    Tier,
    Tiers,
    build_tiers,
    load_library,
)
from resources import RESOURCES

PROMPTS = RESOURCES / "prompts"


@dataclass(frozen=True, slots=True)
class Replying:
    """Whatever can answer, and what it may spend."""

    gateway: ReplyGateway
    tiers: Tiers
    ledger: Ledger


def wire_replying(on: Foundation) -> Replying:
    """Build the tiers that this facility has; the curated one is always there.

    Raises:
        LiloError: a file that ships with Lilo is damaged.
    """
    basics = on.basics
    settings = basics.settings.generation
    zone = basics.settings.facility.zone
    ledger = Ledger(on.database.unit, on.runtime.database, basics.clock, zone, settings.budgets)
    rule = basics.settings.privacy.leaving.facility_model
    leaving = PromptLeaving(rule, on.database.unit, on.runtime.database, basics.clock)
    tiers = build_tiers(settings, PROMPTS, ledger, os.environ, leaving.judge)
    curated = CuratedReplyGenerator(load_library(RESOURCES / "replies"))
    gateway = ReplyGateway([*tiers.in_order, Tier(curated, is_last_resort=True)])
    return Replying(gateway, tiers, ledger)
