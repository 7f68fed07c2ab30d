"""Passphrases and PINs: what may be one, and how they are kept.

After NIST SP 800-63B-4, section 3.1.1: length counts and composition does not; common values, and
those that are made of the person's own names, are refused; nothing expires by itself. Kept as
argon2id (RFC 9106, second recommended option).
"""

import re
import unicodedata
from collections.abc import Collection, Iterable
from functools import cache
from itertools import pairwise
from pathlib import Path

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError

from app.errors import LiloError

TIME_COST = 3
MEMORY_KIB = 64 * 1024
LANES = 4
"""RFC 9106, section 4, for machines with less memory: 3 passes, 64 MiB, 4 lanes."""

SHORTEST_ALONE = 15
SHORTEST_WITH_BADGE = 8
LONGEST = 256
PIN = re.compile(r"\d{6,12}")

_LIKE_EACH_OTHER = 5
"""Signs that a passphrase must have at least this many different of."""

_hasher = PasswordHasher(
    time_cost=TIME_COST, memory_cost=MEMORY_KIB, parallelism=LANES, type=Type.ID
)


class WeakSecretError(LiloError):
    """This cannot be somebody's passphrase or PIN; the message says why."""

    code = "identity.weak_secret"


def passphrase_hash(secret: str) -> str:
    """Return the argon2id hash (PHC string) to keep."""
    return _hasher.hash(_normal(secret))


def belongs(kept: str, secret: str) -> bool:
    """Return whether the secret is the one that was kept. Takes equally long either way."""
    try:
        return _hasher.verify(kept, _normal(secret))
    except (VerificationError, InvalidHashError, UnicodeEncodeError):
        return False


@cache
def nobodys_hash() -> str:
    """Return a hash to verify where there is none, so that both answers take equally long."""
    return _hasher.hash("nobody has this passphrase")


def check_passphrase(
    passphrase: str, *, has_badge: bool, personal: Iterable[str], common: Collection[str]
) -> None:
    """Accept a passphrase or say why not.

    Args:
        has_badge: it is used only together with a badge.
        personal: names of the person and the house, which must not be most of it.
        common: folded passphrases that everybody tries first.

    Raises:
        WeakSecretError: it is too short, too long, common, or easily guessed.
    """
    text = _normal(passphrase)
    least = SHORTEST_WITH_BADGE if has_badge else SHORTEST_ALONE
    if len(text) < least:
        raise WeakSecretError(
            f"A passphrase has at least {least} signs.",
            "Four or five words that do not belong together are long enough.",
        )
    if len(text) > LONGEST:
        raise WeakSecretError(f"A passphrase has at most {LONGEST} signs.")
    folded = folded_secret(text)
    if folded in common or _is_run(folded):
        raise WeakSecretError(
            "Many people use this passphrase, so it is tried first.", "Choose other words."
        )
    if has_badge and PIN.fullmatch(text):
        raise WeakSecretError(
            "With a badge, a number like this is taken for a PIN.", "Add letters, or choose words."
        )
    rest = folded
    for name in sorted(map(folded_secret, personal), key=len, reverse=True):
        rest = rest.replace(name, "") if name else rest
    if rest != folded and len(rest) < SHORTEST_WITH_BADGE:
        raise WeakSecretError(
            "This is little more than names from this house.", "Add words of another kind."
        )


def check_pin(pin: str) -> None:
    """Accept a PIN, which is used only together with a badge, or say why not.

    Raises:
        WeakSecretError: it is no number of 6 to 12 digits, or one that is tried first.
    """
    if not PIN.fullmatch(pin):
        raise WeakSecretError("A PIN is a number of 6 to 12 digits.")
    half = len(pin) // 2
    if len(set(pin)) < 3 or _is_run(pin) or pin == pin[:half] * 2:
        raise WeakSecretError("This PIN is tried first.", "Choose another number.")


def folded_secret(text: str) -> str:
    """Return a secret as it is compared with common ones: lower case, letters and digits only."""
    return "".join(sign for sign in text.casefold() if sign.isalnum())


@cache
def common_passphrases(own: Path) -> frozenset[str]:
    """Return common passphrases, folded: a list of leaked ones, and those of the file.

    Args:
        own: file with one passphrase a line; lines with # are comments.
    """
    # Half a second and some megabytes, for the few moments in which a secret is chosen.
    from zxcvbn.frequency_lists import FREQUENCY_LISTS

    lines = own.read_text("utf-8").splitlines()
    written = (line for line in lines if line.strip() and not line.startswith("#"))
    leaked = (text for text in FREQUENCY_LISTS["passwords"] if len(text) >= SHORTEST_WITH_BADGE)
    return frozenset(map(folded_secret, (*written, *leaked)))


def _normal(secret: str) -> str:
    # One keyboard sends é as one sign, another as two.
    return unicodedata.normalize("NFC", secret)


def _is_run(text: str) -> bool:
    """Whether it is one sign, a short piece again and again, or signs in their order."""
    if len(set(text)) < min(_LIKE_EACH_OTHER, len(text)) and len(text) >= SHORTEST_WITH_BADGE:
        return True
    steps = {ord(b) - ord(a) for a, b in pairwise(text)}
    return len(steps) <= 1 and bool(text)
