"""Where the vendor's root comes with the package, another one is not taken for it by mistake."""

from pathlib import Path

import pytest

from app.audit import AuditDraft
from app.bundles import VENDOR, Kind
from app.bundles.errors import PublisherError
from app.commands import bundle, bundle_house
from app.commands.bundle_house import house_of_program
from tests.fakes.releases import Release

ALL = frozenset(Kind)


def test_another_root_is_the_vendors_only_where_that_is_said(
    release: Release, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Release(tmp_path / "other", tmp_path / "payloads").begin().folder / "root.json"
    shipped = release.folder / "root.json"
    for module in (bundle, bundle_house):
        monkeypatch.setattr(module, "SHIPPED_ROOT", shipped)
    log: list[AuditDraft] = []
    house = house_of_program(tmp_path / "bundles", log.append)
    assert house.publisher(VENDOR).anchor == shipped.read_bytes()
    with pytest.raises(PublisherError, match="come with Lilo"):
        bundle._trust(house, other, VENDOR, ALL, yes=True, instead=False)
    assert log == []
    bundle._trust(house, shipped, VENDOR, ALL, yes=True, instead=False)
    bundle._trust(house, other, VENDOR, ALL, yes=True, instead=True)
    assert house.publisher(VENDOR).anchor == other.read_bytes()
    # A name of its own is free.
    bundle._trust(house, other, "willow", ALL, yes=True, instead=False)
    assert len(log) == 3
