"""Manifests are read with distrust: every wrong one is refused in words, whatever it holds."""

import json
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.bundles import BundleError, Kind, read_manifest
from app.bundles.errors import ManifestError, PathTrickError, WrongProductError
from app.bundles.manifest import MOST_BYTES, latest_release, newest, offer_of, written
from app.bundles.paths import must_be_plain, must_not_collide
from app.bundles.versions import Version

GOOD: dict[str, Any] = {
    "format": 1,
    "product": "lilo",
    "kind": "knowledge",
    "id": "house-knowledge",
    "version": "1.2.0",
    "title": "Knowledge",
    "licence": "CC0-1.0",
    "released": "2026-11-27T10:00:00Z",
    "program": {"at_least": "0.1.0"},
    "files": [{"path": "knowledge/tea.md", "size": 4, "sha256": "ab" * 32}],
}


def raw(**changed: Any) -> bytes:
    return json.dumps(GOOD | changed).encode()


def with_files(*paths: str) -> bytes:
    return raw(files=[{"path": path, "size": 1, "sha256": "ab" * 32} for path in paths])


def test_a_good_one() -> None:
    manifest = read_manifest(raw(needs={"memory_mb": 9, "cpu_features": ["avx2"]}))

    assert (manifest.kind, manifest.size, manifest.number) == (Kind.KNOWLEDGE, 4, Version(1, 2))
    assert manifest.target == "knowledge/house-knowledge/1.2.0.json"
    assert read_manifest(written(manifest)) == manifest


@pytest.mark.parametrize(
    "changed",
    [
        {"format": 2},
        {"kind": "spells"},
        {"id": "../x"},
        {"id": "A"},
        {"version": "1"},
        {"version": "1.02"},
        {"version": "1.2.0\n"},
        {"title": ""},
        {"title": "a\nb"},
        {"title": "a\u202eb"},
        {"licence": "\x00"},
        {"released": "2026-11-27T10:00:00"},
        {"program": {}},
        {"program": {"at_least": "0.1", "below": "soon"}},
        {"needs": {"memory_mb": -1}},
        {"needs": {"cpu_features": ["AVX 2"]}},
        {"files": []},
        {"files": [{"path": "knowledge/a", "size": -1, "sha256": "ab" * 32}]},
        {"files": [{"path": "knowledge/a", "size": 1, "sha256": "AB" * 32}]},
        {"files": [{"path": "knowledge/a", "size": "1", "sha256": "ab" * 32}]},
        {"files": [{"path": "crisis/rules.yaml", "size": 1, "sha256": "ab" * 32}]},
        {"more": 1},
    ],
    ids=str,
)
def test_wrong_ones(changed: dict[str, Any]) -> None:
    with pytest.raises(ManifestError):
        read_manifest(raw(**changed))


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"1", b"\xff", b"[" * 100_000, b" " * (MOST_BYTES + 1)],
    ids=["empty", "cut", "list", "number", "no text", "deep", "long"],
)
def test_what_is_none(content: bytes) -> None:
    with pytest.raises(ManifestError):
        read_manifest(content)


def test_a_name_that_stands_twice() -> None:
    twice = raw().replace(b'"kind": "knowledge"', b'"kind": "crisis", "kind": "knowledge"')

    with pytest.raises(ManifestError, match="not JSON"):
        read_manifest(twice)


@pytest.mark.parametrize("product", ["lila", None, 7, {"lilo": 1}], ids=str)
def test_other_products(product: object) -> None:
    with pytest.raises(WrongProductError):
        read_manifest(raw(product=product))


@pytest.mark.parametrize(
    "path",
    [
        "knowledge/..",
        "knowledge/../a",
        "knowledge//a",
        "knowledge/a/",
        "knowledge/.hidden",
        "knowledge/a.",
        "knowledge/a\\b",
        "knowledge/a:b",
        "knowledge/a b",
        "knowledge/é",
        "knowledge/con",
        "knowledge/NUL.md",
        "knowledge/com1.tar.gz",
        "knowledge/" + "a" * 101,
        "/".join(["knowledge", *"abcdefgh"]),
    ],
)
def test_path_tricks(path: str) -> None:
    with pytest.raises(PathTrickError):
        read_manifest(with_files(path))


@pytest.mark.parametrize(
    "paths",
    [
        ("knowledge/a", "knowledge/a"),
        ("knowledge/a", "knowledge/A"),
        ("knowledge/a", "knowledge/a/b"),
        ("knowledge/a/b", "knowledge/a"),
    ],
    ids=str,
)
def test_names_that_collide(paths: tuple[str, str]) -> None:
    with pytest.raises(PathTrickError):
        read_manifest(with_files(*paths))


def test_names_that_do_not_collide() -> None:
    must_not_collide(["a/b/c", "a/b/d", "a/c", "b/a"])
    must_be_plain("knowledge/x+y_1.0-2.md")


def test_the_name_it_is_signed_under() -> None:
    offer = offer_of(raw(), "knowledge/house-knowledge/1.2.0.json", "vendor")

    assert (len(offer.digest), offer.publisher) == (64, "vendor")
    with pytest.raises(ManifestError, match="says that it is"):
        offer_of(raw(), "knowledge/house-knowledge/1.3.0.json", "vendor")


def test_the_newest_of_each() -> None:
    offers = [
        offer_of(raw(version=v), f"knowledge/house-knowledge/{v}.json", "vendor")
        for v in ("1.9.0", "1.10.0", "1.2.0")
    ]

    assert [one.manifest.version for one in newest(offers).values()] == ["1.10.0"]
    assert latest_release(offers) == datetime(2026, 11, 27, 10, tzinfo=UTC)
    assert latest_release([]) is None


def test_versions() -> None:
    assert Version.parse("1.4") == Version.parse("1.4.0")
    assert Version.parse("1.10") > Version.parse("1.9.9")
    assert str(Version.parse("0.1")) == "0.1.0"
    with pytest.raises(ValueError, match="numbers with dots"):
        Version.parse("1.4-beta")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@given(st.sampled_from(sorted(GOOD)), JSON)
def test_any_value_in_any_place(place: str, value: object) -> None:
    content = json.dumps(GOOD | {place: value}).encode()
    try:
        manifest = read_manifest(content)
    except BundleError:
        pass
    else:
        assert read_manifest(written(manifest)) == manifest


@given(st.text(max_size=60))
def test_any_path_that_is_let_through_stays_inside(path: str) -> None:
    try:
        must_be_plain(path)
    except PathTrickError:
        return
    assert not path.startswith("/")
    assert all(part.strip(".") for part in path.split("/"))
    assert path.isascii()
    assert "\\" not in path


@given(st.binary(max_size=300))
def test_any_bytes(content: bytes) -> None:
    with pytest.raises(BundleError):
        read_manifest(content)


@given(st.integers(0, len(raw()) - 1), st.integers(0, 255))
def test_any_changed_byte(at: int, value: int) -> None:
    content = bytearray(raw())
    content[at] = value
    with suppress(BundleError):  # Anything else is a fault.
        read_manifest(bytes(content))
