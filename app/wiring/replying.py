"""Replies: the tiers in order, and the gateway before them."""

import os
from dataclasses import dataclass

from app.bundles import ActiveResources, Kind
from app.custody.leaving import PromptLeaving
from app.generation import Ledger
from app.generation_settings import GenerationSettings
from app.wiring.foundation import Foundation
from models.generation import (
    CuratedReplyGenerator,
    ReplyGateway,
    Tier,
    Tiers,
    build_tiers,
    load_library,
)


@dataclass(frozen=True, slots=True)
class Replying:
    """Whatever can answer, and what it may spend."""

    gateway: ReplyGateway
    tiers: Tiers
    ledger: Ledger
    curated: CuratedReplyGenerator


def wire_replying(on: Foundation) -> Replying:
    """Build the tiers that this facility has; the curated one is always there.

    Raises:
        LiloError: a file that ships with Lilo is damaged.
    """
    basics = on.basics
    resources = basics.resources
    settings = _with_installed_model(basics.settings.generation, resources)
    zone = basics.settings.facility.zone
    ledger = Ledger(on.database.unit, on.runtime.database, basics.clock, zone, settings.budgets)
    rule = basics.settings.privacy.leaving.facility_model
    leaving = PromptLeaving(rule, on.database.unit, on.runtime.database, basics.clock)
    tiers = build_tiers(settings, resources.folder("prompts"), ledger, os.environ, leaving.judge)
    curated = CuratedReplyGenerator(load_library(resources.folder("replies")))
    gateway = ReplyGateway([*tiers.in_order, Tier(curated, is_last_resort=True)])
    return Replying(gateway, tiers, ledger, curated)


def _with_installed_model(
    settings: GenerationSettings, resources: ActiveResources
) -> GenerationSettings:
    """Let a model from a bundle be used, unless the settings name a folder."""
    folder = settings.local.folder or resources.model(Kind.LANGUAGE_MODEL)
    return settings.model_copy(
        update={"local": settings.local.model_copy(update={"folder": folder})}
    )
