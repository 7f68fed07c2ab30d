"""`lilo bundle`: what each of its commands prints, for people and for programs, and how it ends."""

from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from app.bootstrap import find_keys, prepare_basics
from app.bundles import Kind
from storage import Database, FacilityPaths
from storage.bundles import FileBundleStore
from tests.e2e.conftest import Lilo
from tests.fakes.demo_copies import demo_copy
from tests.fakes.releases import Release, now


@pytest.fixture
def house(tmp_path: Path) -> Path:
    demo_copy(tmp_path / "facility")
    return tmp_path / "facility"


@pytest.fixture
def release(tmp_path: Path) -> Release:
    release = Release(tmp_path / "stick", tmp_path / "payloads").begin()
    release.knowledge()
    return release


@pytest.fixture
def root(release: Release, tmp_path: Path) -> Path:
    path = tmp_path / "root.json"
    path.write_bytes(release.anchor)
    return path


@pytest.fixture
def trusting(here: Lilo, house: Path, root: Path) -> Path:
    assert here("bundle", "trust", root, "--facility", house, "--yes").code == 0
    return house


def actions(house: Path) -> list[str]:
    """What the audit log holds of bundles, in order."""
    basics = prepare_basics(house)
    opened = Database.open(FacilityPaths(house).database, find_keys(basics).keys)
    with closing(opened) as database, database.reading() as unit:
        found = [str(entry.action) for entry in unit.audit.latest(30)]
    return [action for action in reversed(found) if action.startswith("bundle.")]


def test_trust(here: Lilo, house: Path, root: Path) -> None:
    told = here("bundle", "trust", root, "--facility", house, "--yes", "--json")
    assert told.code == 0
    assert told.json["publisher"] == "vendor"
    assert told.json["must_sign"] == 2
    # What a person compares goes beside what a program reads.
    assert told.json["fingerprint"] in told.err
    root.write_text("{}")
    refused = here("bundle", "trust", root, "--facility", house, "--yes", "--json")
    assert (refused.code, refused.json["error"]["code"]) == (1, "bundle.publisher")
    assert actions(house) == ["bundle.trusted"]
    no_kind = here(
        "bundle", "trust", root, "--facility", house, "--publisher", "willow", "--kind", "crisis"
    )
    assert no_kind.code == 1
    assert "(bundle.not_allowed)" in no_kind.err


def test_nobody_is_trusted(here: Lilo, house: Path, release: Release) -> None:
    told = here("bundle", "verify", "--source", release.folder, "--facility", house)
    assert told.code == 1
    assert "(bundle.publisher)" in told.err
    assert "What to do:" in told.err


def test_verify_and_inspect(here: Lilo, trusting: Path, release: Release, root: Path) -> None:
    source = ("--source", release.folder)
    whole = here("bundle", "verify", *source, "--facility", trusting, "--json")
    assert whole.code == 0
    assert [one["id"] for one in whole.json["bundles"]] == ["house-knowledge"]
    assert whole.json["wrong"] == []
    assert here("bundle", "verify", *source, "--root", root, "--json").json == whole.json
    shown = here("bundle", "inspect", "house-knowledge", *source, "--facility", trusting, "--json")
    assert shown.code == 0
    assert shown.json["bundles"][0]["files"] == ["knowledge/tea.md"]
    missing = here("bundle", "inspect", "other", *source, "--facility", trusting, "--json")
    assert (missing.code, missing.json["error"]["code"]) == (1, "bundle.nothing")

    release.knowledge("1.1.0", program={"at_least": "99.0"})
    later = here("bundle", "verify", *source, "--facility", trusting, "--json")
    assert later.code == 1
    (wrong,) = later.json["wrong"]
    assert wrong["code"] == "bundle.too_new"
    assert wrong["what_to_do"]
    # Without a facility there is nothing that it must fit.
    assert here("bundle", "verify", *source, "--root", root).code == 0
    assert actions(trusting) == ["bundle.trusted", "bundle.refused"]


@pytest.mark.parametrize("command", ["verify", "inspect", "install"])
def test_a_refused_source(here: Lilo, trusting: Path, release: Release, command: str) -> None:
    (release.folder / "metadata" / "timestamp.json").write_text("{}")
    words = ["bundle", command, "--source", release.folder, "--facility", trusting]
    words += ["house-knowledge"] if command == "inspect" else []
    told = here(*words, "--json")
    assert told.code == 1
    assert told.json["error"]["code"] == "bundle.altered_metadata"
    assert set(told.json["error"]) == {"code", "why", "what_to_do"}
    for_people = here(*words)
    assert (for_people.code, for_people.out) == (1, "")
    assert "(bundle.altered_metadata)" in for_people.err
    assert actions(trusting)[1:] == ["bundle.refused", "bundle.refused"]


