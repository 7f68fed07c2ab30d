"""Signed bundles: who may sign what, what fits, and slots that always leave a way back."""

from app.bundles.active import ActiveResources
from app.bundles.errors import BundleError, UnhealthyError
from app.bundles.installer import Installer, Outcome
from app.bundles.keeping import Keeper, failures_of, resources_of, states_of
from app.bundles.kinds import Kind
from app.bundles.machine import ThisMachine
from app.bundles.manifest import Manifest, Offer, read_manifest
from app.bundles.ports import BundleStore, Catalogue, Signatures, Source, Told, Trial
from app.bundles.publishers import VENDOR, Publisher, granted, publisher_named
from app.bundles.slots import Slot, SlotState
from app.bundles.trouble import BundleTrouble
from app.bundles.versions import Version

__all__ = [
    "VENDOR",
    "ActiveResources",
    "BundleError",
    "BundleStore",
    "BundleTrouble",
    "Catalogue",
    "Installer",
    "Keeper",
    "Kind",
    "Manifest",
    "Offer",
    "Outcome",
    "Publisher",
    "Signatures",
    "Slot",
    "SlotState",
    "Source",
    "ThisMachine",
    "Told",
    "Trial",
    "UnhealthyError",
    "Version",
    "failures_of",
    "granted",
    "publisher_named",
    "read_manifest",
    "resources_of",
    "states_of",
]
