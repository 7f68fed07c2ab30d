"""Whose signatures count, and for what."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.bundles.errors import NotAllowedError, PublisherError
from app.bundles.kinds import FACILITY_KINDS, GUARDED, Kind
from app.bundles.manifest import Offer

VENDOR = "vendor"
FEWEST_ROOT_SIGNATURES = 2
"""A single stolen key must never be able to take a root over."""


@dataclass(frozen=True, slots=True)
class Publisher:
    """Somebody whose bundles are accepted.

    Attributes:
        anchor: the root that everything else is checked against, as it was signed.
        kinds: what they have a say over.
    """

    name: str
    anchor: bytes
    kinds: frozenset[Kind]

    def must_have_a_say(self, offer: Offer) -> None:
        """Refuse a kind that was not given to this publisher.

        Raises:
            NotAllowedError: somebody else signs that kind.
        """
        if offer.manifest.kind not in self.kinds:
            raise NotAllowedError(
                f"{self.name} may not sign bundles of the kind '{offer.manifest.kind}'.",
                "Take it from whoever may, or give this key more: see docs/bundles.md.",
            )


def granted(asked: Sequence[Kind]) -> frozenset[Kind]:
    """Return what a facility's own key gets: what was asked for, guarded kinds only twice.

    Raises:
        NotAllowedError: a guarded kind was asked for once.
    """
    if not asked:
        return FACILITY_KINDS
    for kind in asked:
        if kind in GUARDED and asked.count(kind) < 2:
            raise NotAllowedError(
                f"Lives hang on bundles of the kind '{kind}'; a facility's own key does not sign "
                "them unless that is said twice.",
                f"If it is meant: --kind {kind} --kind {kind}",
            )
    return frozenset(asked)


def publisher_named(name: str, publishers: Sequence[Publisher]) -> Publisher:
    """Return the publisher of that name.

    Raises:
        PublisherError: nobody is trusted under it.
    """
    for publisher in publishers:
        if publisher.name == name:
            return publisher
    trusted = ", ".join(one.name for one in publishers) or "nobody yet"
    raise PublisherError(
        f"Nobody is trusted under the name '{name}'. Trusted: {trusted}.",
        "Give the root that you were handed: lilo bundle trust ROOT.json",
    )
