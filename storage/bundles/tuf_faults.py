"""Faults that python-tuf finds, told apart: each attack gets its own name and words.

python-tuf says which rule was broken; which attack that points to follows from what was being
read. The answer in hand is looked at for that, never trusted.
"""

import re
from pathlib import Path

from tuf.api import exceptions as faults
from tuf.api.metadata import Root, Targets
from tuf.api.serialization import DeserializationError

from app.bundles.errors import (
    AlteredMetadataError,
    AlteredTargetError,
    BundleError,
    EndlessDataError,
    ExpiredError,
    MixedError,
    RolledBackError,
    SourceError,
    TooFewSignaturesError,
    UnknownKeyError,
)
from storage.bundles.source_fetcher import SourceFetcher
from storage.bundles.tuf_files import read_metadata, read_signed

_ROLE = re.compile(r"^metadata/(?:(\d+)\.)?([a-z-]+)\.json$")
_DO_NOT = "Do not use this source. Tell whoever gave it to you."
_TOP = frozenset({"root", "timestamp", "snapshot", "targets"})


def in_words(fault: Exception, fetcher: SourceFetcher, folder: Path, source: str) -> BundleError:
    """Return what a fault means.

    Args:
        fetcher: knows what was asked for last, and what came.
        folder: where trusted metadata are kept.
        source: how people call the source.
    """
    found = _ROLE.match(fetcher.path)
    role = found[2] if found else ""
    if isinstance(fault, faults.DownloadLengthMismatchError):
        return EndlessDataError(
            f"{source} sends more for {fetcher.path} than can be right; reading was stopped.",
            _DO_NOT,
        )
    if isinstance(fault, faults.DownloadError):
        return SourceError(
            f"{source} lacks {fetcher.path}.",
            "Check that it is a folder or mirror of bundles, and copy it again as a whole.",
        )
    if isinstance(fault, faults.ExpiredMetadataError):
        return ExpiredError(
            f"The signatures of {source} have run out ({fault}). Perhaps it is old, perhaps "
            "somebody holds newer releases back.",
            "Fetch the newest copy from where the bundles are released. What is installed goes on "
            "working.",
        )
    if isinstance(fault, faults.BadVersionNumberError):
        return _of_versions(str(fault), role, source)
    if isinstance(fault, faults.UnsignedMetadataError):
        return _of_signatures(role, bytes(fetcher.answer), folder, source)
    if isinstance(fault, faults.LengthOrHashMismatchError):
        return _of_digests(found, bytes(fetcher.answer), fetcher.path, source)
    if not isinstance(fault, DeserializationError) and role == "snapshot":
        # A list that was there before is missing from the new snapshot.
        return RolledBackError(f"{source} leaves out what it had before: {fault}.", _DO_NOT)
    if not isinstance(fault, DeserializationError) and "not part of snapshot" in str(fault):
        return MixedError(f"{source} puts pieces of different releases together: {fault}.", _DO_NOT)
    return _altered(role or fetcher.path, source)


def _altered(what: str, source: str) -> AlteredMetadataError:
    return AlteredMetadataError(
        f"The list '{what}' in {source} was changed after it was signed, or is damaged.",
        "Copy it again from where the bundles are released; if it happens again, tell whoever is "
        "responsible.",
    )


def _of_versions(said: str, role: str, source: str) -> BundleError:
    if role == "root":
        return _altered(role, source)
    if role in {"timestamp", "snapshot"} and not said.startswith("Expected snapshot version"):
        return RolledBackError(
            f"{source} is older than what this machine has seen before ({said}).",
            "Fetch the newest copy from where the bundles are released.",
        )
    return MixedError(
        f"{source} puts pieces of different releases together ({said}).",
        "Copy the whole folder again from where the bundles are released.",
    )


def _of_signatures(role: str, raw: bytes, folder: Path, source: str) -> BundleError:
    """Tell an unknown key, a changed text and a missing signature apart."""
    delegator = _trusted(folder, "root" if role in _TOP else "targets")
    found = read_metadata(raw)
    verdict = delegator.get_verification_result(role, found.signed_bytes, found.signatures)
    given = set(found.signatures)
    if not verdict.signed and given and not given & set(verdict.unsigned):
        return UnknownKeyError(
            f"The list '{role}' in {source} is signed by a key that nobody has given a say.",
            "Do not use this source, unless you were told of a new root: then see "
            "docs/bundles.md on rotation.",
        )
    if given & set(verdict.unsigned):
        return _altered(role, source)
    return TooFewSignaturesError(
        f"The list '{role}' in {source} has {len(verdict.signed)} valid signatures; it needs "
        f"{verdict.threshold}.",
        "Ask whoever publishes the bundles to have it signed by enough people.",
    )


def _trusted(folder: Path, role: str) -> Root | Targets:
    signed = read_signed(folder / f"{role}.json")
    if not isinstance(signed, Root | Targets):
        raise TypeError(f"{role} is of another type")
    return signed


def _of_digests(found: re.Match[str] | None, raw: bytes, path: str, source: str) -> BundleError:
    if found is None:
        return AlteredTargetError(
            f"The file {path} in {source} is not the one that was signed.",
            "Copy it again from where the bundles are released; if it happens again, tell whoever "
            "is responsible.",
        )
    wanted, role = found[1], found[2]
    try:
        version = read_metadata(raw).signed.version
    except DeserializationError:
        return _altered(role, source)
    if wanted and version != int(wanted):
        return MixedError(
            f"{source} puts pieces of different releases together: '{role}' is of version "
            f"{version}, and {wanted} was announced.",
            "Copy the whole folder again from where the bundles are released.",
        )
    return _altered(role, source)
