"""The program put over itself, with a Debian of small scripts on PATH and real signatures."""

from collections.abc import Callable
from pathlib import Path

import pytest
from release_manifest import manifest_of

from app.bundles import BundleError, Kind, Told, UnhealthyError
from app.bundles.application import DoctorSaid
from app.bundles.errors import BusyError, NothingToDoError, TooOldError
from app.commands.bundle_application import NotRootError, Upgrader
from app.commands.program_doctor import ask_doctor, usual_command
from storage.bundles import FolderSource
from storage.file_lock import file_lock
from tests.fakes.debian import make_debian, package
from tests.fakes.releases import Release, new_key

WELL, ILL = DoctorSaid(), DoctorSaid(("embedding model",))
SLOW = DoctorSaid(silent="its doctor did not end within 30 minutes.")


class PowerCutError(BaseException):
    """Nothing catches it: the machine is off."""


class House:
    """A machine with Lilo 1.0.0, and somebody who publishes."""

    def __init__(self, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.debian = home / "debian"
        monkeypatch.setenv("PATH", f"{make_debian(self.debian)}:/usr/bin:/bin")
        self.has("lilo", "1.0.0")
        self.release = Release(home / "repository", home / "payloads")
        self.release.keys["application"] = [new_key()]
        self.release.begin()
        self.root = home / "setup"
        self.said: list[str] = []
        self.verdicts: dict[str, DoctorSaid] = {}
        self.cut: Callable[[], None] = lambda: None

    def has(self, name: str, version: str, status: str = "installed") -> None:
        (self.debian / "state" / name).write_text(f"{status} {version}\n")

    def here(self, name: str = "lilo") -> str:
        path = self.debian / "state" / name
        return path.read_text().strip() if path.exists() else ""

    @property
    def calls(self) -> list[str]:
        path = self.debian / "calls"
        return path.read_text().splitlines() if path.exists() else []

    def offers(self, version: str, *names: str) -> None:
        files = {f"application/{n}.deb": package(n, version) for n in names or ("lilo",)}
        self.release.add(Kind.APPLICATION, dict(files), version)
        self.release.publish()

    def file(self, name: str, version: str) -> Path:
        path = self.debian / f"{name}_{version}.deb"
        path.write_text(package(name, version))
        return path

    def doctor(self) -> DoctorSaid:
        self.cut()
        return self.verdicts.get(self.here().split()[1], WELL)

    @property
    def upgrader(self) -> Upgrader:
        return Upgrader(self.root, doctor=self.doctor, say=self.said.append)

    def upgrade(self, **how: object) -> str:
        source, publisher = FolderSource(self.release.folder), self.release.publisher()
        return self.upgrader.upgrade(source, publisher, Told(), **how)  # type: ignore[arg-type]


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    return House(tmp_path, monkeypatch)


def test_a_good_upgrade_is_proven_and_comes_once(house: House) -> None:
    house.offers("1.1.0")
    assert house.upgrade() == "1.1.0"
    assert house.here() == "installed 1.1.0"
    assert house.upgrader.store.state(Kind.APPLICATION).proven
    assert house.upgrade() == ""
    assert house.calls == ["install lilo 1.1.0"]


def test_what_else_is_wrong_in_the_source_stops_nothing(house: House) -> None:
    payload = house.root.parent / "odd"
    (payload / "knowledge").mkdir(parents=True)
    (payload / "knowledge" / "tea.md").write_text("tea")
    about = {"kind": "knowledge", "id": "odd", "version": "1.0", "title": "Odd"}
    about |= {"licence": "CC0-1.0"}
    odd = manifest_of(payload, {**about, "program": {"at_least": "0.1"}})
    strange = odd.model_copy(update={"product": "other"})
    house.release.repository.add(payload, strange, house.release.keys[Kind.KNOWLEDGE])
    house.offers("1.1.0")
    assert house.upgrade() == "1.1.0"
    assert house.here() == "installed 1.1.0"


def test_what_is_worse_goes_back_and_is_tried_again_only_when_asked(house: House) -> None:
    house.offers("1.1.0")
    house.upgrade()
    house.offers("1.2.0")
    house.verdicts["1.2.0"] = ILL
    with pytest.raises(UnhealthyError, match=r"embedding model.*Lilo 1\.1\.0 is in place again"):
        house.upgrade()
    assert house.here() == "installed 1.1.0"
    with pytest.raises(NothingToDoError, match=r"did not work here.*--again"):
        house.upgrade()
    house.verdicts.clear()
    assert house.upgrade(again=True) == "1.2.0"


def test_a_fault_from_before_is_no_reason(house: House) -> None:
    house.verdicts |= {"1.0.0": ILL, "1.1.0": ILL}
    house.offers("1.1.0")
    assert house.upgrade() == "1.1.0"


def test_a_doctor_that_does_not_end_twice_is_no_yes(house: House) -> None:
    house.verdicts |= {"1.0.0": SLOW, "1.1.0": SLOW}
    house.offers("1.1.0")
    with pytest.raises(UnhealthyError, match="did not end"):
        house.upgrade(present=[house.file("lilo", "1.0.0")])
    assert house.here() == "installed 1.0.0"


def test_the_first_upgrade_goes_back_only_with_the_packages_given(house: House) -> None:
    house.offers("1.1.0")
    house.verdicts["1.1.0"] = ILL
    with pytest.raises(UnhealthyError, match="stays in place, because no earlier"):
        house.upgrade()
    assert house.here() == "installed 1.1.0"
    assert any("no way back" in line for line in house.said)
    # It is there, and it is not well: nobody says "up to date".
    with pytest.raises(NothingToDoError, match="did not work here"):
        house.upgrade()


def test_packages_that_are_given_are_a_way_back_by_hand_as_well(house: House) -> None:
    house.offers("1.1.0")
    with pytest.raises(UnhealthyError, match=r"must be 1\.0\.0"):
        house.upgrade(present=[house.file("lilo", "0.9.0")])
    assert house.upgrade(present=[house.file("lilo", "1.0.0")]) == "1.1.0"
    assert house.upgrader.go_back() == "1.0.0"
    assert house.upgrader.go_back() == "1.1.0"


def test_dpkg_fails_and_what_was_before_is_put_back(house: House) -> None:
    house.offers("1.1.0")
    house.upgrade()
    house.offers("1.2.0")
    (house.debian / "dpkg-fails").write_text("1.2.0")
    with pytest.raises(UnhealthyError, match=r"it broke.*1\.1\.0 is in place again"):
        house.upgrade()
    assert house.here() == "installed 1.1.0"


def test_where_going_back_fails_as_well_the_way_is_not_forgotten(house: House) -> None:
    house.offers("1.1.0")
    house.upgrade()
    house.offers("1.2.0")
    house.verdicts["1.2.0"] = ILL
    (house.debian / "dpkg-fails").write_text("1.1.0")
    with pytest.raises(UnhealthyError, match=r"could not be put in place again.*--back"):
        house.upgrade()
    (house.debian / "dpkg-fails").unlink()
    assert house.upgrader.go_back() == "1.1.0"


@pytest.mark.parametrize("state", ["installed 1.0.0", "half-installed 1.1.0", "installed 1.1.0"])
def test_a_power_cut_is_made_up_for(house: House, state: str) -> None:
    house.offers("1.1.0")

    def cut() -> None:
        if house.here() != "installed 1.0.0":
            raise PowerCutError

    house.cut = cut
    given = [house.file("lilo", "1.0.0")]
    with pytest.raises(PowerCutError):
        house.upgrade(present=given)
    house.cut = lambda: None
    status, version = state.split()
    house.has("lilo", version, status)
    assert house.upgrade(present=given) == "1.1.0"
    assert house.here() == "installed 1.1.0"
    assert any("cut short" in line for line in house.said)
    assert house.upgrade() == ""


def test_after_a_power_cut_it_is_compared_with_what_was_before(house: House) -> None:
    house.verdicts |= {"1.0.0": ILL, "1.1.0": ILL}
    test_a_power_cut_is_made_up_for(house, "half-installed 1.1.0")


def test_an_older_one_is_refused(house: House) -> None:
    house.has("lilo", "1.2.0")
    house.offers("1.1.0")
    with pytest.raises(TooOldError, match=r"1\.2\.0 is installed"):
        house.upgrade()
    assert house.calls == []


def test_what_somebody_put_back_by_hand_is_not_up_to_date(house: House) -> None:
    house.offers("1.1.0")
    house.upgrade()
    house.has("lilo", "1.0.0")
    assert house.upgrade() == "1.1.0"
    assert house.here() == "installed 1.1.0"


def test_the_engine_comes_along_where_it_is(house: House) -> None:
    house.has("lilo-language-engine", "1.0.0")
    house.offers("1.1.0")
    with pytest.raises(UnhealthyError, match="would be lost"):
        house.upgrade()
    house.offers("1.2.0", "lilo", "lilo-language-engine")
    assert house.upgrade() == "1.2.0"
    assert house.here("lilo-language-engine") == "installed 1.2.0"


def test_the_engine_is_left_out_where_it_is_not(house: House) -> None:
    house.offers("1.1.0", "lilo", "lilo-language-engine")
    assert house.upgrade() == "1.1.0"
    assert house.here("lilo-language-engine") == ""


def test_what_cannot_be_installed_is_refused_before_anything_is_unpacked(house: House) -> None:
    house.offers("1.1.0")
    (house.debian / "missing").write_text("libnew7\n")
    with pytest.raises(UnhealthyError, match=r"libnew7.*Nothing was changed"):
        house.upgrade()
    assert house.calls == []
    assert house.here() == "installed 1.0.0"
    (house.debian / "missing").unlink()
    (house.debian / "unmet").write_text(" lilo : Depends: python3 (< 3.12) but 3.13 is there\n")
    with pytest.raises(UnhealthyError, match=r"Depends: python3 .*Nothing was changed"):
        house.upgrade(again=True)
    (house.debian / "unmet").unlink()
    assert house.upgrade(again=True) == "1.1.0"


def test_two_upgrades_do_not_meet(house: House) -> None:
    house.offers("1.1.0")
    upgrader = house.upgrader
    with file_lock(upgrader.root / "upgrading.lock"), pytest.raises(BusyError):
        upgrader.go_back()


def test_without_root_there_are_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    with pytest.raises(NotRootError, match="Only root") as told:
        Upgrader()
    assert isinstance(told.value, BundleError)


def test_a_doctor_says_parts_or_that_it_said_nothing(tmp_path: Path) -> None:
    told = '{"findings": [{"part": "disk", "health": "bad"}, {"part": "x", "health": "good"}]}'
    for script, said in (
        (f"echo Looking; echo '{told}'; exit 1", DoctorSaid(("disk",))),
        (f"[ -z \"$LILO_FACILITY\" ] && echo '{told}'", DoctorSaid(("disk",))),
        ("exit 3", DoctorSaid(silent="its doctor broke off.")),
    ):
        assert ask_doctor(["/bin/sh", "-c", script]) == said
    assert "cannot be started" in ask_doctor([str(tmp_path / "none")]).silent
    assert "did not end" in ask_doctor(["/bin/sh", "-c", "exec sleep 9"], limit_s=0.0).silent


def test_the_doctor_is_asked_as_the_kiosk_where_that_can_be(tmp_path: Path) -> None:
    script = tmp_path / "as-kiosk"
    assert usual_command(script, tmp_path)[0] == "/usr/bin/lilo"
    script.touch()
    assert usual_command(script, tmp_path)[0] == str(script)
    assert usual_command(script, tmp_path / "none")[0] == "/usr/bin/lilo"
