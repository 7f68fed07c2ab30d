"""Every attack on signed metadata has its name, its words and its entry in the audit log.

Attack by attack after the specification of The Update Framework, section 1.5.2, on real metadata.
"""

import json
import os
import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from tuf.api.metadata import Metadata, Targets
from tuf.api.serialization.json import JSONSerializer

from app.bundles import BundleError, Kind, Publisher, Told
from app.bundles.errors import (
    AlteredMetadataError,
    AlteredTargetError,
    ClockSetBackError,
    EndlessDataError,
    ExpiredError,
    ManifestError,
    MixedError,
    NotAllowedError,
    PathTrickError,
    PublisherError,
    RolledBackError,
    SourceError,
    TooFewSignaturesError,
    TooNewError,
    UnknownKeyError,
    WrongProductError,
)
from app.bundles.kinds import FACILITY_KINDS
from storage.bundles import FolderSource
from tests.fakes.kiosks import Kiosk
from tests.fakes.releases import Release, new_key, now


def refusal(kiosk: Kiosk, release: Release, kind: type[BundleError]) -> BundleError:
    """Look at the stick, and return the refusal; nothing of it may be installed."""
    before = len(kiosk.log.drafts)
    with pytest.raises(kind) as caught:
        kiosk.installer.install(FolderSource(release.folder), release.publisher())
    assert type(caught.value) is kind
    assert caught.value.message
    assert caught.value.remedy
    assert kiosk.log.codes[before:] == [kind.code]
    assert all(kiosk.store.state(one).in_use is None for one in Kind)
    return caught.value


def edited(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_bytes())
    return found


def manifest_file(release: Release) -> Path:
    (found,) = (release.folder / "targets" / "knowledge").rglob("*.json")
    return found


def metadata(release: Release, name: str) -> Path:
    return release.folder / "metadata" / name


def test_a_whole_stick_is_accepted(kiosk: Kiosk, release: Release) -> None:
    found = kiosk.look(release.folder, release.publisher())

    assert [offer.manifest.version for offer in found.offers] == ["1.0.0"]
    assert not found.refused
    assert set(found.expires) >= {"root", "timestamp", "snapshot", "targets", "knowledge"}
    assert kiosk.log.drafts == []


def test_altered_manifest(kiosk: Kiosk, release: Release) -> None:
    path = manifest_file(release)
    path.write_bytes(path.read_bytes().replace(b"1.0.0", b"1.0.1"))

    refusal(kiosk, release, AlteredTargetError)


def test_altered_content(kiosk: Kiosk, release: Release) -> None:
    (content,) = [path for path in (release.folder / "content").rglob("*") if path.is_file()]
    content.write_bytes(content.read_bytes().replace(b"four", b"five"))

    (outcome,) = kiosk.installer.install(FolderSource(release.folder), release.publisher())

    assert type(outcome.error) is AlteredTargetError
    assert kiosk.log.codes == ["bundle.altered_target"]
    assert kiosk.store.state(Kind.KNOWLEDGE).in_use is None
    assert not list((kiosk.root / "incoming").iterdir())


@pytest.mark.parametrize("name", ["timestamp.json", "2.snapshot.json", "2.knowledge.json"])
def test_altered_metadata(kiosk: Kiosk, release: Release, name: str) -> None:
    path = metadata(release, name)
    found = edited(path)
    found["signed"]["expires"] = "2099-01-01T00:00:00Z"
    path.write_text(json.dumps(found))

    refusal(kiosk, release, AlteredMetadataError)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"signed": {}, "signatures": []}'])
def test_metadata_that_is_none(kiosk: Kiosk, release: Release, content: bytes) -> None:
    metadata(release, "timestamp.json").write_bytes(content)

    refusal(kiosk, release, AlteredMetadataError)


def test_rollback_to_an_older_timestamp(kiosk: Kiosk, release: Release) -> None:
    old = metadata(release, "timestamp.json").read_bytes()
    release.publish()
    kiosk.look(release.folder, release.publisher())
    metadata(release, "timestamp.json").write_bytes(old)

    refusal(kiosk, release, RolledBackError)


