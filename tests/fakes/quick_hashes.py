"""Passphrases, PINs and codes hashed at next to no cost, in this process.

Hashing takes a tenth of a second of both cores by design, and the tests do it thousands of times.
`tests/unit/identity/test_passphrases.py` holds the real costs.
"""

from argon2 import PasswordHasher

from app.identity import leave_gate, passphrases
from app.presence import picture_pin

REAL = {module: module._hasher for module in (passphrases, leave_gate, picture_pin)}
"""What hashes in the program, by module."""


def use_quick_hashes() -> None:
    """Let the tests of this process hash quickly; what was kept at other costs is still read."""
    for module in REAL:
        module._hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
