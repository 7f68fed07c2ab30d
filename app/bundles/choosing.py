"""Which of a source's bundles should be installed over what is in use. Pure."""

from collections.abc import Sequence

from app.bundles.errors import FailedBeforeError, NothingToDoError, TooOldError
from app.bundles.kinds import Kind
from app.bundles.manifest import Offer, newest
from app.bundles.slots import Failure, Slot, SlotState
from app.bundles.versions import Version


def is_news(offer: Offer, state: SlotState, *, named: bool, again: bool) -> bool:
    """Whether a bundle should be installed over what is in use.

    Args:
        named: somebody asked for this very bundle.
        again: also where it did not work here before.
    """
    slot, manifest = state.in_use, offer.manifest
    if slot is not None and slot.digest == offer.digest:
        return False
    if state.failed_before(offer.digest) and not again:
        return False
    if state.before is not None and state.before.digest == offer.digest:
        return named  # Somebody has gone back from it.
    if named or slot is None:
        return True
    same = manifest.id == slot.id or slot.id in manifest.replaces
    return same and (slot.id != manifest.id or manifest.number > _number(slot))


def failed_before(failure: Failure) -> FailedBeforeError:
    """Return what is said of a bundle that somebody names and that did not work here."""
    return FailedBeforeError(
        f"{failure.id} {failure.version} did not work here on {failure.at[:10]}: {failure.why}",
        "To try it once more: lilo bundle install, with --again",
    )


def chosen_of(offers: Sequence[Offer], wanted: Sequence[str]) -> Sequence[Offer]:
    """Return what was asked for; where nothing was, the newest of each bundle.

    Raises:
        NothingToDoError: there is none of a name.
    """
    best = newest(offers)
    if not wanted:
        return sorted(best.values(), key=lambda offer: list(Kind).index(offer.manifest.kind))
    chosen = []
    for name in wanted:
        identity, _, version = name.partition("@")
        found = [
            offer
            for offer in (offers if version else best.values())
            if offer.manifest.id == identity and version in {"", offer.manifest.version}
        ]
        if not found:
            raise NothingToDoError(
                f"The source has no bundle {name}.", "See what it has: lilo bundle verify"
            )
        chosen += found
    return chosen


def must_not_be_older(offer: Offer, state: SlotState) -> None:
    """Refuse an older one than what is in use.

    Raises:
        TooOldError: it is older, or as old.
    """
    slot, manifest = state.in_use, offer.manifest
    if slot is None or slot.id != manifest.id or manifest.number > _number(slot):
        return
    if slot.digest == offer.digest:
        return  # The same anew, because it was altered on the disk.
    raise TooOldError(
        f"{manifest.id} {manifest.version} is not newer than {slot.version}, which is in use.",
        "To go back to what was in use before: lilo bundle rollback KIND",
    )


def _number(slot: Slot) -> Version:
    return Version.parse(slot.version)