def test_rollback_of_the_whole_stick(kiosk: Kiosk, release: Release, tmp_path: Path) -> None:
    shutil.copytree(release.folder, tmp_path / "old")
    release.knowledge("1.1.0", "Tea is at five.")
    kiosk.look(release.folder, release.publisher())
    shutil.rmtree(release.folder)
    (tmp_path / "old").rename(release.folder)

    refusal(kiosk, release, RolledBackError)


def test_rollback_of_a_list_under_new_signatures(kiosk: Kiosk, release: Release) -> None:
    """Whoever holds the keys of snapshot and timestamp cannot bring an old list back."""
    release.knowledge("1.1.0", "Tea is at five.")
    kiosk.look(release.folder, release.publisher())
    metadata(release, "3.knowledge.json").unlink()
    release.publish()

    refusal(kiosk, release, RolledBackError)


def test_a_list_that_vanishes(kiosk: Kiosk, release: Release) -> None:
    kiosk.look(release.folder, release.publisher())
    path = metadata(release, "2.snapshot.json")
    snapshot = Metadata.from_file(str(path))
    del snapshot.signed.meta["knowledge.json"]
    snapshot.signed.version = 3
    snapshot.signatures.clear()
    snapshot.sign(release.keys["snapshot"][0])
    snapshot.to_file(str(metadata(release, "3.snapshot.json")), JSONSerializer())
    release.repository.refresh(release.keys["timestamp"])

    refusal(kiosk, release, RolledBackError)


def test_a_list_that_is_in_no_snapshot(kiosk: Kiosk, release: Release) -> None:
    path = metadata(release, "2.snapshot.json")
    snapshot = Metadata.from_file(str(path))
    del snapshot.signed.meta["knowledge.json"]
    snapshot.sign(release.keys["snapshot"][0])
    snapshot.to_file(str(path), JSONSerializer())
    release.repository.refresh(release.keys["timestamp"])

    refusal(kiosk, release, MixedError)


def test_freeze(kiosk: Kiosk, release: Release) -> None:
    release.repository.refresh(release.keys["timestamp"], days=-1)

    assert "run out" in refusal(kiosk, release, ExpiredError).message


def test_freeze_by_an_old_snapshot(kiosk: Kiosk, release: Release) -> None:
    release.publish(snapshot_days=-1)

    refusal(kiosk, release, ExpiredError)


def test_expired_root(kiosk: Kiosk, release: Release) -> None:
    release.repository.rotate_root(release.roots[:2], days=-1)

    refusal(kiosk, release, ExpiredError)


def test_mix_and_match_of_snapshots(kiosk: Kiosk, release: Release) -> None:
    old = metadata(release, "2.snapshot.json").read_bytes()
    release.publish()
    metadata(release, "3.snapshot.json").write_bytes(old)

    refusal(kiosk, release, MixedError)


def test_mix_and_match_of_lists(kiosk: Kiosk, release: Release) -> None:
    old = metadata(release, "2.knowledge.json").read_bytes()
    release.knowledge("1.1.0", "Tea is at five.")
    metadata(release, "3.knowledge.json").write_bytes(old)

    refusal(kiosk, release, MixedError)


def test_mix_and_match_without_digests(kiosk: Kiosk, release: Release) -> None:
    """Digests are optional in the format: versions must do without them."""
    old = metadata(release, "2.snapshot.json").read_bytes()
    release.publish()
    metadata(release, "3.snapshot.json").write_bytes(old)
    stamp = Metadata.from_file(str(metadata(release, "timestamp.json")))
    stamp.signed.snapshot_meta.hashes = None
    stamp.signed.snapshot_meta.length = None
    stamp.sign(release.keys["timestamp"][0])
    stamp.to_file(str(metadata(release, "timestamp.json")), JSONSerializer())

    refusal(kiosk, release, MixedError)


@pytest.mark.parametrize("role", ["timestamp", "snapshot", "knowledge"])
def test_unknown_key(kiosk: Kiosk, release: Release, role: str) -> None:
    release.keys = release.keys | {role: [new_key()]}
    if role == "knowledge":
        release.knowledge("1.1.0")
    else:
        release.publish()

    refusal(kiosk, release, UnknownKeyError)


def test_a_foreign_repository(kiosk: Kiosk, release: Release, tmp_path: Path) -> None:
    foreign = Release(tmp_path / "foreign", tmp_path / "foreign-payloads").begin()
    foreign.knowledge()

    with pytest.raises(UnknownKeyError):
        kiosk.look(foreign.folder, release.publisher())


