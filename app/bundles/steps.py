"""The steps of an installation, in the only order there is."""

from dataclasses import dataclass
from enum import StrEnum

from app.bundles.errors import OutOfOrderError


class Step(StrEnum):
    """How far an installation has come."""

    BEGUN = "begun"
    TIME_KNOWN = "time known"
    SIGNATURES_TRUSTED = "signatures trusted"
    SIGNER_ALLOWED = "signer allowed"
    FITTING = "fits this machine"
    CONTENT_WHOLE = "every file whole"
    STAGED = "laid out"
    ON_TRIAL = "on trial"
    HEALTHY = "healthy"
    IN_USE = "in use"


_AFTER = {
    Step.BEGUN: Step.TIME_KNOWN,
    Step.TIME_KNOWN: Step.SIGNATURES_TRUSTED,
    Step.SIGNATURES_TRUSTED: Step.SIGNER_ALLOWED,
    Step.SIGNER_ALLOWED: Step.FITTING,
    Step.FITTING: Step.CONTENT_WHOLE,
    Step.CONTENT_WHOLE: Step.STAGED,
    Step.STAGED: Step.ON_TRIAL,
    Step.ON_TRIAL: Step.HEALTHY,
    Step.HEALTHY: Step.IN_USE,
}


@dataclass(frozen=True, slots=True)
class Passage:
    """One bundle on its way. Only `to` makes a later one, so that no step can be left out."""

    step: Step = Step.BEGUN

    def to(self, step: Step) -> "Passage":
        """Take the next step.

        Raises:
            OutOfOrderError: another one comes first.
        """
        if _AFTER.get(self.step) is not step:
            raise OutOfOrderError(
                f"An installation cannot go from '{self.step}' to '{step}'.",
                "Nothing was changed. Please report this.",
            )
        return Passage(step)
