"""Bundles in figures, for people and programs."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from app.bundles import Offer, Outcome, Slot
from app.commands.bundle_refusals import refusal_told


def offer_told(offer: Offer) -> dict[str, Any]:
    """Return one line about a bundle that a source offers."""
    manifest = offer.manifest
    return {
        "kind": manifest.kind.value,
        "id": manifest.id,
        "version": manifest.version,
        "size_mb": round(manifest.size / 1e6, 1),
        "title": manifest.title,
    }


def offer_in_full(offer: Offer) -> dict[str, Any]:
    """Return everything that a bundle says of itself."""
    manifest = offer.manifest
    return {
        **offer_told(offer),
        "digest": offer.digest,
        "publisher": offer.publisher,
        "licence": manifest.licence,
        "released": manifest.released.isoformat(),
        "for_lilo": f"{manifest.program.at_least} and later"
        + (f", before {manifest.program.below}" if manifest.program.below else ""),
        "needs_memory_mb": manifest.needs.memory_mb,
        "needs_cpu": list(manifest.needs.cpu_features),
        "replaces": list(manifest.replaces),
        "files": [file.path for file in manifest.files],
    }


def slot_told(slot: Slot) -> dict[str, Any]:
    """Return one line about an installed bundle."""
    return {
        "id": slot.id,
        "version": slot.version,
        "publisher": slot.publisher,
        "installed_at": slot.installed_at,
        "digest": slot.digest[:16],
    }


def slot_name(slot: Slot | None) -> str:
    """Return how people call what is in a slot."""
    return f"{slot.id} {slot.version}" if slot else "what ships with Lilo"


def outcome_told(outcome: Outcome) -> dict[str, Any]:
    """Return one line about what became of a bundle."""
    told: dict[str, Any] = {"bundle": outcome.name, "is_in_use": outcome.error is None}
    if outcome.error is not None:
        return {**told, **refusal_told(outcome.error)}
    return {**told, "from": "the next start on" if outcome.waits else "now on"}


def expiries_told(expires: Mapping[str, datetime]) -> dict[str, str]:
    """Return until when each signed list is good."""
    return {name: f"{moment:%Y-%m-%d}" for name, moment in expires.items()}