def test_install_list_roll_back_and_prune(here: Lilo, trusting: Path, release: Release) -> None:
    words = ("bundle", "install", "--source", release.folder, "--facility", trusting)
    first = here(*words, "--json")
    assert first.code == 0
    assert first.json["installed"] == [
        {"bundle": "house-knowledge 1.0.0", "is_in_use": True, "from": "now on"}
    ]
    assert here(*words, "--json").json == {"installed": []}
    assert "Everything is up to date." in here(*words).out

    listed = here("bundle", "list", "--facility", trusting, "--json")
    assert listed.code == 0
    assert [(one["role"], one["version"]) for one in listed.json["bundles"]] == [
        ("in use", "1.0.0")
    ]

    back = here("bundle", "rollback", "knowledge", "--facility", trusting, "--json")
    assert (back.code, back.json) == (0, {"kind": "knowledge", "in_use": None})
    forth = here("bundle", "rollback", "knowledge", "--facility", trusting)
    assert "In use again: house-knowledge 1.0.0." in forth.out
    nothing = here("bundle", "rollback", "crisis", "--facility", trusting, "--json")
    assert (nothing.code, nothing.json["error"]["code"]) == (1, "bundle.nothing")

    pruned = here("bundle", "prune", "--facility", trusting, "--json")
    assert (pruned.code, pruned.json) == (0, {"freed_mb": 0.0})
    assert actions(trusting) == [
        "bundle.trusted",
        "bundle.installed",
        "bundle.rolled_back",
        "bundle.rolled_back",
    ]


def test_what_does_not_work_is_told_with_its_remedy(
    here: Lilo, trusting: Path, release: Release
) -> None:
    release.add(Kind.PROMPTS, {"replies/soothe.yaml": "agent: [nobody"})
    release.publish()
    words = ("bundle", "install", "--source", release.folder, "--facility", trusting)
    told = here(*words, "house-prompts", "--json")
    assert told.code == 1
    (outcome,) = told.json["installed"]
    assert (outcome["code"], outcome["is_in_use"]) == ("bundle.unhealthy", False)
    assert outcome["what_to_do"]

    named = here(*words, "house-prompts", "--json")
    assert (named.code, named.json["installed"][0]["code"]) == (1, "bundle.failed_before")
    assert "--again" in named.json["installed"][0]["what_to_do"]
    assert here(*words).code == 0  # The knowledge is new.
    unnamed = here(*words)
    assert unnamed.code == 0
    assert "up to date" not in unnamed.out
    assert "--again" in unnamed.out


def test_status(here: Lilo, trusting: Path, release: Release) -> None:
    words = ("bundle", "status", "--facility", trusting)
    well = here(*words, "--json")
    assert well.code == 0
    assert well.json["attention"] == []
    assert here("bundle", "install", "--source", release.folder, "--facility", trusting).code == 0
    assert here(*words, "--deep", "--json").json["altered"] == []

    store = FileBundleStore(FacilityPaths(trusting).bundles)
    slot = store.state(Kind.KNOWLEDGE).in_use
    assert slot is not None
    file = store.folder(slot.digest) / "knowledge" / "tea.md"
    file.chmod(0o600)
    file.write_text("Tea is never.")
    deep = here(*words, "--deep", "--json")
    assert deep.code == 1
    assert deep.json["altered"] == [f"{slot.digest[:16]}: knowledge/tea.md"]
    assert here(*words, "--deep").code == 1
    (store.root / "slots" / "knowledge.json").write_text("{")
    damaged = here(*words, "--json")
    assert damaged.code == 1
    assert damaged.json["attention"][0].startswith("knowledge:")
    listed = here("bundle", "list", "--facility", trusting, "--json")
    assert [one["kind"] for one in listed.json["damaged"]] == ["knowledge"]


def test_the_clock_is_accepted(here: Lilo, trusting: Path, release: Release) -> None:
    store = FileBundleStore(FacilityPaths(trusting).bundles)
    store.learn_time(lambda known: known.at(now() + timedelta(days=9)))
    install = ("bundle", "install", "--source", release.folder, "--facility", trusting, "--json")
    behind = here(*install)
    assert (behind.code, behind.json["error"]["code"]) == (1, "bundle.clock")
    accepted = here("bundle", "accept-clock", "--facility", trusting, "--yes", "--json")
    assert accepted.code == 0
    assert accepted.json["was_known"] > accepted.json["accepted"]
    assert here(*install).code == 0
    assert actions(trusting)[1:] == ["bundle.refused", "bundle.clock_accepted", "bundle.installed"]
    assert "is accepted" in here("bundle", "accept-clock", "--facility", trusting, "--yes").out
    # It never helps against what was signed later than the clock shows.
    store.learn_time(lambda known: known.after(now() + timedelta(days=9)))
    refused = here("bundle", "accept-clock", "--facility", trusting, "--yes", "--json")
    assert (refused.code, refused.json["error"]["code"]) == (1, "bundle.clock")


def test_without_a_facility(here: Lilo) -> None:
    for command in ("install", "list", "rollback", "prune", "status", "accept-clock"):
        words = {"install": ["--source", "x"], "rollback": ["knowledge"]}.get(command, [])
        assert here("bundle", command, *words).code == 2


def test_in_a_process_of_its_own(lilo: Lilo, trusting: Path, release: Release) -> None:
    (release.folder / "metadata" / "timestamp.json").write_text("{}")
    told = lilo("bundle", "verify", "--source", release.folder, "--facility", trusting, "--json")
    assert (told.code, told.json["error"]["code"]) == (1, "bundle.altered_metadata")
