"""Real repositories of bundles, signed with keys made on the spot."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from securesystemslib.signer import CryptoSigner

from app.audit import AuditDraft
from app.bundles import VENDOR, Kind, Publisher, ThisMachine, Version

sys.path.append(str(Path(__file__).parents[2] / "packaging" / "bundle"))

from release_manifest import manifest_of
from release_repository import Repository

KINDS = (Kind.KNOWLEDGE, Kind.PROMPTS, Kind.CRISIS, Kind.CONFIGURATION, Kind.LANGUAGE_MODEL)
MACHINE = ThisMachine(Version(0, 1), 8_000, frozenset({"avx2"}), frozenset(KINDS))

ARTICLE = """---
id: {id}
title: Tea in the garden
reviewed: 2026-01-05
review_by: 2027-01-05
---
{text}
"""


def new_key() -> CryptoSigner:
    return CryptoSigner.generate_ed25519()


@dataclass
class Release:
    """A repository, the keys it is signed with, and the payloads that went in."""

    folder: Path
    payloads: Path
    roots: list[CryptoSigner] = field(default_factory=lambda: [new_key() for _ in range(3)])
    keys: dict[str, list[CryptoSigner]] = field(
        default_factory=lambda: {
            role: [new_key()] for role in ("targets", "snapshot", "timestamp", *KINDS)
        }
    )

    @property
    def repository(self) -> Repository:
        """One that publishes whatever it is told to: kiosks must refuse what is wrong."""
        return Repository(self.folder, checked=False)

    def begin(self) -> "Release":
        self.repository.begin(self.roots[:2], self.keys, root_keys=[self.roots[2].public_key])
        return self

    @property
    def anchor(self) -> bytes:
        return (self.folder / "metadata" / "1.root.json").read_bytes()

    def publisher(self, name: str = VENDOR, kinds: frozenset[Kind] = frozenset(Kind)) -> Publisher:
        return Publisher(name, self.anchor, kinds)

    def add(
        self, kind: Kind, files: Mapping[str, bytes | str], version: str = "1.0.0", **more: Any
    ) -> str:
        about = {
            "kind": kind,
            "id": f"house-{kind}",
            "version": version,
            "title": f"A bundle of {kind}",
            "licence": "CC0-1.0",
            "program": {"at_least": "0.1.0"},
        } | more
        payload = self.payloads / f"{about['id']}-{about['version']}"
        for name, content in files.items():
            path = payload / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        return self.repository.add(payload, manifest_of(payload, about), self.keys[kind])

    def publish(self, **more: Any) -> None:
        self.repository.release(self.keys["snapshot"], self.keys["timestamp"], **more)

    def knowledge(self, version: str = "1.0.0", text: str = "Tea is at four.", **more: Any) -> str:
        article = ARTICLE.format(id="tea", text=text)
        name = self.add(Kind.KNOWLEDGE, {"knowledge/tea.md": article}, version, **more)
        self.publish()
        return name


class Trials:
    """A trial that says what it is told to, and remembers."""

    def __init__(self) -> None:
        self.fault: Exception | None = None
        self.tried: list[Path] = []

    def try_out(self, kind: Kind, folder: Path) -> None:
        self.tried.append(folder)
        if self.fault is not None:
            raise self.fault


class Log:
    """An audit log that is a list."""

    def __init__(self) -> None:
        self.drafts: list[AuditDraft] = []

    def __call__(self, draft: AuditDraft) -> None:
        self.drafts.append(draft)

    @property
    def codes(self) -> list[str]:
        return [str(draft.details.get("code", draft.action)) for draft in self.drafts]


def now() -> datetime:
    return datetime.now(UTC)
