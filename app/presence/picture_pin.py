"""A PIN of pictures: for people who forget numbers. It keeps neighbours out, not burglars.

Four of nine pictures are 6,561 PINs. What makes guessing slow is the wait after wrong tries.
"""

from collections.abc import Sequence

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

PICTURES = ("sun", "moon", "star", "heart", "tree", "flower", "fish", "cup", "key")
"""Names of pictures in resources/icons, in the order in which they stand on the screen."""

LENGTH = 4

_hasher = PasswordHasher()


def pin_hash(pictures: Sequence[str]) -> str:
    """Return the argon2id hash (PHC string) to keep. Blocking, for a third of a second.

    Raises:
        ValueError: these are not four of the pictures.
    """
    return _hasher.hash(_written(pictures))


def is_pin(kept: str, pictures: Sequence[str]) -> bool:
    """Whether the pictures are those of the hash. Blocking, for a third of a second."""
    try:
        return _hasher.verify(kept, _written(pictures))
    except (VerificationError, InvalidHashError, ValueError):
        return False


def _written(pictures: Sequence[str]) -> str:
    if len(pictures) != LENGTH or not set(pictures) <= set(PICTURES):
        raise ValueError(f"a PIN is {LENGTH} of the pictures {', '.join(PICTURES)}")
    return " ".join(pictures)
