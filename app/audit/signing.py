"""The signature under checkpoints and exports: Ed25519 (RFC 8032).

A signature lets somebody check who may not forge: whoever has the public key can verify, and only
the facility can sign. The private key is made of the audit key (HKDF, RFC 5869), so it is kept
where that one is kept, apart from the key of the database, and no further secret can be lost.
"""

from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_PURPOSE = b"lilo audit checkpoints, ed25519, 1"
_BYTES = 32


class Signer:
    """Signs for one facility."""

    def __init__(self, audit_key: bytes) -> None:
        seed = HKDF(SHA256(), _BYTES, salt=None, info=_PURPOSE).derive(audit_key)
        self._private = Ed25519PrivateKey.from_private_bytes(seed)
        self.public = Verifier(self._private.public_key())

    def sign(self, content: bytes) -> bytes:
        """Return the signature, 64 bytes."""
        return self._private.sign(content)


class Verifier:
    """Checks signatures of one facility."""

    def __init__(self, key: Ed25519PublicKey) -> None:
        self._key = key

    @classmethod
    def from_pem(cls, pem: bytes) -> "Verifier":
        """Read a public key.

        Raises:
            ValueError: it is none, or of another kind.
        """
        key = serialization.load_pem_public_key(pem)
        if not isinstance(key, Ed25519PublicKey):
            raise ValueError("This is not an Ed25519 key.")  # noqa: TRY004 - the content is wrong
        return cls(key)

    def holds(self, signature: bytes, content: bytes) -> bool:
        """Return whether the content was signed."""
        try:
            self._key.verify(signature, content)
        except InvalidSignature:
            return False
        return True

    @property
    def pem(self) -> bytes:
        """The public key, as `openssl pkey -pubin` reads it."""
        return self._key.public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        )

    @property
    def fingerprint(self) -> str:
        """A short name of the key: the beginning of its SHA-256, to compare by eye."""
        raw = self._key.public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
        return sha256(raw).hexdigest()[:16]
