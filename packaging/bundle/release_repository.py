"""A repository of bundles: a folder of signed lists, manifests and contents, as it is published.

    metadata/    N.root.json, N.targets.json, N.<kind>.json, N.snapshot.json, timestamp.json
    targets/     <kind>/<id>/<sha256>.<version>.json: manifests
    content/     ab/<sha256>: the files that manifests name

Whatever is written, `timestamp.json` comes last: until then readers see the release before. Before
that everything is verified as a kiosk would.
"""

import os
import shutil
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from release_check import ReleaseError, expiries_if_published
from securesystemslib.signer import Key, Signer
from tuf.api.metadata import (
    DelegatedRole,
    Delegations,
    Metadata,
    MetaFile,
    Root,
    Snapshot,
    TargetFile,
    Targets,
    Timestamp,
)
from tuf.api.serialization.json import JSONSerializer

from app.bundles.kinds import GUARDED, Kind
from app.bundles.manifest import Manifest, written

ROOT_THRESHOLD = 2
GUARDED_THRESHOLD = 2
"""Of the kinds that lives hang on: crisis patterns and the application."""

DAYS: Mapping[str, int] = {"root": 730, "targets": 730, "kind": 365, "snapshot": 90}
TIMESTAMP_DAYS = 90
"""Three months without internet; the kiosk warns three weeks before they are over."""

_JSON = JSONSerializer()


