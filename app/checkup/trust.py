"""Trust in bundles: whether somebody is trusted, whether their root holds, how long it is good."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.checkup.finding import Finding, Health

PART = "bundle trust"
IN_USE = "bundles"


@dataclass(frozen=True, slots=True)
class PublisherSeen:
    """Somebody whose bundles are accepted.

    Attributes:
        fault: what is wrong with their root; empty where it holds.
        expires: when each of their signed lists runs out, as far as they were seen.
    """

    name: str
    fault: str
    expires: Mapping[str, datetime]


@dataclass(frozen=True, slots=True)
class BundlesSeen:
    """What is installed.

    Attributes:
        in_use: kinds with a bundle in use.
        missing: kinds whose folder is gone.
        failed: bundles that did not work here, and why.
        damaged: kinds whose slots cannot be read.
    """

    in_use: Sequence[str]
    missing: Sequence[str]
    failed: Sequence[str]
    damaged: Sequence[str] = ()


def judge_trust(
    publishers: Sequence[PublisherSeen], now: datetime, warn: timedelta
) -> Iterator[Finding]:
    """Judge whom this machine trusts."""
    if not publishers:
        yield Finding(
            PART,
            Health.LACKING,
            "Nobody is trusted yet, so no bundle can be installed.",
            "lilo bundle trust root.json; compare the fingerprint with the one on paper.",
        )
    for publisher in publishers:
        yield _judged(publisher, now, warn)


def _judged(publisher: PublisherSeen, now: datetime, warn: timedelta) -> Finding:
    if publisher.fault:
        return Finding(
            PART,
            Health.BAD,
            f"The root of {publisher.name} does not hold: {publisher.fault}",
            "Get root.json again: lilo bundle trust root.json --instead",
        )
    if not publisher.expires:
        return Finding(PART, Health.GOOD, f"{publisher.name} is trusted; no source was seen yet")
    role, first = min(publisher.expires.items(), key=lambda pair: pair[1])
    if first <= now:
        return Finding(
            PART,
            Health.BAD,
            f"The signatures of {publisher.name} have run out on {first:%Y-%m-%d} ('{role}'): "
            "nothing can be installed from what is here.",
            "Bring a newer copy of its bundles, and look at it: lilo bundle verify",
        )
    if first - now < warn:
        return Finding(
            PART,
            Health.LACKING,
            f"The signatures of {publisher.name} run out on {first:%Y-%m-%d} ('{role}').",
            "Bring a newer copy of its bundles before.",
        )
    return Finding(PART, Health.GOOD, f"{publisher.name} is good until {first:%Y-%m-%d}")


def judge_bundles(seen: BundlesSeen) -> Iterator[Finding]:
    """Judge what is installed."""
    for kind in seen.missing:
        yield Finding(
            IN_USE,
            Health.BAD,
            f"The bundle of the kind '{kind}' is gone from the disk; what ships is used.",
            "Install it again, and check the disk.",
        )
    for kind in seen.damaged:
        yield Finding(
            IN_USE,
            Health.BAD,
            f"What was installed of the kind '{kind}' cannot be read; what ships is used.",
            f"Delete bundles/slots/{kind}.json in the facility's folder, and install it again.",
        )
    for failure in seen.failed:
        yield Finding(IN_USE, Health.LACKING, failure, "Ask whoever made it: lilo bundle list")
    if not seen.missing and not seen.failed and not seen.damaged:
        told = ", ".join(seen.in_use) or "none; what ships with Lilo is used"
        yield Finding(IN_USE, Health.GOOD, told)
