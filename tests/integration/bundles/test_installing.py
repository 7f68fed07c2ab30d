"""Installing, going back and clearing up: what is chosen, what is refused, what is recorded."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from app.audit import AuditDraft
from app.bundles import Keeper, Kind, UnhealthyError, failures_of, resources_of
from app.bundles.errors import (
    FailedBeforeError,
    NothingToDoError,
    OutOfOrderError,
    StoreError,
    TooOldError,
)
from app.bundles.kinds import FACILITY_KINDS
from app.bundles.ports import Told
from app.bundles.record import trusted
from app.bundles.slots import MOST_STARTS, Move
from app.bundles.trouble import damaged_kinds
from storage.bundles import FileBundleStore, FolderSource
from tests.fakes.bundle_moves import install
from tests.fakes.kiosks import Kiosk, make_kiosk
from tests.fakes.releases import Release, now


def in_use(kiosk: Kiosk, kind: Kind = Kind.KNOWLEDGE) -> str | None:
    slot = kiosk.store.state(kind).in_use
    return f"{slot.id} {slot.version}" if slot else None


def loaded(kiosk: Kiosk) -> dict[Kind, str]:
    """What a program has loaded that starts now."""
    found = resources_of(kiosk.store, kiosk.root).installed
    return {kind: folder.name for kind, folder in found.items()}


def source(release: Release) -> FolderSource:
    return FolderSource(release.folder)


def test_install_update_and_back(kiosk: Kiosk, release: Release, tmp_path: Path) -> None:
    install(kiosk, release)
    release.knowledge("1.1.0", "Tea is at five.")
    told: list[str] = []
    moved: list[int] = []
    kiosk.installer.install(
        source(release),
        release.publisher(),
        told=Told(lambda what, _size: told.append(what), moved.append),
    )

    assert in_use(kiosk) == "house-knowledge 1.1.0"
    assert told == [
        "Checking signatures",
        "Copying house-knowledge 1.1.0",
        "Trying house-knowledge 1.1.0",
    ]
    folder = resources_of(kiosk.store, tmp_path).folder("knowledge")
    assert "five" in (folder / "tea.md").read_text()
    assert sum(moved) == (folder / "tea.md").stat().st_size

    kiosk.keeper.roll_back(Kind.KNOWLEDGE)
    assert in_use(kiosk) == "house-knowledge 1.0.0"
    assert (
        "four" in (resources_of(kiosk.store, tmp_path).folder("knowledge") / "tea.md").read_text()
    )
    # What somebody has gone back from comes only when it is asked for.
    assert kiosk.installer.install(source(release), release.publisher()) == []
    kiosk.installer.install(source(release), release.publisher(), ["house-knowledge@1.1.0"])
    assert in_use(kiosk) == "house-knowledge 1.1.0"
    assert kiosk.log.codes == [
        "bundle.installed",
        "bundle.installed",
        "bundle.rolled_back",
        "bundle.installed",
    ]


def test_an_older_one_that_is_asked_for(kiosk: Kiosk, release: Release) -> None:
    release.knowledge("1.1.0")
    install(kiosk, release)

    (outcome,) = kiosk.installer.install(
        source(release), release.publisher(), ["house-knowledge@1.0.0"]
    )

    assert type(outcome.error) is TooOldError
    assert in_use(kiosk) == "house-knowledge 1.1.0"


def test_one_that_is_not_there(kiosk: Kiosk, release: Release) -> None:
    with pytest.raises(NothingToDoError):
        kiosk.installer.install(source(release), release.publisher(), ["other"])
    with pytest.raises(NothingToDoError):
        kiosk.keeper.roll_back(Kind.KNOWLEDGE)


def test_another_id_only_where_it_replaces(kiosk: Kiosk, release: Release) -> None:
    install(kiosk, release)
    release.knowledge("2.0.0", id="other-knowledge")
    assert kiosk.installer.install(source(release), release.publisher()) == []

    release.knowledge("0.1.0", id="heir-knowledge", replaces=["house-knowledge"])
    install(kiosk, release)
    assert in_use(kiosk) == "heir-knowledge 0.1.0"


@pytest.mark.parametrize(
    "fault", [UnhealthyError("no", "so"), KeyError("odd")], ids=["told", "odd"]
)
def test_what_does_not_work_is_given_up(kiosk: Kiosk, release: Release, fault: Exception) -> None:
    install(kiosk, release)
    release.knowledge("1.1.0")
    kiosk.trials.fault = fault
    (outcome,) = kiosk.installer.install(source(release), release.publisher())

    assert isinstance(outcome.error, UnhealthyError)
    assert in_use(kiosk) == "house-knowledge 1.0.0"
    assert kiosk.log.codes == ["bundle.installed", "bundle.unhealthy"]
    ((kind, failure),) = failures_of(kiosk.store)
    assert (kind, failure.version) == (Kind.KNOWLEDGE, "1.1.0")

    kiosk.trials.fault = None
    assert kiosk.installer.install(source(release), release.publisher()) == []
    (named,) = kiosk.installer.install(source(release), release.publisher(), ["house-knowledge"])
    assert type(named.error) is FailedBeforeError
    assert "--again" in named.error.remedy
    assert in_use(kiosk) == "house-knowledge 1.0.0"
    kiosk.installer.install(source(release), release.publisher(), again=True)
    assert in_use(kiosk) == "house-knowledge 1.1.0"
    assert failures_of(kiosk.store) == []


def test_a_kiosk_that_never_gets_home_goes_back(kiosk: Kiosk, release: Release) -> None:
    install(kiosk, release)
    kiosk.keeper.begin()
    kiosk.keeper.got_home(loaded(kiosk))
    release.knowledge("1.1.0")
    install(kiosk, release)
    for _ in range(MOST_STARTS):
        kiosk.keeper.begin()
        assert in_use(kiosk) == "house-knowledge 1.1.0"

    kiosk.keeper.begin()

    assert in_use(kiosk) == "house-knowledge 1.0.0"
    assert kiosk.log.codes[-1] == "bundle.installed"
    # The log can only be written once the facility is open.
    kiosk.keeper.tell_all()
    kiosk.keeper.tell_all()
    assert kiosk.log.codes[-2:] == ["bundle.installed", "bundle.returned"]
    kiosk.keeper.return_from(Kind.KNOWLEDGE, "nor does this")
    assert in_use(kiosk) is None
    kiosk.keeper.return_from(Kind.KNOWLEDGE, "there is nothing")
    assert kiosk.log.codes.count("bundle.returned") == 2


def test_a_start_goes_back_past_what_never_got_home_either(kiosk: Kiosk, release: Release) -> None:
    install(kiosk, release)
    for _ in range(MOST_STARTS):
        kiosk.keeper.begin()
    release.knowledge("1.1.0")
    install(kiosk, release)
    for _ in range(MOST_STARTS):
        kiosk.keeper.begin()
    kiosk.keeper.begin()
    assert in_use(kiosk) is None
    kiosk.keeper.tell_all()
    assert kiosk.log.codes.count("bundle.returned") == 2


def test_two_programs_find_the_same_fault(kiosk: Kiosk, release: Release) -> None:
    install(kiosk, release)
    release.knowledge("1.1.0")
    install(kiosk, release)
    digest = loaded(kiosk)[Kind.KNOWLEDGE]
    window = make_kiosk(kiosk.root)

    kiosk.keeper.return_from(Kind.KNOWLEDGE, "it does not load", digest)
    window.keeper.return_from(Kind.KNOWLEDGE, "it does not load", digest)

    assert in_use(kiosk) == "house-knowledge 1.0.0"
    assert window.log.codes == []
    assert [one.version for _, one in failures_of(kiosk.store)] == ["1.1.0"]


def test_what_a_power_cut_left_is_settled(kiosk: Kiosk, release: Release) -> None:
    """Between the switch and its entry in the audit log, and in the middle of a trial."""
    install(kiosk, release)
    state = kiosk.store.state(Kind.KNOWLEDGE)
    assert state.unheard == ()
    kiosk.store.change(
        Kind.KNOWLEDGE,
        lambda state: replace(
            state,
            candidate=state.in_use,
            unheard=(Move("installed", None, state.in_use),),
        ),
    )

    assert kiosk.installer.install(source(release), release.publisher()) == []

    state = kiosk.store.state(Kind.KNOWLEDGE)
    assert state.candidate is None
    assert state.unheard == ()
    assert kiosk.log.codes == ["bundle.installed", "bundle.installed"]


def test_a_way_back_that_a_power_cut_kept_from_the_log(kiosk: Kiosk, release: Release) -> None:
    install(kiosk, release)
    release.knowledge("1.1.0")
    install(kiosk, release)

    class PowerCutError(Exception):
        pass

    def cut(_draft: AuditDraft) -> None:
        raise PowerCutError

    with pytest.raises(PowerCutError):
        Keeper(kiosk.store, cut, now).roll_back(Kind.KNOWLEDGE)
    assert in_use(kiosk) == "house-knowledge 1.0.0"
    kiosk.keeper.roll_back(Kind.KNOWLEDGE)

    assert kiosk.log.codes[2:] == ["bundle.rolled_back", "bundle.rolled_back"]
    assert [draft.details["left"] for draft in kiosk.log.drafts[2:]] == ["1.1.0", "1.0.0"]
    assert kiosk.store.state(Kind.KNOWLEDGE).unheard == ()


def test_slots_of_an_earlier_lilo_are_read(kiosk: Kiosk, release: Release) -> None:
    """It noted of what is in use alone whether it was proven and recorded."""
    install(kiosk, release)
    path = kiosk.root / "slots" / "knowledge.json"
    found = json.loads(path.read_text())
    for name in ("previous_proven", "previous_starts", "unheard"):
        del found[name]
    path.write_text(json.dumps(found | {"proven": False, "starts": 1, "recorded": False}))

    state = kiosk.store.state(Kind.KNOWLEDGE)
    assert (state.proven, state.starts, state.previous_proven) == (False, 1, True)
    kiosk.keeper.tell_all()
    assert kiosk.log.codes == ["bundle.installed", "bundle.installed"]
    assert kiosk.store.state(Kind.KNOWLEDGE).unheard == ()


def test_the_last_two_are_kept(kiosk: Kiosk, release: Release) -> None:
    (kiosk.root / "incoming").mkdir(parents=True)
    (kiosk.root / "incoming" / "half").write_text("worth nothing")
    for version in ("1.1.0", "1.2.0", "1.3.0"):
        release.knowledge(version, f"Tea, as of {version}.")
        install(kiosk, release)

    trees = {path.name for path in (kiosk.root / "trees").iterdir()}
    assert trees == kiosk.store.state(Kind.KNOWLEDGE).digests
    assert len(trees) == 2
    assert all(kiosk.store.altered(digest) == [] for digest in trees)
    assert len([path for path in (kiosk.root / "content").rglob("*") if path.is_file()]) == 2
    assert not (kiosk.root / "incoming").exists()
    assert kiosk.keeper.prune() == 0


def test_what_a_kiosk_may_still_run_with_is_kept(kiosk: Kiosk, release: Release) -> None:
    """Two updates that wait for the next start, and it has not come yet."""

    def crisis(version: str) -> str:
        release.add(Kind.CRISIS, {"crisis/note.yaml": f"version: {version}"}, version)
        release.publish()
        install(kiosk, release)
        return loaded(kiosk)[Kind.CRISIS]

    running = crisis("1.0.0")
    kiosk.keeper.got_home(loaded(kiosk))
    crisis("1.1.0")
    crisis("1.2.0")
    assert kiosk.store.folder(running).is_dir()
    kiosk.keeper.got_home(loaded(kiosk))
    crisis("1.3.0")
    assert not kiosk.store.folder(running).is_dir()


def test_pruning_that_was_cut_short_goes_on(kiosk: Kiosk, release: Release) -> None:
    install(kiosk, release)
    for name in ("f" * 64, f"{'f' * 64}.gone"):
        (kiosk.root / "trees" / name / "knowledge").mkdir(parents=True)
    kiosk.keeper.prune()
    assert {path.name for path in (kiosk.root / "trees").iterdir()} == set(loaded(kiosk).values())


def test_what_cannot_be_cleared_up_fails_no_installation(kiosk: Kiosk, release: Release) -> None:
    class Stuck(FileBundleStore):
        def sweep(self, keep: frozenset[str]) -> int:
            raise StoreError("no")

    installer = replace(kiosk.installer, store=Stuck(kiosk.root))
    (outcome,) = installer.install(source(release), release.publisher())
    assert outcome.error is None


def test_damaged_slots_are_of_one_kind_alone(kiosk: Kiosk, release: Release) -> None:
    release.add(Kind.CONFIGURATION, {"config/look.yaml": "kiosk: {text_scale: 1.7}"})
    release.publish()
    install(kiosk, release)
    (kiosk.root / "slots" / "knowledge.json").write_text("{")

    assert set(resources_of(kiosk.store, kiosk.root).installed) == {Kind.CONFIGURATION}
    assert set(kiosk.keeper.begin()) == {Kind.KNOWLEDGE}
    assert kiosk.store.state(Kind.CONFIGURATION).starts == 1
    assert damaged_kinds(kiosk.store) == ("knowledge",)
    with pytest.raises(StoreError):
        kiosk.keeper.prune()  # Nobody knows what it needs.
    # Others can still be installed; its own installation says what is wrong.
    release.add(Kind.CONFIGURATION, {"config/look.yaml": "kiosk: {text_scale: 1.6}"}, "1.1.0")
    release.publish()
    first, second = kiosk.installer.install(source(release), release.publisher())
    assert type(first.error) is StoreError
    assert second.error is None
    assert in_use(kiosk, Kind.CONFIGURATION) == "house-configuration 1.1.0"


def test_a_file_that_somebody_has_changed(kiosk: Kiosk, release: Release) -> None:
    install(kiosk, release)
    (digest,) = kiosk.store.state(Kind.KNOWLEDGE).digests
    file = kiosk.store.folder(digest) / "knowledge" / "tea.md"
    file.chmod(0o600)
    file.write_text("Tea is never.")
    assert kiosk.store.altered(digest) == ["knowledge/tea.md"]
    (kiosk.store.folder(digest) / "manifest.json").write_text("{}")
    assert kiosk.store.altered(digest) == ["manifest.json"]


def rotten(path: Path) -> None:
    """Change a file as a disk does: neither its length nor its name."""
    path.chmod(0o600)
    path.write_bytes(b"x" * path.stat().st_size)


def test_what_was_altered_is_installed_anew(kiosk: Kiosk, release: Release) -> None:
    install(kiosk, release)
    release.knowledge("1.1.0", "Tea is at five.")
    install(kiosk, release)
    before = kiosk.store.state(Kind.KNOWLEDGE)
    digest = loaded(kiosk)[Kind.KNOWLEDGE]
    file = kiosk.store.folder(digest) / "knowledge" / "tea.md"
    named = ["house-knowledge"]
    assert kiosk.installer.install(source(release), release.publisher(), named) == []
    rotten(file)

    assert kiosk.installer.install(source(release), release.publisher()) == []
    (outcome,) = kiosk.installer.install(source(release), release.publisher(), named)

    assert outcome.error is None
    assert kiosk.store.altered(digest) == []
    after = kiosk.store.state(Kind.KNOWLEDGE)
    assert (after.in_use, after.before) == (before.in_use, before.before)
    (kiosk.store.folder(digest) / "manifest.json").unlink()
    kiosk.installer.install(source(release), release.publisher(), again=True)
    assert kiosk.store.altered(digest) == []


def test_content_that_was_kept_is_read_again_before_it_is_linked(
    kiosk: Kiosk, release: Release
) -> None:
    install(kiosk, release)
    (content,) = [path for path in (kiosk.root / "content").rglob("*") if path.is_file()]
    rotten(content)
    # The same article in another bundle.
    release.knowledge("1.1.0")
    install(kiosk, release)
    assert kiosk.store.altered(loaded(kiosk)[Kind.KNOWLEDGE]) == []


def test_checking_without_installing(kiosk: Kiosk, release: Release) -> None:
    whole = kiosk.installer.verify(source(release), release.publisher(), Told())
    assert [offer.manifest.version for offer in whole[0].offers] == ["1.0.0"]
    assert whole[1] == {}
    assert in_use(kiosk) is None
    (content,) = [path for path in (release.folder / "content").rglob("*") if path.is_file()]
    rotten(content)
    _, wrong = kiosk.installer.verify(source(release), release.publisher(), Told())
    assert [error.code for error in wrong.values()] == ["bundle.altered_target"]
    assert kiosk.log.codes == ["bundle.altered_target"]


def test_checking_says_what_could_not_be_installed_here(kiosk: Kiosk, release: Release) -> None:
    release.knowledge("1.1.0", program={"at_least": "9.0"})
    release.add(Kind.PROMPTS, {"prompts/soothe.md": "a"})
    release.publish()
    publisher = release.publisher("willow", frozenset({Kind.KNOWLEDGE}))

    _, wrong = kiosk.installer.verify(source(release), publisher, Told())

    codes = {"bundle.too_new", "bundle.not_allowed"}
    assert {error.code for error in wrong.values()} == codes
    assert set(kiosk.log.codes) == codes
    _, elsewhere = kiosk.installer.verify(source(release), publisher, Told(), for_here=False)
    assert {error.code for error in elsewhere.values()} == codes - {"bundle.too_new"}


def test_the_same_content_is_copied_once(kiosk: Kiosk, release: Release) -> None:
    article = "---\nid: a\ntitle: T\nreviewed: 2026-01-05\nreview_by: 2027-01-05\n---\nA.\n"
    release.add(Kind.KNOWLEDGE, {"knowledge/a.md": article, "knowledge/b.md": article}, "1.1.0")
    release.publish()
    install(kiosk, release)
    digest = kiosk.store.state(Kind.KNOWLEDGE).in_use
    assert digest is not None
    folder = kiosk.store.folder(digest.digest) / "knowledge"
    assert (folder / "a.md").samefile(folder / "b.md")


@pytest.mark.parametrize(
    "content", ["{", "[]", '{"active": "c"}', '{"active": "a"}', '{"previous": "b"}']
)
def test_damaged_slots(kiosk: Kiosk, release: Release, content: str) -> None:
    install(kiosk, release)
    (kiosk.root / "slots" / "knowledge.json").write_text(content)

    with pytest.raises(StoreError):
        kiosk.store.state(Kind.KNOWLEDGE)


def test_a_damaged_time_says_nothing(kiosk: Kiosk) -> None:
    kiosk.root.mkdir()
    (kiosk.root / "time.json").write_text("yesterday")
    assert kiosk.store.time_known().floor is None
    kiosk.store.learn_time(lambda known: known.at(now()))
    assert kiosk.store.time_known().floor is not None


def test_a_step_that_was_left_out(kiosk: Kiosk, release: Release) -> None:
    """Somebody goes back while a trial runs: what is on trial is not taken into use."""
    install(kiosk, release)
    release.knowledge("1.1.0")

    class Meddling:
        def try_out(self, kind: Kind, _folder: Path) -> None:
            kiosk.store.change(kind, lambda state: state.settled())

    installer = replace(kiosk.installer, trial=Meddling())
    (outcome,) = installer.install(source(release), release.publisher())

    assert type(outcome.error) is OutOfOrderError
    assert in_use(kiosk) == "house-knowledge 1.0.0"


def test_a_clock_that_stands_still_teaches_nothing(kiosk: Kiosk, release: Release) -> None:
    at = now()
    installer = replace(kiosk.installer, clock=lambda: at)
    installer.catalogue(source(release), release.publisher())
    written = (kiosk.root / "time.json").stat().st_mtime_ns
    installer.catalogue(source(release), release.publisher())
    assert (kiosk.root / "time.json").stat().st_mtime_ns == written


def test_what_the_audit_log_says_of_trust() -> None:
    draft = trusted("willow", "ab" * 32, FACILITY_KINDS)
    assert draft.subject == "willow"
    assert draft.details == {
        "fingerprint": "ab" * 8,
        "kinds": "configuration,knowledge,prompts",
    }
