"""A real house runs on what is installed: at its start, and while it is running."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from threading import Event

import pytest
import yaml
from structlog.testing import capture_logs

from app.audit import AuditAction
from app.bootstrap import Lilo, open_facility, prepare_basics
from app.bundles import ActiveResources, Kind, UnhealthyError, Version
from app.bundles.errors import WeakerSafetyError
from app.bundles.slots import Slot, SlotState
from app.embedding import EmbeddingError
from app.quality.evaluation_rows import SafetyRow
from app.recall import Scope, StreamName
from app.wiring.basics import LeftOut
from app.wiring.bundle_retrial import EndedError, Retrial, gently
from app.wiring.bundle_store import SHIPPED_ROOT
from app.wiring.bundle_trial import HouseTrial
from resources import RESOURCES
from storage import FacilityPaths
from storage.bundles import FileBundleStore, FolderSource
from storage.bundles.publisher_files import PublisherFiles
from storage.bundles.tuf_signatures import TufSignatures
from tests.fakes.bundle_moves import install
from tests.fakes.demo_copies import demo_copy
from tests.fakes.kiosks import make_kiosk
from tests.fakes.releases import MACHINE, Release, now

TEA = "Tea is served under the apple tree."


@pytest.fixture(scope="module")
def house(models_once: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lilo]:
    lilo = open_facility(demo_copy(tmp_path_factory.mktemp("house") / "facility"))
    yield lilo
    lilo.close()


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    """One release for all: a house remembers what it has seen of a publisher."""
    folder = tmp_path_factory.mktemp("release")
    release = Release(folder / "stick", folder / "payloads").begin()
    release.knowledge()
    return release


@pytest.fixture
def store(house: Lilo) -> FileBundleStore:
    return FileBundleStore(FacilityPaths(house.basics.root).bundles)


def articles(house: Lilo) -> list[str]:
    with house.database.reading() as unit:
        return [one.text for one in unit.passages.of(Scope(StreamName.KNOWLEDGE, None))]


def installed(house: Lilo, release: Release) -> None:
    install(make_kiosk(FacilityPaths(house.basics.root).bundles), release)


async def test_knowledge_changes_while_it_runs(house: Lilo, release: Release) -> None:
    before = articles(house)
    release.knowledge("1.1.0", TEA)
    installed(house, release)
    await house.bundles.look_again()
    assert articles(house) == [TEA]

    make_kiosk(FacilityPaths(house.basics.root).bundles).keeper.roll_back(Kind.KNOWLEDGE)
    await house.bundles.look_again()
    assert sorted(articles(house)) == sorted(before)


async def test_prompts_and_replies_change_while_it_runs(house: Lilo, release: Release) -> None:
    files = {
        str(path.relative_to(RESOURCES)): path.read_bytes()
        for name in ("prompts", "replies")
        for path in sorted((RESOURCES / name).rglob("*"))
        if path.is_file()
    }
    release.add(Kind.PROMPTS, files)
    release.publish()
    installed(house, release)
    await house.bundles.look_again()

    folder = house.bundles.in_use.folder("replies")
    assert folder != RESOURCES / "replies"
    assert (folder / "lines.yaml").is_file()


async def test_what_cannot_be_taken_up_goes_back(
    house: Lilo, release: Release, store: FileBundleStore
) -> None:
    release.add(Kind.PROMPTS, {"replies/soothe.yaml": "agent: [nobody"}, "1.1.0")
    release.publish()
    was = store.state(Kind.PROMPTS).in_use
    installed(house, release)
    await house.bundles.look_again()

    assert store.state(Kind.PROMPTS).in_use == was
    assert house.bundles.trouble().failed == "house-prompts 1.1.0"
    with house.database.reading() as unit:
        actions = [entry.action for entry in unit.audit.latest(3)]
    assert AuditAction.BUNDLE_RETURNED in actions


async def test_getting_home_proves_what_was_loaded(house: Lilo, store: FileBundleStore) -> None:
    slot = store.state(Kind.PROMPTS).in_use
    assert slot is not None
    store.change(Kind.PROMPTS, lambda state: replace(state, proven=False, starts=1))
    await house.bundles.got_home()
    assert store.state(Kind.PROMPTS).proven


async def test_what_came_after_the_start_is_not_proven(
    house: Lilo, release: Release, store: FileBundleStore
) -> None:
    release.add(Kind.CONFIGURATION, {"config/look.yaml": "kiosk: {text_scale: 1.3}"})
    release.publish()
    installed(house, release)
    await house.bundles.got_home()
    assert not store.state(Kind.CONFIGURATION).proven


async def test_models_that_did_not_wake_take_back_what_they_stand_on(
    house: Lilo, store: FileBundleStore
) -> None:
    state = SlotState(
        active="a", a=Slot("e" * 64, "house-eyes", "1.0.0", "vendor", "2026-01-05"), proven=False
    )
    store.change(Kind.EMBEDDING_MODEL, lambda _: state)
    installed = {**house.bundles.in_use.installed, Kind.EMBEDDING_MODEL: store.folder("e" * 64)}
    kept = house.bundles.in_use
    house.bundles.in_use = ActiveResources(RESOURCES, installed)
    house.waking.fault = EmbeddingError("It did not load.")
    try:
        await house.bundles.got_home()
    finally:
        house.bundles.in_use, house.waking.fault = kept, None
    back = store.state(Kind.EMBEDDING_MODEL)
    assert back.in_use is None
    assert back.failures[-1].why == "It did not load."


def test_a_start_reads_what_is_installed(tmp_path: Path, release: Release) -> None:
    root = tmp_path / "facility"
    demo_copy(root)
    release.knowledge("1.3.0", TEA)
    release.add(Kind.CONFIGURATION, {"config/look.yaml": "kiosk: {text_scale: 1.7}"})
    release.publish()
    make_kiosk(root / "bundles").installer.install(
        FolderSource(release.folder),
        release.publisher(),
        ["house-knowledge", "house-configuration"],
    )
    lilo = open_facility(prepare_basics(root, is_start=True))
    try:
        assert articles(lilo) == [TEA]
        assert lilo.basics.settings.kiosk.text_scale == 1.7
    finally:
        lilo.close()
    # Twice more without getting home: it starts with what worked, and the audit log says why.
    prepare_basics(root, is_start=True)
    lilo = open_facility(prepare_basics(root, is_start=True))
    try:
        assert lilo.basics.settings.kiosk.text_scale == 1.0
        assert TEA not in articles(lilo)
        with lilo.database.reading() as unit:
            actions = [entry.action for entry in unit.audit.latest(6)]
        assert actions.count(AuditAction.BUNDLE_RETURNED) == 2
    finally:
        lilo.close()


def test_a_start_with_damaged_slots_uses_what_ships_of_that_kind(
    tmp_path: Path, release: Release
) -> None:
    root = tmp_path / "facility"
    demo_copy(root)
    install(make_kiosk(root / "bundles"), release)
    (root / "bundles" / "slots" / "prompts.json").write_text("{")

    with capture_logs() as logs:
        resources = prepare_basics(root, is_start=True).resources

    assert Kind.KNOWLEDGE in resources.installed
    assert Kind.PROMPTS not in resources.installed
    assert {"prompts"} == {line["path"] for line in logs if line["log_level"] == "error"}


async def test_damaged_slots_are_named_and_what_runs_goes_on(
    house: Lilo, store: FileBundleStore
) -> None:
    path = store.root / "slots" / "prompts.json"
    kept, in_use = path.read_bytes(), house.bundles.in_use
    path.write_text("{")
    try:
        await house.bundles.look_again()
    finally:
        path.write_bytes(kept)
    assert house.bundles.trouble().damaged == ("prompts",)
    assert house.bundles.in_use == in_use
    await house.bundles.look_again()
    assert house.bundles.trouble().damaged == ()


def test_a_start_with_a_bundle_that_lacks_words_uses_what_ships(
    tmp_path: Path, release: Release
) -> None:
    """The call button needs its words, whatever was installed."""
    root = tmp_path / "facility"
    demo_copy(root)
    release.add(Kind.PROMPTS, {"replies/soothe.yaml": "agent: [nobody"}, "9.0.0")
    release.publish()
    release.add(Kind.CRISIS, {"crisis/note.yaml": "{}"}, "9.0.0")
    release.publish()
    kiosk = make_kiosk(root / "bundles")
    kiosk.installer.install(
        FolderSource(release.folder),
        release.publisher(),
        ["house-prompts@9.0.0", "house-crisis@9.0.0"],
    )

    basics = prepare_basics(root, is_start=True)

    # Only what is at fault is left out.
    assert set(basics.resources.installed) == {Kind.CRISIS}
    slot = kiosk.store.state(Kind.PROMPTS).in_use
    assert slot is not None
    assert basics.left_out[Kind.PROMPTS].digest == slot.digest


async def test_what_was_left_out_at_a_start_is_gone_back_from(
    house: Lilo, store: FileBundleStore
) -> None:
    slot = Slot("c" * 64, "house-look", "1.0.0", "vendor", "2026-01-05")
    store.change(Kind.CONFIGURATION, lambda _: SlotState(active="a", a=slot))
    out = {Kind.CONFIGURATION: LeftOut(slot.digest, "It sets what is not there.")}
    bundles = replace(
        house.bundles, on=replace(house.bundles.on, basics=replace(house.basics, left_out=out))
    )
    await bundles.got_home()
    await bundles.got_home()

    state = store.state(Kind.CONFIGURATION)
    assert state.in_use is None
    assert [one.why for one in state.failures] == ["It sets what is not there."]
    assert bundles.trouble().failed == f"{slot.id} {slot.version}"


@pytest.fixture
def trial(house: Lilo, tmp_path: Path) -> HouseTrial:
    rows = tmp_path / "rows.jsonl"
    rows.write_text(
        '{"text": "I have swallowed all my tablets", "label": 1, "kind": "suicide"}\n'
        '{"text": "I fancy a walk", "label": 0}\n'
    )
    shipped = ActiveResources(RESOURCES)
    return HouseTrial(lambda: shipped, house.basics.settings, None, self_test=(rows,))


def broken(tmp_path: Path, name: str) -> Path:
    """A copy of a folder of resources, to be broken."""
    shutil.copytree(RESOURCES / name, tmp_path / "tree" / name)
    return tmp_path / "tree"


def test_crisis_patterns_that_cry_wolf_are_refused(trial: HouseTrial, tmp_path: Path) -> None:
    """Real rules and the real danger model, compared on the same sentences."""
    folder = broken(tmp_path, "crisis")
    rules = folder / "crisis" / "rules.yaml"
    found = yaml.safe_load(rules.read_text())
    found["rules"][0].setdefault("any", []).append("i fancy a walk")
    rules.write_text(yaml.safe_dump(found, sort_keys=False))

    with pytest.raises(WeakerSafetyError, match="false alarms"):
        trial.try_out(Kind.CRISIS, folder)


def test_what_came_a_moment_before_counts_in_a_trial(house: Lilo, tmp_path: Path) -> None:
    """A configuration in a language whose words came in the bundle before it, say."""
    seen: list[ActiveResources] = []
    now = [ActiveResources(RESOURCES)]

    class Looking(HouseTrial):
        def _knowledge(self, tried: ActiveResources) -> None:
            seen.append(tried)

    trial = Looking(lambda: now[-1], house.basics.settings, None)
    trial.try_out(Kind.KNOWLEDGE, tmp_path)
    now.append(ActiveResources(RESOURCES, {Kind.CRISIS: tmp_path / "new"}))
    trial.try_out(Kind.KNOWLEDGE, tmp_path)

    assert [set(one.installed) for one in seen] == [
        {Kind.KNOWLEDGE},
        {Kind.KNOWLEDGE, Kind.CRISIS},
    ]


@pytest.mark.parametrize(
    ("kind", "name", "content"),
    [
        (Kind.KNOWLEDGE, "knowledge/tea.md", "no front matter"),
        (Kind.KNOWLEDGE, "knowledge/tea.txt", "no article"),
        (Kind.PROMPTS, "prompts/soothe.md", "no prompt"),
        (Kind.CONFIGURATION, "config/x.yaml", "kiosk: {text_scale: 9}"),
        (Kind.CONFIGURATION, "config/x.yaml", "bundles: {warn_days: 1}"),
        (Kind.LANGUAGE_MODEL, "model/config.json", "{}"),
    ],
)
def test_what_does_not_load_is_refused(
    trial: HouseTrial, tmp_path: Path, kind: Kind, name: str, content: str
) -> None:
    file = tmp_path / "tree" / name
    file.parent.mkdir(parents=True)
    file.write_text(content)

    with pytest.raises(UnhealthyError):
        trial.try_out(kind, tmp_path / "tree")


def test_a_small_real_model_passes(trial: HouseTrial, tmp_path: Path) -> None:
    source = Path(__file__).parents[2] / "data" / "tiny_qwen3_openvino"
    shutil.copytree(source, tmp_path / "tree" / "model")
    trial.try_out(Kind.LANGUAGE_MODEL, tmp_path / "tree")


def test_every_kind_that_is_used_can_be_tried() -> None:
    assert MACHINE.kinds <= set(Kind)


def retrial(house: Lilo, store: FileBundleStore, program: Version, why: str = "") -> Retrial:
    def try_out(kind: Kind, _folder: Path, against: ActiveResources, _end: Event) -> None:
        assert kind not in against.installed
        if why:
            raise WeakerSafetyError(why)

    machine = replace(MACHINE, program=program, kinds=frozenset(Kind))
    return Retrial(store, lambda: machine, try_out)


@pytest.fixture
def with_crisis(
    house: Lilo, release: Release, store: FileBundleStore
) -> Iterator[tuple[Lilo, FileBundleStore]]:
    """A house that has started with crisis patterns for Lilo 0.1 to 0.3 from a bundle."""
    version = f"10.{len(list(release.payloads.iterdir()))}.0"
    release.add(
        Kind.CRISIS,
        {"crisis/note.yaml": "{}"},
        version,
        program={"at_least": "0.1.0", "below": "0.4"},
    )
    release.publish()
    installed(house, release)
    slot = store.state(Kind.CRISIS).in_use
    assert slot is not None
    kept, tried = house.bundles.in_use, house.bundles.retrial
    own = {Kind.CRISIS: store.folder(slot.digest)}
    house.bundles.in_use = ActiveResources(RESOURCES, own)
    yield house, store
    house.bundles.in_use, house.bundles.retrial = kept, tried


async def test_what_is_in_use_is_tried_again_by_another_lilo(
    with_crisis: tuple[Lilo, FileBundleStore],
) -> None:
    house, store = with_crisis
    house.bundles.retrial = retrial(house, store, Version(0, 1), "It must not be asked.")
    await house.bundles.try_again()
    slot = store.state(Kind.CRISIS).in_use
    assert slot is not None
    assert slot.program == "0.1.0"

    house.bundles.retrial = retrial(house, store, Version(0, 2))
    await house.bundles.try_again()
    slot = store.state(Kind.CRISIS).in_use
    assert slot is not None
    assert slot.program == "0.2.0"

    house.bundles.retrial = retrial(house, store, Version(0, 3), "They miss more danger.")
    await house.bundles.try_again()
    assert store.state(Kind.CRISIS).in_use is None
    assert store.state(Kind.CRISIS).failures[-1].why == "They miss more danger."
    assert house.bundles.trouble().failed.startswith("house-crisis")


async def test_what_is_not_for_this_lilo_any_more_is_gone_back_from(
    with_crisis: tuple[Lilo, FileBundleStore],
) -> None:
    house, store = with_crisis
    house.bundles.retrial = retrial(house, store, Version(0, 4))
    await house.bundles.try_again()
    assert "before 0.4" in store.state(Kind.CRISIS).failures[-1].why


async def test_where_it_cannot_be_tried_again_it_stays(
    with_crisis: tuple[Lilo, FileBundleStore],
) -> None:
    house, store = with_crisis
    folder = house.bundles.in_use.installed[Kind.CRISIS]
    (folder / "manifest.json").unlink()
    house.bundles.retrial = retrial(house, store, Version(0, 2))
    await house.bundles.try_again()
    assert store.state(Kind.CRISIS).in_use is not None


def test_a_retrial_ends_with_the_program() -> None:
    end = Event()
    rows = gently([SafetyRow(text="I fancy a walk", label=0)] * 2, end)
    assert next(rows).text == "I fancy a walk"
    end.set()
    with pytest.raises(EndedError):
        next(rows)


async def test_chores_look_at_what_judges_bundles(
    house: Lilo, store: FileBundleStore, release: Release
) -> None:
    chores = {chore.name: chore for chore in house.chores.chores}
    clock, trust = chores["bundle_clock"], chores["bundle_trust"]
    at = now()
    for chore in (clock, trust):
        assert await chore.due(None, at) <= at  # At each start.
    assert await clock.due(at, at) == at + timedelta(hours=1)
    assert timedelta() < await trust.due(at, at) - at <= timedelta(days=1)

    store.learn_time(lambda known: known.at(at + timedelta(days=5)))
    PublisherFiles(store.root, SHIPPED_ROOT).trust(release.publisher())
    release.publish(days=10)
    TufSignatures(store.root / "trust").catalogue(FolderSource(release.folder), release.publisher())
    await clock.work()
    await trust.work()
    trouble = house.bundles.trouble()
    assert trouble.clock_was == at + timedelta(days=5)
    assert trouble.running_out is not None
    assert trouble.running_out.publisher == "vendor"
