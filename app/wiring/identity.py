"""Identity: signing in, the gate, people, recovery, and the rule of consents."""

from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from hashlib import blake2b
from typing import Any

from app.identity import (
    ConsentKind,
    ConsentRule,
    Gate,
    GateRule,
    OwnSecrets,
    People,
    Recovery,
    SecretPolicy,
    SignIn,
)
from app.identity.passphrases import common_passphrases
from app.ids import ResidentId
from app.runtime import Lane
from app.settings import Settings
from app.wiring.basics import Basics
from app.wiring.foundation import Foundation
from resources import RESOURCES
from storage import Database, FacilityKeys

COMMON = RESOURCES / "identity" / "common_passphrases.txt"


@dataclass(frozen=True, slots=True)
class IdentityParts:
    """Who may do what, and who is who."""

    gate: Gate
    sign_in: SignIn
    people: People
    own_secrets: OwnSecrets
    recovery: Recovery
    rule: ConsentRule


def secret_policy(house: str) -> SecretPolicy:
    """Return what a facility accepts as a passphrase."""
    return SecretPolicy(partial(common_passphrases, COMMON), house)


def consent_rule(settings: Settings) -> ConsentRule:
    """Return what holds where a resident has said nothing."""
    return ConsentRule(settings.identity.assumed_consents)


@dataclass(frozen=True, slots=True)
class FamilyMayKnow:
    """Whether a resident agrees that the family is told; asked inside an alarm's transaction."""

    rule: ConsentRule

    def __call__(self, unit: Any, resident_id: ResidentId) -> bool:
        """Return it."""
        return self.rule.allows(unit.consents, resident_id, ConsentKind.FAMILY_TOLD)


def wire_entry(
    basics: Basics, keys: FacilityKeys, database: Database, lane: Lane
) -> tuple[Gate, SignIn]:
    """Build what lets staff in; commands use it without the rest of Lilo."""
    identity, clock = basics.settings.identity, basics.clock
    longest = timedelta(hours=identity.session_hours)
    glass = timedelta(minutes=identity.break_glass_minutes)
    gate = Gate(database.reading, database.unit, lane, clock, GateRule(longest, glass))
    # Another purpose, another key: the audit key itself seals nothing but the log.
    pepper = blake2b(key=keys.audit, person=b"lilo sign-in").digest()
    return gate, SignIn(database.unit, lane, clock, pepper)


def wire_identity(on: Foundation) -> IdentityParts:
    """Build everything that tells who acts."""
    settings, lane, clock = on.basics.settings, on.runtime.database, on.basics.clock
    unit = on.database.unit
    longest = timedelta(hours=settings.identity.session_hours)
    # Who may do what is asked before everything staff do, and of the board as well.
    gate, sign_in = wire_entry(on.basics, on.keys.keys, on.database, lane.first)
    policy = secret_policy(settings.facility.name)
    return IdentityParts(
        gate=gate,
        sign_in=sign_in,
        people=People(gate, unit, lane, clock, policy, longest),
        own_secrets=OwnSecrets(gate, unit, lane, clock, policy),
        recovery=Recovery(unit, lane, clock, policy),
        rule=consent_rule(settings),
    )
