"""Screening: rules, weighing, disclosure, and the scripts of the crisis dialogue."""

from dataclasses import dataclass
from pathlib import Path

from app.conversation.disclosing import Discloser
from app.conversation.perception import Perception
from app.safety import (
    CrisisScripts,
    OutgoingScreen,
    Screener,
    TriageVoter,
    Weigher,
    load_crisis_scripts,
    load_disclosure_book,
    load_outgoing_screen,
    load_rule_book,
    load_trend_rules,
    load_triage,
    load_weights,
)
from app.wiring.foundation import Foundation
from app.wiring.replying import Replying
from storage import FacilityPaths


@dataclass(frozen=True, slots=True)
class Screening:
    """Everything that looks for danger in words, the resident's and Lilo's own."""

    screener: Screener
    perception: Perception
    weigher: Weigher
    discloser: Discloser
    scripts: CrisisScripts
    outgoing: OutgoingScreen


def wire_screening(on: Foundation) -> Screening:
    """Load the rules, weights and scripts.

    Raises:
        LiloError: a file that ships with Lilo, or one of the facility's own, is damaged.
    """
    facility, crisis = on.basics.settings.facility, on.basics.resources.folder("crisis")
    screener = Screener(load_rule_book(crisis / "rules.yaml"))
    return Screening(
        screener=screener,
        perception=Perception(screener),
        weigher=Weigher(
            load_weights(_own_or_shipped(on.paths, crisis, "fusion.yaml")),
            load_trend_rules(_own_or_shipped(on.paths, crisis, "trajectory.yaml")),
            screener.rule_levels,
            facility.zone,
        ),
        discloser=Discloser(
            load_disclosure_book(crisis / "disclosure.yaml"),
            facility.disclosure_profile,
            on.basics.clock,
            facility.zone,
        ),
        scripts=load_crisis_scripts(crisis / "dialogue.yaml"),
        outgoing=load_outgoing_screen(crisis / "outgoing.yaml"),
    )


def wire_voter(on: Foundation, replying: Replying) -> TriageVoter | None:
    """Build what asks a language model about doubtful words; None where there is no model.

    Raises:
        LiloError: a file that ships with Lilo is damaged.
    """
    if replying.tiers.forms is None:
        return None
    return TriageVoter(
        load_triage(on.basics.resources.folder("crisis") / "triage.yaml"),
        replying.tiers.forms,
        replying.tiers.ready,
        on.database.unit,
        on.runtime.database,
        on.basics.clock,
    )


def _own_or_shipped(paths: FacilityPaths, crisis: Path, name: str) -> Path:
    """Return the facility's own weights, where it has written some, else those in use."""
    own = paths.config / "crisis" / name
    return own if own.is_file() else crisis / name
