"""Screening: rules, weighing, disclosure, and the scripts of the crisis dialogue."""

from dataclasses import dataclass
from pathlib import Path

from app.conversation.disclosing import Discloser
from app.conversation.perception import Perception
from app.language_files import ENGLISH, LANGUAGES, LanguageFiles
from app.late import Late
from app.safety import (
    CrisisScripts,
    OutgoingScreen,
    RuleBook,
    Screener,
    TriageVoter,
    Weigher,
    load_rule_book,
    load_trend_rules,
    load_triage,
    load_weights,
)
from app.wiring.foundation import Foundation
from app.wiring.replying import Replying
from app.wiring.tongues import Tongue
from storage import FacilityPaths


@dataclass(frozen=True, slots=True)
class Screening:
    """Everything that looks for danger in words, the resident's and Lilo's own.

    Attributes:
        scripts, outgoing: of English; other languages have theirs in `Foundation.tongues`.
    """

    screener: Screener
    perception: Perception
    weigher: Weigher
    scripts: CrisisScripts
    outgoing: OutgoingScreen


def wire_screening(on: Foundation) -> Screening:
    """Load the weights; the danger rules are loaded when the screener is prepared.

    Raises:
        LiloError: a file that ships with Lilo, or one of the facility's own, is damaged.
    """
    facility, crisis = on.basics.settings.facility, on.basics.resources.folder("crisis")
    english = on.tongues[ENGLISH]
    shipped = on.basics.resources.shipped
    screener = Screener(
        Late(lambda: (load_rule_book(crisis / "rules.yaml"), *rules_beside(crisis, shipped)))
    )
    cues = {one.language: one.cues for one in on.tongues.values() if one.cues is not None}
    return Screening(
        screener=screener,
        perception=Perception(screener, cues),
        weigher=Weigher(
            load_weights(_own_or_shipped(on.paths, crisis, "fusion.yaml")),
            load_trend_rules(_own_or_shipped(on.paths, crisis, "trajectory.yaml")),
            screener.rule_levels,
            facility.zone,
        ),
        scripts=english.scripts,
        outgoing=english.outgoing,
    )


def wire_discloser(on: Foundation, tongue: Tongue) -> Discloser:
    """Build what says in one language that Lilo is a program."""
    facility = on.basics.settings.facility
    return Discloser(tongue.disclosure, facility.disclosure_profile, on.basics.clock, facility.zone)


def rules_beside(crisis: Path, shipped: Path | None = None) -> list[RuleBook]:
    """Return the rules of other languages; whatever the kiosk speaks, all of them listen.

    Args:
        shipped: the folder of what ships, for a bundle that leaves a language alone.

    Raises:
        SafetyDataError: a file is wrong.
    """
    found = [LanguageFiles(one, shipped).beside(crisis, "rules.yaml") for one in LANGUAGES]
    return [load_rule_book(path) for path in found if path.parent.name != crisis.name]


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
