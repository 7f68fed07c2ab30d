"""Network policy: every way out that the facility has opened, and whether the machine lets it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.checkup.finding import Finding, Health

PART = "network"

OPEN_SCHEMES = frozenset(
    {"form", "gotify", "http", "json", "mailto", "mqtt", "ntfy", "signal", "syslog", "xml"}
)
"""Addresses of Apprise without encryption; most have a sister with an `s` at the end."""


@dataclass(frozen=True, slots=True)
class NetworkSeen:
    """What was opened.

    Attributes:
        targets: of messages about alerts.
        unreadable: targets whose address cannot be read.
        schemes: of their addresses; nothing else of an address is ever told.
        has_model_server: a language model of the facility is asked.
        proxies: names of variables that send traffic elsewhere.
        unit_denies: the kiosk's unit lets nothing out; None where there is no unit.
    """

    targets: int
    unreadable: int
    schemes: Sequence[str]
    has_model_server: bool
    proxies: Sequence[str]
    unit_denies: bool | None

    @property
    def ways(self) -> list[str]:
        """The ways out, in words."""
        targets = f"messages about alerts to {self.targets} targets" if self.targets else ""
        server = "a language model on a server of the facility" if self.has_model_server else ""
        return [way for way in (targets, server) if way]


def judge_network(seen: NetworkSeen) -> Iterator[Finding]:
    """Judge them."""
    if not seen.ways:
        yield Finding(PART, Health.GOOD, "nothing leaves this machine")
    else:
        yield Finding(PART, Health.GOOD, f"what leaves: {', '.join(seen.ways)}")
    if seen.unreadable:
        yield Finding(
            PART,
            Health.BAD,
            f"The addresses of {seen.unreadable} targets cannot be read: nobody is told there.",
            "Check `url_file` and `credential` in config/notifications.yaml.",
        )
    if opened := sorted(OPEN_SCHEMES & {scheme.lower() for scheme in seen.schemes}):
        yield Finding(
            PART,
            Health.LACKING,
            f"Messages travel unencrypted ({', '.join(opened)}).",
            "Use the encrypted form of the address, such as mailtos, jsons, ntfys.",
        )
    if seen.ways and seen.unit_denies:
        yield Finding(
            PART,
            Health.BAD,
            "The settings name ways out, and the kiosk's unit lets nothing out.",
            "sudo lilo kiosk-setup --allow-network ADDRESS, for each server",
        )
    if seen.proxies:
        yield Finding(
            PART,
            Health.LACKING,
            f"The environment sends traffic through a proxy ({', '.join(sorted(seen.proxies))}).",
            "If that is not meant, unset it for Lilo.",
        )
