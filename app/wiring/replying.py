"""Replies: the tiers in order, and the gateway before them."""

import os
from collections.abc import Mapping
from dataclasses import dataclass

from app.bundles import ActiveResources, Kind
from app.custody.leaving import PromptLeaving
from app.generation import Ledger
from app.generation_settings import GenerationSettings
from app.language_files import ENGLISH
from app.wiring.foundation import Foundation
from models.generation import (
    ReplyGateway,
    Tier,
    Tiers,
    build_tiers,
)


@dataclass(frozen=True, slots=True)
class Replying:
    """Whatever can answer, and what it may spend.

    Attributes:
        gateway: of English.
        own: of every other language.
    """

    gateway: ReplyGateway
    tiers: Tiers
    ledger: Ledger
    own: Mapping[str, ReplyGateway]

    def gateway_in(self, language: str) -> ReplyGateway:
        """Return what answers in a language."""
        return self.own.get(language, self.gateway)


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
    english = Tier(on.tongues[ENGLISH].curated, is_last_resort=True)
    # Prompts, and the rules for what a model writes, are English: elsewhere people wrote it all.
    own = {
        tongue.language: ReplyGateway([Tier(tongue.curated, is_last_resort=True)])
        for tongue in on.tongues.values()
        if not tongue.is_english
    }
    return Replying(ReplyGateway([*tiers.in_order, english]), tiers, ledger, own)


def _with_installed_model(
    settings: GenerationSettings, resources: ActiveResources
) -> GenerationSettings:
    """Let a model from a bundle be used, unless the settings name a folder."""
    folder = settings.local.folder or resources.model(Kind.LANGUAGE_MODEL)
    return settings.model_copy(
        update={"local": settings.local.model_copy(update={"folder": folder})}
    )
