"""Signing keys that never leave a token: PKCS#11, through the signer of securesystemslib.

A key on a token is ECDSA on the curve P-256 or P-384: that is what tokens have. It is named as
securesystemslib names it, `hsm:ID?label=TOKEN`; the library of the token stands in PYKCS11LIB.
"""

import os
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

from release_keys import KeyFileError
from securesystemslib.exceptions import UnsupportedLibraryError, UnverifiedSignatureError
from securesystemslib.signer import HSMSigner, Signer

LIBRARY = "PYKCS11LIB"
"""Names the shared library of the token."""

AskPin = Callable[[str], str]

_PROBE = b"lilo: is this the key, and is this its PIN?"

_FAULTS = {
    "PinIncorrect": "the PIN is wrong. A token locks itself after a few wrong ones",
    "PinLenRange": "the PIN has a length that no PIN of this token has",
    "PinLocked": "it has locked itself after wrong PINs. Its administrator opens it again",
    "DeviceRemoved": "it was pulled out",
    "TokenNotPresent": "it is not plugged in",
    "UserPinNotInitialized": "it has no PIN yet. Set one with its own program",
}


def is_token(name: str) -> bool:
    """Whether a key is named that lies on a token, and not in a file."""
    return name.startswith(f"{HSMSigner.SCHEME}:")


def open_token(name: str, ask: AskPin) -> Signer:
    """Return the key of a token; its PIN is asked for once, and tried before anything is signed.

    Args:
        name: `hsm:ID?label=TOKEN`; without ID the key 2, without a label the only token.
        ask: asks for the PIN of the token of that name.

    Raises:
        KeyFileError: there is no such token or key, or the PIN is wrong.
    """
    number, label = _parts(name)
    library = os.environ.get(LIBRARY, "")
    if not Path(library).is_file():
        raise KeyFileError(
            f"{name}: {LIBRARY} names no library of a token ({library or 'it is empty'}). "
            "Set it to the one that came with the token, such as /usr/lib/softhsm/libsofthsm2.so."
        )
    pin = _Once(lambda: ask(name))
    try:
        address, public = HSMSigner.import_(number, label, pin)
        signer = HSMSigner.from_priv_key_uri(address, public, pin)
        public.verify_signature(signer.sign(_PROBE), _PROBE)
    except UnsupportedLibraryError as error:
        raise KeyFileError(
            f"{name}: the package python-pkcs11 is missing: pip install '.[release]'."
        ) from error
    except UnverifiedSignatureError as error:
        raise KeyFileError(
            f"{name}: the public key beside it on the token is another key's."
        ) from error
    except ValueError as error:
        # Its words: no token, several of them, no key, a key of another kind.
        raise KeyFileError(f"{name}: {error}.") from error
    except Exception as error:
        why = _FAULTS.get(type(error).__name__, f"it refused ({type(error).__name__})")
        raise KeyFileError(f"{name}: {why}.") from error
    return signer


def _parts(name: str) -> tuple[int, str | None]:
    parts = urlsplit(name)
    try:
        number = int(parts.path) if parts.path else HSMSigner.SCHEME_KEYID
    except ValueError as error:
        raise KeyFileError(
            f"{name} names no key: it is hsm:ID?label=TOKEN, with a number."
        ) from error
    return number, dict(parse_qsl(parts.query)).get("label")


class _Once:
    """Asks for a secret, and remembers it for the rest of the command."""

    def __init__(self, ask: Callable[[], str]) -> None:
        self._ask = ask
        self._secret: str | None = None

    def __call__(self, _what: str) -> str:
        if self._secret is None:
            self._secret = self._ask()
        return self._secret
