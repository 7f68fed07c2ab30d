from datetime import UTC, datetime

import pytest

from app.bundles import Kind, Manifest, UnhealthyError
from app.bundles.application import Package, grown_worse, must_be_ours
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
    assert grown_worse(["disk"], ["disk"]) == []
    assert grown_worse(["disk"], ["disk", "words and rules", "words and rules"]) == [
        "words and rules"
    ]
    assert grown_worse([], []) == []
