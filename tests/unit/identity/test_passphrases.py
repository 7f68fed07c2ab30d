"""What may be a passphrase or a PIN, after NIST SP 800-63B-4."""

from pathlib import Path
from types import ModuleType

import pytest
from argon2 import PasswordHasher, extract_parameters

from app.identity import leave_gate, passphrases
from app.identity.passphrases import (
    WeakSecretError,
    belongs,
    check_passphrase,
    check_pin,
    common_passphrases,
    folded_secret,
    passphrase_hash,
)
from app.presence import picture_pin
from tests.fakes.quick_hashes import REAL

COMMON = frozenset({"correcthorsebatterystaple", "sunshine1", "letmeinpleaseletmein"})
NAMES = ("dana", "Dana", "Whitfield", "Willow", "House")


@pytest.mark.parametrize(
    ("passphrase", "has_badge"),
    [
        ("seven herons over slate", False),
        ("SEVENHERONSOVER", False),
        ("ein Öltank, 3 Gänse", False),
        ("七つの鷺が屋根の上を越えてゆく朝に", False),
        ("x9$kdm2!", True),
        ("a" * 5 + "quick rabbit holes", False),
        ("dana keeps bees at the lake", False),
        ("q" * 100 + "werty uiop as" + "z" * 100, False),
    ],
)
def test_length_is_enough(passphrase: str, has_badge: bool) -> None:
    check_passphrase(passphrase, has_badge=has_badge, personal=NAMES, common=COMMON)


@pytest.mark.parametrize(
    ("passphrase", "has_badge", "why"),
    [
        ("seven herons o", False, "at least 15"),
        ("x9$kdm2", True, "at least 8"),
        ("y" * 257, False, "at most 256"),
        ("Correct Horse, Battery Staple!", False, "Many people"),
        ("sunshine1", True, "Many people"),
        ("aaaaaaaaaaaaaaaa", False, "Many people"),
        ("abababababababab", False, "Many people"),
        ("abcdefghijklmnopq", False, "Many people"),
        ("98765432", True, "Many people"),
        ("Dana Whitfield 1", False, "names from this house"),
        ("willow-house-2026", False, "names from this house"),
    ],
)
def test_what_is_refused_and_why(passphrase: str, has_badge: bool, why: str) -> None:
    with pytest.raises(WeakSecretError, match=why):
        check_passphrase(passphrase, has_badge=has_badge, personal=NAMES, common=COMMON)


@pytest.mark.parametrize("pin", ["482915", "900417", "10293847"])
def test_pins(pin: str) -> None:
    check_pin(pin)


@pytest.mark.parametrize(
    "pin",
    ["", "48291", "4829156382910", "48291a", "111111", "123456", "654321", "482482", "122112"],
)
def test_pins_that_are_tried_first(pin: str) -> None:
    with pytest.raises(WeakSecretError):
        check_pin(pin)


def test_the_cost_is_as_stated(monkeypatch: pytest.MonkeyPatch) -> None:
    # Elsewhere in the tests it is less.
    monkeypatch.setattr(passphrases, "_hasher", REAL[passphrases])
    kept = passphrase_hash("seven herons over slate")
    cost = extract_parameters(kept)
    assert (cost.type.name, cost.time_cost, cost.memory_cost, cost.parallelism) == (
        "ID",
        3,
        65_536,
        4,
    )
    # One keyboard sends é as one sign, another as two.
    assert belongs(passphrase_hash("caf\u00e9 noir at seven"), "cafe\u0301 noir at seven")


@pytest.mark.parametrize("module", [leave_gate, picture_pin], ids=["leave", "picture"])
def test_codes_cost_no_less_than_the_library_says(module: ModuleType) -> None:
    usual = PasswordHasher()
    real = REAL[module]
    assert (real.type, real.time_cost, real.memory_cost, real.parallelism) == (
        usual.type,
        usual.time_cost,
        usual.memory_cost,
        usual.parallelism,
    )


def test_the_shipped_lists_are_read(resources: Path) -> None:
    common = common_passphrases(resources / "identity" / "common_passphrases.txt")
    assert len(common) > 10_000
    for text in ("Correct horse battery staple", "iloveyou", "administrator123"):
        assert folded_secret(text) in common