class Repository:
    """A repository that is being made.

    Attributes:
        checked: what a kiosk would refuse is not published.
    """

    def __init__(self, folder: Path, *, checked: bool = True) -> None:
        self.folder = folder
        self.checked = checked

    # The ceremony

    def begin(
        self,
        roots: Sequence[Signer],
        others: Mapping[str, Sequence[Signer]],
        *,
        threshold: int = ROOT_THRESHOLD,
        root_keys: Sequence[Key] = (),
        days: int = DAYS["root"],
    ) -> None:
        """Make and sign the root, and empty lists below it.

        Args:
            roots: the root keys at hand, which sign.
            others: signers of `targets`, `snapshot`, `timestamp` and of kinds, by role.
            root_keys: further root keys that sign later, with `add_signature`.
        """
        if (self.folder / "metadata").exists():
            raise ReleaseError(f"{self.folder} holds a repository already.")
        keys = [*[signer.public_key for signer in roots], *root_keys]
        if threshold < ROOT_THRESHOLD or len({key.keyid for key in keys}) < threshold:
            raise ReleaseError(f"A root needs {threshold} keys of {ROOT_THRESHOLD} or more.")
        root = Root(version=1, expires=_in(days), consistent_snapshot=True)
        for key in keys:
            root.add_key(key, "root")
        root.roles["root"].threshold = threshold
        for role in ("targets", "snapshot", "timestamp"):
            for signer in others[role]:
                root.add_key(signer.public_key, role)
            root.roles[role].threshold = len(others[role])
        self._write_root(root, roots)
        delegations = Delegations({}, {})
        targets = Targets(version=1, expires=_in(DAYS["targets"]), delegations=delegations)
        for role, signers in others.items():
            if role in set(Kind):
                keyids = [signer.public_key.keyid for signer in signers]
                paths = [f"{role}/*/*"]
                delegated = DelegatedRole(role, keyids, len(signers), True, paths)  # noqa: FBT003
                assert delegations.roles is not None  # noqa: S101 - it was made above
                delegations.roles[role] = delegated
                for signer in signers:
                    targets.add_key(signer.public_key, role)
        self._write_list("targets", targets, others["targets"])
        for role in delegations.roles or {}:
            empty = Targets(version=1, expires=_in(DAYS["kind"]))
            self._write_list(role, empty, others[role])
        # Root keys that sign later are still missing: what cannot be whole yet is not checked.
        whole = Repository(self.folder, checked=self.checked and len(roots) >= threshold)
        whole.release(others["snapshot"], others["timestamp"])

    def rotate_root(
        self,
        signers: Sequence[Signer],
        *,
        add: Sequence[Key] = (),
        drop: Sequence[str] = (),
        role: str = "root",
        days: int = DAYS["root"],
    ) -> int:
        """Make the next root with other keys; return its version.

        Args:
            signers: enough keys of the root before and of the new one.
            drop: ids of keys.
            role: whose keys change.
        """
        root: Root = self._root().signed
        root.version += 1
        root.expires = _in(days)
        for key in add:
            root.add_key(key, role)
        for keyid in drop:
            root.revoke_key(keyid, role)
        if len(root.roles[role].keyids) < root.roles[role].threshold:
            raise ReleaseError(f"Too few keys are left for '{role}'.")
        self._write_root(root, signers)
        return root.version

    def rotate_kind(
        self,
        kind: Kind,
        targets_signers: Sequence[Signer],
        kind_signers: Sequence[Signer],
        *,
        add: Sequence[Key] = (),
        drop: Sequence[str] = (),
        threshold: int | None = None,
    ) -> None:
        """Give a kind other keys, or its first one, and sign its list with them.

        Args:
            kind: new to the repository where it has no list yet.
            targets_signers: keys of the list of lists.
            kind_signers: keys that the kind has from now on.
            add: keys that get a say.
            drop: ids of keys that lose it.
            threshold: how many keys must sign from now on; without it as many as before, and of a
                new kind two where lives hang on it.
        """
        targets: Targets = self._signed("targets")
        if targets.delegations is None or targets.delegations.roles is None:
            raise ReleaseError("The list of lists has no delegations.")
        roles = targets.delegations.roles
        if kind not in roles:
            usual = GUARDED_THRESHOLD if kind in GUARDED else 1
            roles[kind] = DelegatedRole(kind, [], usual, True, [f"{kind}/*/*"])  # noqa: FBT003
        if threshold is not None:
            roles[kind].threshold = threshold
        for key in add:
            targets.add_key(key, kind)
        for keyid in drop:
            targets.revoke_key(keyid, kind)
        if len(roles[kind].keyids) < roles[kind].threshold:
            raise ReleaseError(
                f"'{kind}' needs {roles[kind].threshold} keys and has {len(roles[kind].keyids)}."
            )
        if strange := {s.public_key.keyid for s in kind_signers} - set(roles[kind].keyids):
            raise ReleaseError(f"{strange.pop()[:16]}… has no say over '{kind}'.")
        targets.version += 1
        targets.expires = _in(DAYS["targets"])
        self._write_list("targets", targets, targets_signers)
        if self._version(kind):
            self._write_next(kind, self._signed(kind), kind_signers)
        else:
            self._write_list(kind, Targets(expires=_in(DAYS["kind"])), kind_signers)

    def renew(self, role: str, signers: Sequence[Signer]) -> None:
        """Sign a list anew as it is, before it runs out.

        Args:
            role: a kind, or `targets`.
        """
        if role != "targets" and role not in self._kinds():
            raise ReleaseError(f"There is no list '{role}' to renew.")
        self._write_next(role, self._signed(role), signers)

    def lacking(self, role: str) -> int:
        """Return how many signatures the newest list of a role still needs."""
        of_root = role in {"root", "targets", "snapshot", "timestamp"}
        over = self._root().signed if of_root else self._signed("targets")
        metadata = Metadata[Any].from_file(str(self._newest(role)))
        found = over.get_verification_result(role, metadata.signed_bytes, metadata.signatures)
        return max(0, int(found.threshold) - len(found.signed))

    def add_signature(self, role: str, signer: Signer) -> None:
        """Sign the newest list of a role once more: for keys that are kept apart."""
        path = self._newest(role)
        metadata = Metadata.from_file(str(path))
        metadata.sign(signer, append=True)
        _write(path, metadata.to_bytes(_JSON))
        if role == "root":
            shutil.copyfile(path, self.folder / "root.json")

    # Releases

    def add(self, payload: Path, manifest: Manifest, signers: Sequence[Signer]) -> str:
        """Put a bundle in, and sign the list of its kind; return the name it is signed under."""
        for entry in manifest.files:
            content = self.folder / "content" / entry.sha256[:2] / entry.sha256
            if not content.exists():
                content.parent.mkdir(parents=True, exist_ok=True)
                _copy(payload / entry.path, content)
        raw = written(manifest)
        info = TargetFile.from_data(manifest.target, raw, ["sha256"])
        place = self.folder / "targets" / info.get_prefixed_paths()[0]
        place.parent.mkdir(parents=True, exist_ok=True)
        _write(place, raw)
        listed: Targets = self._signed(manifest.kind)
        listed.targets[manifest.target] = info
        self._write_next(manifest.kind, listed, signers)
        return manifest.target

    def release(
        self,
        snapshot_signers: Sequence[Signer],
        timestamp_signers: Sequence[Signer],
        *,
        days: int = TIMESTAMP_DAYS,
        snapshot_days: int | None = None,
    ) -> Mapping[str, datetime]:
        """Sign what there is as one release, to be shown from now on.

        Args:
            days: how long the timestamp is good, and the snapshot unless another number is given.

        Returns:
            When each list runs out; nothing where nothing was checked.

        Raises:
            ReleaseError: a kiosk would refuse it. Nothing is published.
        """
        meta = {}
        for role in ("targets", *self._kinds()):
            meta[f"{role}.json"] = _described(self._newest(role), self._signed(role).version)
        return self._shown(
            meta, snapshot_signers, timestamp_signers, days,
            days if snapshot_days is None else snapshot_days,
        )  # fmt: skip

    def refresh(
        self,
        signers: Sequence[Signer],
        *,
        days: int = TIMESTAMP_DAYS,
        snapshot_signers: Sequence[Signer] = (),
    ) -> Mapping[str, datetime]:
        """Say that the newest snapshot is still the newest, for so many days.

        Args:
            signers: of the timestamp.
            snapshot_signers: with them the snapshot is good as long; it lists what it listed.

        Raises:
            ReleaseError: a kiosk would refuse it, or the snapshot runs out before.
        """
        snapshot: Snapshot = self._signed("snapshot")
        if snapshot_signers:
            return self._shown(dict(snapshot.meta), snapshot_signers, signers, days, days)
        if self.checked and _in(days) > snapshot.expires + timedelta(days=1):
            raise ReleaseError(
                f"The snapshot runs out on {snapshot.expires:%Y-%m-%d}, before those {days} days "
                "are over. Give its key as well."
            )
        return self._stamp(signers, days)

    def _shown(
        self,
        meta: dict[str, MetaFile],
        snapshot_signers: Sequence[Signer],
        signers: Sequence[Signer],
        days: int,
        snapshot_days: int,
    ) -> Mapping[str, datetime]:
        version = self._version("snapshot") + 1
        snapshot = Snapshot(version=version, expires=_in(snapshot_days), meta=meta)
        self._write_list("snapshot", snapshot, snapshot_signers)
        try:
            return self._stamp(signers, days)
        except ReleaseError:
            self._newest("snapshot").unlink()
            raise

    def _stamp(self, signers: Sequence[Signer], days: int) -> Mapping[str, datetime]:
        path = self.folder / "metadata" / "timestamp.json"
        before = Metadata.from_file(str(path)).signed.version if path.exists() else 0
        meta = _described(self._newest("snapshot"), self._version("snapshot"))
        stamp = Metadata(Timestamp(version=before + 1, expires=_in(days), snapshot_meta=meta))
        for signer in signers:
            stamp.sign(signer, append=True)
        raw, expiries = stamp.to_bytes(_JSON), {}
        if self.checked:
            expiries = dict(expiries_if_published(self.folder, raw))
        _write(path, raw)
        return expiries

    # Files

    def _root(self) -> Metadata[Any]:
        return Metadata[Root].from_file(str(self._newest("root")))

    def _kinds(self) -> list[str]:
        delegations = self._signed("targets").delegations
        return sorted(delegations.roles) if delegations and delegations.roles else []

    def _signed(self, role: str) -> Any:
        return Metadata[Targets].from_file(str(self._newest(role))).signed

    def _version(self, role: str) -> int:
        files = (self.folder / "metadata").glob(f"*.{role}.json")
        return max((int(path.name.split(".", 1)[0]) for path in files), default=0)

    def _newest(self, role: str) -> Path:
        version = self._version(role)
        if not version:
            raise ReleaseError(f"There is no list '{role}' in {self.folder}.")
        return self.folder / "metadata" / f"{version}.{role}.json"

    def _write_root(self, root: Root, signers: Sequence[Signer]) -> None:
        self._write_list("root", root, signers)
        # The one to hand over on paper and stick: `lilo bundle trust root.json`.
        shutil.copyfile(self._newest("root"), self.folder / "root.json")

    def _write_next(self, role: str, listed: Targets, signers: Sequence[Signer]) -> None:
        listed.version += 1
        listed.expires = _in(DAYS["targets" if role == "targets" else "kind"])
        self._write_list(role, listed, signers)

    def _write_list(
        self, role: str, signed: Root | Targets | Snapshot, signers: Sequence[Signer]
    ) -> None:
        metadata: Metadata[Any] = Metadata(signed)
        for signer in signers:
            metadata.sign(signer, append=True)
        folder = self.folder / "metadata"
        folder.mkdir(parents=True, exist_ok=True)
        _write(folder / f"{signed.version}.{role}.json", metadata.to_bytes(_JSON))


def _described(path: Path, version: int) -> MetaFile:
    return MetaFile.from_data(version, path.read_bytes(), ["sha256"])


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)


def _in(days: int) -> datetime:
    return _now() + timedelta(days=days)


def _copy(source: Path, target: Path) -> None:
    half = target.with_name(f"{target.name}.part")
    shutil.copyfile(source, half)
    with half.open("rb") as file:
        os.fsync(file.fileno())
    half.replace(target)


def _write(path: Path, raw: bytes) -> None:
    half = path.with_name(f"{path.name}.part")
    with half.open("wb") as file:
        file.write(raw)
        file.flush()
        os.fsync(file.fileno())
    half.replace(path)