def test_too_few_signatures(kiosk: Kiosk, release: Release) -> None:
    release.keys = release.keys | {"snapshot": []}
    release.publish()

    assert "0 valid" in refusal(kiosk, release, TooFewSignaturesError).message


def test_a_root_with_one_signature_of_two(kiosk: Kiosk, release: Release) -> None:
    release.repository.rotate_root(release.roots[:1], add=[new_key().public_key])

    assert "1 valid" in refusal(kiosk, release, TooFewSignaturesError).message


def test_a_root_signed_by_strangers(kiosk: Kiosk, release: Release) -> None:
    release.repository.rotate_root([new_key(), new_key()])

    refusal(kiosk, release, UnknownKeyError)


def test_a_root_that_skips_a_version(kiosk: Kiosk, release: Release) -> None:
    release.repository.rotate_root(release.roots[:2])
    release.repository.rotate_root(release.roots[:2])
    shutil.copyfile(metadata(release, "3.root.json"), metadata(release, "2.root.json"))

    refusal(kiosk, release, AlteredMetadataError)


def test_a_root_that_one_key_can_replace(kiosk: Kiosk, release: Release) -> None:
    path = metadata(release, "1.root.json")
    root = Metadata.from_file(str(path))
    root.signed.version = 2
    root.signed.roles["root"].threshold = 1
    root.signatures.clear()
    for signer in release.roots[:2]:
        root.sign(signer, append=True)
    root.to_file(str(metadata(release, "2.root.json")), JSONSerializer())

    refusal(kiosk, release, PublisherError)


def test_keys_are_rotated(kiosk: Kiosk, release: Release) -> None:
    publisher = release.publisher()
    kiosk.look(release.folder, publisher)
    stolen, fresh = release.keys["timestamp"][0], new_key()
    release.repository.rotate_root(
        release.roots[1:], add=[fresh.public_key], drop=[stolen.public_key.keyid], role="timestamp"
    )
    release.repository.refresh([fresh])

    assert kiosk.look(release.folder, publisher).root_version == 2

    release.repository.refresh([stolen])
    refusal(kiosk, release, UnknownKeyError)


def test_the_keys_of_a_kind_are_rotated(kiosk: Kiosk, release: Release) -> None:
    publisher = release.publisher()
    kiosk.look(release.folder, publisher)
    stolen, fresh = release.keys[Kind.KNOWLEDGE][0], new_key()
    release.repository.rotate_kind(
        Kind.KNOWLEDGE,
        release.keys["targets"],
        [fresh],
        add=[fresh.public_key],
        drop=[stolen.public_key.keyid],
    )
    release.publish()
    assert len(kiosk.look(release.folder, publisher).offers) == 1

    release.keys[Kind.KNOWLEDGE] = [stolen]
    release.knowledge("9.0.0", "Poison.")
    with pytest.raises(BundleError):
        kiosk.look(release.folder, publisher)


def test_a_kind_gets_its_first_key_later(kiosk: Kiosk, release: Release) -> None:
    key = new_key()
    release.keys[Kind.SCALES] = [key]
    release.repository.rotate_kind(
        Kind.SCALES, release.keys["targets"], [key], add=[key.public_key]
    )
    release.add(Kind.SCALES, {"scales/x.yaml": "id: x"})
    release.publish()
    kinds = {
        offer.manifest.kind for offer in kiosk.look(release.folder, release.publisher()).offers
    }
    assert Kind.SCALES in kinds


def test_endless_metadata(kiosk: Kiosk, release: Release) -> None:
    path = metadata(release, "timestamp.json")
    path.write_bytes(path.read_bytes() + b" " * 3_000_000)

    refusal(kiosk, release, EndlessDataError)


class Endless:
    """A source whose contents never end."""

    name = "a source without end"

    def __init__(self, folder: Path) -> None:
        self._folder = FolderSource(folder)
        self.given = 0

    def blocks(self, path: str, most: int) -> Iterator[bytes]:
        yield from self._folder.blocks(path, most)
        while path.startswith("content/"):
            self.given += 1
            yield b" " * 1_000


