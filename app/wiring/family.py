"""Messages of residents to their families."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.conversation.family import FamilyMessenger
from app.conversation.family_post import FamilyPost
from app.identity import ConsentKind, ConsentRule
from app.ids import ResidentId
from app.wiring.alarms import Alarms
from app.wiring.foundation import Foundation
from app.wiring.identity import consent_rule


@dataclass(frozen=True, slots=True)
class FamilyMayBeWritten:
    """Whether a resident agrees that Lilo writes to the family; asked inside a transaction."""

    rule: ConsentRule

    def __call__(self, unit: Any, resident_id: ResidentId) -> bool:
        """Return it."""
        return self.rule.allows(unit.consents, resident_id, ConsentKind.FAMILY_WRITTEN)


def wire_family(on: Foundation, alarms: Alarms) -> Mapping[str, FamilyMessenger]:
    """Build what sends messages to families, by language."""
    may = FamilyMayBeWritten(consent_rule(on.basics.settings))
    post = FamilyPost(alarms.targets, may, on.basics.clock)
    return {
        language: FamilyMessenger(
            post,
            on.database.unit,
            on.database.reading,
            on.runtime.database,
            tongue.family,
            alarms.dispatcher.announce,
        )
        for language, tongue in on.tongues.items()
    }
