"""Signing keys: Ed25519, each in a PKCS#12 file that a passphrase opens."""

from collections.abc import Callable
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import PrivateFormat, pkcs12
from securesystemslib.signer import CryptoSigner, Signer

ROUNDS = 600_000
"""Of PBKDF2 with SHA-256; OWASP's recommendation of 2023."""

SHORTEST_PASSPHRASE = 12

AskPassphrase = Callable[[Path], str]


class KeyFileError(Exception):
    """A key cannot be made or opened."""


def make_key(path: Path, passphrase: str, rounds: int = ROUNDS) -> CryptoSigner:
    """Make a key in a new file.

    Raises:
        KeyFileError: the file is there already, or the passphrase is short.
    """
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise KeyFileError(f"The passphrase needs {SHORTEST_PASSPHRASE} characters or more.")
    key = Ed25519PrivateKey.generate()
    encryption = (
        PrivateFormat.PKCS12.encryption_builder()
        .kdf_rounds(rounds)
        .key_cert_algorithm(pkcs12.PBES.PBESv2SHA256AndAES256CBC)
        .hmac_hash(SHA256())
        .build(passphrase.encode())
    )
    sealed = pkcs12.serialize_key_and_certificates(path.stem.encode(), key, None, None, encryption)
    try:
        with path.open("xb") as file:
            path.chmod(0o600)
            file.write(sealed)
    except FileExistsError as error:
        raise KeyFileError(f"{path} is there already; keys are never overwritten.") from error
    return CryptoSigner(key)


def open_key(path: Path, ask: AskPassphrase) -> Signer:
    """Return the key of a file.

    Raises:
        KeyFileError: it is none, or the passphrase is wrong.
    """
    try:
        key, _, _ = pkcs12.load_key_and_certificates(path.read_bytes(), ask(path).encode())
    except (OSError, ValueError) as error:
        raise KeyFileError(f"{path} cannot be opened: wrong passphrase, or no key.") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise KeyFileError(f"{path} holds no Ed25519 key.")
    return CryptoSigner(key)