def test_endless_content_from_a_source_that_does_not_count(kiosk: Kiosk, release: Release) -> None:
    source = Endless(release.folder)

    (outcome,) = kiosk.installer.install(source, release.publisher())

    assert type(outcome.error) is EndlessDataError
    assert source.given < 3


def test_endless_content_in_a_folder(kiosk: Kiosk, release: Release) -> None:
    (content,) = [path for path in (release.folder / "content").rglob("*") if path.is_file()]
    content.write_bytes(content.read_bytes() + b"more")

    (outcome,) = kiosk.installer.install(FolderSource(release.folder), release.publisher())

    assert type(outcome.error) is EndlessDataError


def test_content_that_is_a_link_or_a_pipe(kiosk: Kiosk, release: Release) -> None:
    (content,) = [path for path in (release.folder / "content").rglob("*") if path.is_file()]
    publisher, source = release.publisher(), FolderSource(release.folder)
    content.unlink()
    content.symlink_to("/etc/passwd")
    (linked,) = kiosk.installer.install(source, publisher)
    content.unlink()
    os.mkfifo(content)
    (piped,) = kiosk.installer.install(source, publisher)

    assert [type(linked.error), type(piped.error)] == [SourceError, SourceError]


def test_a_folder_that_leads_out_of_the_stick(kiosk: Kiosk, release: Release) -> None:
    moved = release.folder.with_name("elsewhere")
    (release.folder / "content").rename(moved)
    (release.folder / "content").symlink_to(moved)

    (outcome,) = kiosk.installer.install(FolderSource(release.folder), release.publisher())

    assert type(outcome.error) is SourceError


def signed_as(release: Release, name: str, raw: bytes) -> None:
    """Sign any bytes under any name, with the right key."""
    from tuf.api.metadata import TargetFile

    info = TargetFile.from_data(name, raw, ["sha256"])
    place = release.folder / "targets" / info.get_prefixed_paths()[0]
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(raw)
    path = metadata(release, "2.knowledge.json")
    listed = Metadata[Targets].from_file(str(path))
    listed.signed.targets = {name: info}
    listed.signed.version = 3
    listed.sign(release.keys["knowledge"][0])
    listed.to_file(str(metadata(release, "3.knowledge.json")), JSONSerializer())
    release.publish()


def only_refusal(kiosk: Kiosk, release: Release, publisher: Publisher | None = None) -> BundleError:
    """Install from the stick; return why its only bundle was refused."""
    source = FolderSource(release.folder)
    (outcome,) = kiosk.installer.install(source, publisher or release.publisher())
    assert outcome.error is not None
    assert kiosk.log.codes[-1] == outcome.error.code
    assert all(kiosk.store.state(one).in_use is None for one in Kind)
    return outcome.error


@pytest.mark.parametrize(
    "path", ["../../../etc/cron.d/x", "/etc/x", "knowledge/../x", "knowledge/..", "knowledge//x"]
)
def test_path_tricks(kiosk: Kiosk, release: Release, path: str) -> None:
    found = edited(manifest_file(release))
    found["files"][0]["path"] = path
    signed_as(release, "knowledge/house-knowledge/1.0.0.json", json.dumps(found).encode())

    error = only_refusal(kiosk, release)

    assert type(error) in {PathTrickError, ManifestError}
    assert not (kiosk.root.parent / "etc").exists()


def test_a_path_trick_in_the_list(kiosk: Kiosk, release: Release) -> None:
    raw = manifest_file(release).read_bytes()
    path = metadata(release, "2.knowledge.json")
    listed = Metadata[Targets].from_file(str(path))
    (info,) = listed.signed.targets.values()
    info.path = "knowledge/../x.json"
    listed.signed.targets = {info.path: info}
    listed.signed.version = 3
    listed.sign(release.keys["knowledge"][0])
    listed.to_file(str(metadata(release, "3.knowledge.json")), JSONSerializer())
    release.publish()

    assert type(only_refusal(kiosk, release)) is PathTrickError
    assert raw


def test_a_bundle_for_another_product(kiosk: Kiosk, release: Release) -> None:
    found = edited(manifest_file(release)) | {"product": "lila"}
    signed_as(release, "knowledge/house-knowledge/1.0.0.json", json.dumps(found).encode())

    assert type(only_refusal(kiosk, release)) is WrongProductError


