"""Who may sign what, what fits, what the time is, what must be found."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.bundles import ActiveResources, Kind, Publisher, ThisMachine, Version, granted
from app.bundles.content import verified
from app.bundles.errors import (
    AlteredTargetError,
    ClockSetBackError,
    EndlessDataError,
    NoRoomError,
    NotAllowedError,
    PublisherError,
    TooNewError,
    TooOldError,
    UnfitMachineError,
    UnusableKindError,
    WeakerSafetyError,
)
from app.bundles.kinds import FACILITY_KINDS, FOLDERS
from app.bundles.machine import must_fit, must_have_room
from app.bundles.manifest import FileEntry, Manifest, offer_of, read_manifest
from app.bundles.publishers import publisher_named
from app.bundles.self_test import SelfTest, must_not_be_weaker
from app.bundles.time_known import TimeKnown, must_not_be_set_back, running_out
from tests.unit.bundles.test_manifest import raw

NOON = datetime(2026, 11, 27, 12, tzinfo=UTC)
DAY = timedelta(days=1)
MACHINE = ThisMachine(Version(0, 5), 4_000, frozenset({"avx2"}), frozenset({Kind.KNOWLEDGE}))


def manifest(**changed: object) -> Manifest:
    return read_manifest(raw(**changed))


def test_what_fits() -> None:
    must_fit(manifest(program={"at_least": "0.5.0", "below": "0.6"}), MACHINE)


@pytest.mark.parametrize(
    ("changed", "kind"),
    [
        ({"program": {"at_least": "0.5.1"}}, TooNewError),
        ({"program": {"at_least": "0.1", "below": "0.5"}}, TooOldError),
        ({"needs": {"memory_mb": 4_001}}, UnfitMachineError),
        ({"needs": {"cpu_features": ["avx2", "amx_int8"]}}, UnfitMachineError),
    ],
    ids=["too new", "too old", "memory", "processor"],
)
def test_what_does_not_fit(changed: dict[str, object], kind: type[Exception]) -> None:
    with pytest.raises(kind):
        must_fit(manifest(**changed), MACHINE)


def test_a_kind_that_is_not_used() -> None:
    other = ThisMachine(Version(0, 5), 4_000, frozenset(), frozenset())
    with pytest.raises(UnusableKindError):
        must_fit(manifest(), other)


def test_room() -> None:
    must_have_room(700_000_000, 1_000_000_000)
    with pytest.raises(NoRoomError):
        must_have_room(700_000_001, 1_000_000_000)


def test_what_a_facility_key_gets() -> None:
    assert granted([]) == FACILITY_KINDS
    assert granted([Kind.SCALES]) == {Kind.SCALES}
    assert granted([Kind.CRISIS, Kind.KNOWLEDGE, Kind.CRISIS]) == {Kind.CRISIS, Kind.KNOWLEDGE}
    for kind in (Kind.APPLICATION, Kind.CRISIS):
        with pytest.raises(NotAllowedError, match="twice"):
            granted([kind])
        assert granted([kind, kind]) == {kind}


def test_publishers() -> None:
    offer = offer_of(raw(), "knowledge/house-knowledge/1.2.0.json", "willow")
    willow = Publisher("willow", b"", frozenset({Kind.PROMPTS}))

    assert publisher_named("willow", [Publisher("a", b"", frozenset()), willow]) is willow
    with pytest.raises(NotAllowedError):
        willow.must_have_a_say(offer)
    Publisher("willow", b"", frozenset({Kind.KNOWLEDGE})).must_have_a_say(offer)
    with pytest.raises(PublisherError, match="nobody yet"):
        publisher_named("vendor", [])


def test_the_clock() -> None:
    nothing = TimeKnown()
    must_not_be_set_back(NOON, nothing)
    seen = nothing.at(NOON)
    assert seen.at(NOON - DAY).seen == NOON
    must_not_be_set_back(NOON - DAY, seen)
    with pytest.raises(ClockSetBackError):
        must_not_be_set_back(NOON - 2 * DAY, seen)
    released = seen.after(NOON + DAY).after(None)
    assert released.floor == NOON + DAY
    # A person can correct what the clock has shown, never what was signed.
    assert released.corrected(NOON - 9 * DAY).floor == NOON + DAY


def test_what_runs_out() -> None:
    expiries = {"root": NOON + 400 * DAY, "timestamp": NOON + 20 * DAY}
    assert running_out(expiries, NOON, 21 * DAY) == ("timestamp", NOON + 20 * DAY)
    assert running_out(expiries, NOON, 19 * DAY) is None
    assert running_out({}, NOON, DAY) is None


def test_the_safety_self_test() -> None:
    old = SelfTest({"suicide": 2, "violence": 0}, 100, 5, 900)
    must_not_be_weaker(old, old)
    must_not_be_weaker(SelfTest({"suicide": 0}, 100, 5, 900), old)
    for worse in (
        SelfTest({"suicide": 0, "violence": 1}, 100, 0, 900),  # Better on the whole.
        SelfTest({"suicide": 2, "wandering": 1}, 100, 5, 900),
        SelfTest({"suicide": 2}, 100, 6, 900),
    ):
        with pytest.raises(WeakerSafetyError):
            must_not_be_weaker(worse, old)
    with pytest.raises(ValueError, match="different sets"):
        must_not_be_weaker(SelfTest({}, 99, 5, 900), old)


def entry(content: bytes) -> FileEntry:
    from hashlib import sha256

    return FileEntry(path="a", size=len(content), sha256=sha256(content).hexdigest())


def test_contents() -> None:
    assert list(verified(entry(b"tea"), iter([b"t", b"ea"]))) == [b"t", b"ea"]
    for wrong in ([b"te"], [b"teo"], []):
        with pytest.raises(AlteredTargetError):
            list(verified(entry(b"tea"), iter(wrong)))
    with pytest.raises(EndlessDataError):
        list(verified(entry(b"tea"), iter([b"tea", b"s"])))


def test_where_things_are_read_from(tmp_path: Path) -> None:
    shipped, slot = tmp_path / "shipped", tmp_path / "slot"
    (slot / "prompts").mkdir(parents=True)
    installed = dict.fromkeys((Kind.PROMPTS, Kind.CONFIGURATION, Kind.LANGUAGE_MODEL), slot)
    resources = ActiveResources(shipped, installed)

    assert resources.folder("prompts") == slot / "prompts"
    assert resources.folder("replies") == shipped / "replies"  # This bundle has none.
    assert resources.folder("crisis") == shipped / "crisis"
    assert resources.folder("recall") == shipped / "recall"  # No bundle carries it.
    assert resources.config == slot / "config"
    assert resources.model(Kind.LANGUAGE_MODEL) == slot / "model"
    nothing = ActiveResources(shipped)
    assert nothing.config is None
    assert nothing.model(Kind.LANGUAGE_MODEL) is None


def test_every_kind_has_its_folders() -> None:
    assert set(FOLDERS) == set(Kind)
