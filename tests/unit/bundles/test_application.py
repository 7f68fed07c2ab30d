from datetime import UTC, datetime

import pytest

from app.bundles import Kind, Manifest, UnhealthyError, Version
from app.bundles.application import (
    DoctorSaid,
    Package,
    for_here,
    must_be_ours,
    must_not_be_older,
    worse,
)
from app.bundles.errors import TooOldError
from app.bundles.manifest import FileEntry, ProgramRange

MANIFEST = Manifest(
    format=1,
    product="lilo",
    kind=Kind.APPLICATION,
    id="lilo",
    version="1.2.0",
    title="Lilo",
    licence="Apache-2.0",
    released=datetime(2026, 3, 1, tzinfo=UTC),
    program=ProgramRange(at_least="0.1"),
    files=(FileEntry(path="application/lilo.deb", size=1, sha256="0" * 64),),
)
LILO = Package("lilo.deb", "lilo", "1.2.0", "amd64")
ENGINE = Package("engine.deb", "lilo-language-engine", "1.2.0", "amd64")


def test_our_packages_pass() -> None:
    must_be_ours([LILO], MANIFEST, "amd64")
    must_be_ours([ENGINE, LILO], MANIFEST, "amd64")


@pytest.mark.parametrize(
    ("packages", "why"),
    [
        ([], "none"),
        ([ENGINE], "once"),
        ([LILO, LILO], "once"),
        ([LILO, Package("x.deb", "openssh-server", "1.2.0", "amd64")], "openssh-server"),
        ([Package("lilo.deb", "lilo", "1.3.0", "amd64")], "1.3.0"),
        ([Package("lilo.deb", "lilo", "1.2.0", "arm64")], "arm64"),
    ],
)
def test_other_packages_are_refused(packages: list[Package], why: str) -> None:
    with pytest.raises(UnhealthyError, match=why):
        must_be_ours(packages, MANIFEST, "amd64")


def test_what_was_bad_before_is_no_reason_to_go_back() -> None:
    ill = DoctorSaid(("disk",))
    assert worse(ill, ill) == ""
    assert worse(DoctorSaid(), DoctorSaid()) == ""
    assert "words and rules" in worse(ill, DoctorSaid(("disk", "words and rules")))


def test_a_doctor_that_says_nothing_is_never_as_good_as_another() -> None:
    silent = DoctorSaid(silent="its doctor did not end within 30 minutes.")
    for before in (silent, DoctorSaid(), DoctorSaid(("disk",))):
        assert "nobody knows" in worse(before, silent)
    # Without a word from before, all must be well after.
    assert worse(silent, DoctorSaid()) == ""
    assert "not known" in worse(silent, DoctorSaid(("disk",)))


def test_the_engine_comes_along_where_it_is_and_only_there() -> None:
    assert for_here([ENGINE, LILO], has_engine=True) == [ENGINE, LILO]
    assert for_here([ENGINE, LILO], has_engine=False) == [LILO]
    with pytest.raises(UnhealthyError, match="would be lost"):
        for_here([LILO], has_engine=True)


def test_an_upgrade_never_leads_back() -> None:
    must_not_be_older(Version(1, 2), Version(1, 2))
    with pytest.raises(TooOldError, match=r"1\.1\.0"):
        must_not_be_older(Version(1, 1), Version(1, 2))
