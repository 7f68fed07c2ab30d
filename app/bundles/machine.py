"""Whether a bundle fits this program and this machine."""

from dataclasses import dataclass

from app.bundles.errors import (
    NoRoomError,
    TooNewError,
    TooOldError,
    UnfitMachineError,
    UnusableKindError,
)
from app.bundles.kinds import Kind
from app.bundles.manifest import Manifest
from app.bundles.versions import Version

SPARE_MB = 300
"""What stays free: messages and alerts need room."""


@dataclass(frozen=True, slots=True)
class ThisMachine:
    """What is here.

    Attributes:
        kinds: those that this version of Lilo uses.
    """

    program: Version
    memory_mb: int
    cpu_features: frozenset[str]
    kinds: frozenset[Kind]


def must_fit(manifest: Manifest, machine: ThisMachine) -> None:
    """Refuse a bundle that this program or machine cannot use.

    Raises:
        TooNewError, TooOldError: it is for another version of Lilo.
        UnusableKindError: this version uses no bundles of the kind.
        UnfitMachineError: memory or processor do not suffice.
    """
    name = f"{manifest.id} {manifest.version}"
    wanted, program = manifest.program, machine.program
    if program < Version.parse(wanted.at_least):
        raise TooNewError(
            f"{name} is for Lilo {wanted.at_least} and later; this is Lilo {program}.",
            "Bring Lilo up to date first.",
        )
    if wanted.below and program >= Version.parse(wanted.below):
        raise TooOldError(
            f"{name} is for versions of Lilo before {wanted.below}; this is Lilo {program}.",
            "Ask for a newer bundle.",
        )
    if manifest.kind not in machine.kinds:
        raise UnusableKindError(
            f"{name} is of the kind '{manifest.kind}', which Lilo {program} does not take from "
            "bundles.",
            "Leave it out, or bring Lilo up to date.",
        )
    if machine.memory_mb < manifest.needs.memory_mb:
        raise UnfitMachineError(
            f"{name} needs {manifest.needs.memory_mb} MB of memory; this machine has "
            f"{machine.memory_mb} MB.",
            "Use a smaller one.",
        )
    if lacking := sorted(set(manifest.needs.cpu_features) - machine.cpu_features):
        raise UnfitMachineError(
            f"{name} needs a processor with {', '.join(lacking)}; this one lacks it.",
            "Use one that was made for this machine.",
        )


def must_have_room(wanted_bytes: int, free_bytes: int) -> None:
    """Refuse to begin what the disk cannot hold.

    Raises:
        NoRoomError: there is too little room.
    """
    if wanted_bytes + SPARE_MB * 1_000_000 > free_bytes:
        raise NoRoomError(
            f"{wanted_bytes / 1e6:.0f} MB are to be copied, and {free_bytes / 1e6:.0f} MB are "
            f"free; {SPARE_MB} MB must stay free.",
            "Make room, for example with `lilo bundle prune`. Nothing was changed.",
        )