def test_a_bundle_for_a_later_program(kiosk: Kiosk, release: Release) -> None:
    found = edited(manifest_file(release)) | {"program": {"at_least": "7.0.0"}}
    signed_as(release, "knowledge/house-knowledge/1.0.0.json", json.dumps(found).encode())

    assert type(only_refusal(kiosk, release)) is TooNewError


def test_checking_records_what_cannot_be_used(kiosk: Kiosk, release: Release) -> None:
    found = edited(manifest_file(release)) | {"product": "kettle"}
    signed_as(release, "knowledge/house-knowledge/1.0.0.json", json.dumps(found).encode())
    source = FolderSource(release.folder)
    _, wrong = kiosk.installer.verify(source, release.publisher(), Told())
    assert [type(error) for error in wrong.values()] == [WrongProductError]
    assert kiosk.log.codes == ["bundle.wrong_product"]


def test_a_bundle_under_another_name(kiosk: Kiosk, release: Release) -> None:
    raw = manifest_file(release).read_bytes()
    signed_as(release, "knowledge/house-knowledge/9.0.0.json", raw)

    assert type(only_refusal(kiosk, release)) is ManifestError


def test_the_key_of_knowledge_signs_no_crisis_patterns(kiosk: Kiosk, release: Release) -> None:
    """In the list of knowledge, under the name of crisis patterns: no delegation leads there."""
    found = edited(manifest_file(release)) | {"kind": "crisis"}
    found["files"][0]["path"] = "crisis/rules.yaml"
    signed_as(release, "crisis/house-crisis/1.0.0.json", json.dumps(found).encode())

    with pytest.raises(AlteredMetadataError, match="not its own"):
        kiosk.look(release.folder, release.publisher())


def test_crisis_patterns_in_the_clothes_of_knowledge(kiosk: Kiosk, release: Release) -> None:
    found = edited(manifest_file(release)) | {"kind": "crisis"}
    found["files"][0]["path"] = "crisis/rules.yaml"
    signed_as(release, "knowledge/house-knowledge/1.0.0.json", json.dumps(found).encode())

    assert type(only_refusal(kiosk, release)) is ManifestError


def test_a_facility_key_signs_what_it_may(kiosk: Kiosk, release: Release) -> None:
    facility = release.publisher("willow", FACILITY_KINDS)
    release.add(Kind.CRISIS, {"crisis/rules.yaml": "rules: []"})
    release.publish()
    source = FolderSource(release.folder)

    outcomes = {one.kind: one.error for one in kiosk.installer.install(source, facility)}

    assert outcomes[Kind.KNOWLEDGE] is None
    assert type(outcomes[Kind.CRISIS]) is NotAllowedError
    assert kiosk.store.state(Kind.CRISIS).in_use is None


def test_a_clock_that_was_set_back(kiosk: Kiosk, release: Release) -> None:
    kiosk.store.learn_time(lambda known: known.at(now() + timedelta(days=3)))

    refusal(kiosk, release, ClockSetBackError)


def test_a_clock_before_the_newest_bundle(kiosk: Kiosk, release: Release) -> None:
    found = edited(manifest_file(release)) | {"released": (now() + timedelta(days=9)).isoformat()}
    signed_as(release, "knowledge/house-knowledge/1.0.0.json", json.dumps(found).encode())

    refusal(kiosk, release, ClockSetBackError)


def test_a_clock_set_back_without_a_source(kiosk: Kiosk, release: Release) -> None:
    """What was seen is kept: an expired stick does not become fresh by turning the clock."""
    kiosk.look(release.folder, release.publisher())

    assert kiosk.store.time_known().seen is not None
    assert kiosk.store.time_known().released is not None


@pytest.mark.parametrize("gone", ["metadata/timestamp.json", "metadata/2.snapshot.json"])
def test_a_source_that_is_not_whole(kiosk: Kiosk, release: Release, gone: str) -> None:
    (release.folder / gone).unlink()

    refusal(kiosk, release, SourceError)


def test_no_source_at_all(kiosk: Kiosk, release: Release) -> None:
    publisher = release.publisher()
    shutil.rmtree(release.folder)

    with pytest.raises(SourceError, match="no folder"):
        kiosk.look(release.folder, publisher)
