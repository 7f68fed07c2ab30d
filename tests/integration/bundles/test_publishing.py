"""Nothing is published that a kiosk would refuse, and nothing runs out unseen."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from release import app as tool
from release_keys import make_key
from release_repository import ReleaseError, Repository
from tuf.api.metadata import Metadata
from typer.testing import CliRunner

from app.bundles import Kind
from tests.fakes.kiosks import Kiosk
from tests.fakes.releases import ARTICLE, Release, new_key, now

RUN = CliRunner()
ROLES = ("root1", "root2", "targets", "snapshot", "timestamp", "knowledge")


def stamp(release: Release) -> bytes:
    return (release.folder / "metadata" / "timestamp.json").read_bytes()


def publish(release: Release, **more: Any) -> Any:
    repository = Repository(release.folder)
    return repository.release(release.keys["snapshot"], release.keys["timestamp"], **more)


def expiry(release: Release, name: str) -> Any:
    return Metadata.from_file(str(release.folder / "metadata" / f"{name}.json")).signed.expires


@pytest.mark.parametrize("role", ["snapshot", "timestamp", "knowledge", "targets"])
def test_what_the_wrong_keys_have_signed_is_not_published(
    kiosk: Kiosk, release: Release, role: str
) -> None:
    before, lists = stamp(release), sorted((release.folder / "metadata").iterdir())
    right = release.keys
    release.keys = release.keys | {role: [new_key()]}
    if role == "knowledge":
        release.add(Kind.KNOWLEDGE, {"knowledge/tea.md": ARTICLE.format(id="tea", text="x")}, "2.0")
    elif role == "targets":
        release.repository.renew("targets", release.keys["targets"])
    with pytest.raises(ReleaseError, match="Nothing is published"):
        publish(release)
    assert stamp(release) == before
    # Of a snapshot that was not published nothing is left over.
    assert {path.name for path in lists} >= {
        path.name for path in (release.folder / "metadata").glob("*.snapshot.json")
    }
    assert kiosk.look(release.folder, release.publisher()).offers
    release.keys = right


def test_a_list_that_needs_two_signatures_waits_for_the_second(
    kiosk: Kiosk, release: Release
) -> None:
    first, second = new_key(), new_key()
    repository = Repository(release.folder)
    with pytest.raises(ReleaseError, match="'application' needs 2 keys and has 1"):
        repository.rotate_kind(
            Kind.APPLICATION, release.keys["targets"], [first], add=[first.public_key]
        )
    repository.rotate_kind(
        Kind.APPLICATION,
        release.keys["targets"],
        [first],
        add=[first.public_key, second.public_key],
    )
    assert repository.lacking(Kind.APPLICATION) == 1
    with pytest.raises(ReleaseError, match="Nothing is published"):
        publish(release)
    repository.add_signature(Kind.APPLICATION, second)
    assert repository.lacking(Kind.APPLICATION) == 0
    publish(release)
    assert Kind.APPLICATION in kiosk.look(release.folder, release.publisher()).expires


def test_a_content_that_is_not_there_is_not_published(release: Release) -> None:
    for path in (release.folder / "content").rglob("*"):
        if path.is_file():
            path.unlink()
    with pytest.raises(ReleaseError, match=r"tea\.md is not in"):
        publish(release)


def test_days_hold_for_the_snapshot_as_well(release: Release) -> None:
    expiries = publish(release, days=200)
    for role in ("snapshot", "timestamp"):
        assert expiries[role] > now() + timedelta(days=199)
    repository = Repository(release.folder)
    with pytest.raises(ReleaseError, match="Give its key as well"):
        repository.refresh(release.keys["timestamp"], days=300)
    found = repository.refresh(
        release.keys["timestamp"], days=300, snapshot_signers=release.keys["snapshot"]
    )
    assert found["snapshot"] > now() + timedelta(days=299)


def test_renewing_the_snapshot_publishes_nothing_else(kiosk: Kiosk, release: Release) -> None:
    release.add(Kind.KNOWLEDGE, {"knowledge/tea.md": ARTICLE.format(id="tea", text="x")}, "2.0")
    Repository(release.folder).refresh(
        release.keys["timestamp"], snapshot_signers=release.keys["snapshot"]
    )
    (offer,) = kiosk.look(release.folder, release.publisher()).offers
    assert offer.manifest.version == "1.0.0"


def test_a_list_is_renewed_as_it_is(kiosk: Kiosk, release: Release) -> None:
    repository = Repository(release.folder)
    repository.renew("knowledge", release.keys["knowledge"])
    repository.renew("targets", release.keys["targets"])
    publish(release)
    assert expiry(release, "3.knowledge") > now() + timedelta(days=364)
    assert len(kiosk.look(release.folder, release.publisher()).offers) == 1
    with pytest.raises(ReleaseError, match="no list 'scales'"):
        repository.renew("scales", [])


def test_the_tool_goes_through_a_year(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LILO_RELEASE_PASSPHRASE", "a long way to tea")
    monkeypatch.chdir(tmp_path)
    for role in ROLES:
        make_key(Path(f"{role}.p12"), "a long way to tea", rounds=1_000)

    def said(*words: str, code: int = 0) -> str:
        done = RUN.invoke(tool, words)
        assert done.exit_code == code, (done.output, done.exception)
        return f"{done.output}{done.exception or ''}"

    lists = ["--targets", "targets.p12", "--snapshot", "snapshot.p12"]
    lists += ["--timestamp", "timestamp.p12"]
    roots = ["--root", "root1.p12", "--root", "root2.p12"]
    alone = ["--kind", "crisis=knowledge.p12"]
    assert "needs 2 keys" in said("ceremony", "x", *roots, *lists, *alone, code=1)
    said("ceremony", "r", *roots, *lists, "--kind", "knowledge=knowledge.p12")
    assert "Publish it next" in said("renew", "r", "knowledge", "--key", "knowledge.p12")
    both = ["--snapshot", "snapshot.p12", "--timestamp", "timestamp.p12"]
    assert "Good until" in said("publish", "r", *both, "--days", "200")
    assert "Good until" in said("refresh", "r", *both, "--days", "300")
    keys = ["--key", "root1.p12", "--key", "root2.p12"]
    assert "new one" in said("rotate-root", "r", *keys)
