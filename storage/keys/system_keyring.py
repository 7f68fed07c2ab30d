"""Keys in the desktop's keyring, and only in keyrings that encrypt."""

import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from importlib.util import find_spec

from keyring.backend import KeyringBackend

from storage.errors import KeyUnavailableError, file_faults_named
from storage.facility_files import FacilityPaths, facility_id_of
from storage.file_lock import file_lock
from storage.keys.facility_keys import FacilityKeys
from storage.keys.source import NewKeys, NoKeys

SERVICE = "lilo"

# Named here and loaded directly, not through `keyring.get_keyring`: that one can be talked into
# plain text by an environment variable, a configuration file or another installed package.
_SAFE = {
    "linux": (
        ("keyring.backends.SecretService", "Keyring"),
        ("keyring.backends.kwallet", "DBusKeyring"),
    ),
    "darwin": (("keyring.backends.macOS", "Keyring"),),
    "win32": (("keyring.backends.Windows", "WinVaultKeyring"),),
}


def safe_backends() -> Sequence[KeyringBackend]:
    """Return the safe keyrings that answer on this machine, the best first."""
    kinds: list[type[KeyringBackend]] = [
        getattr(import_module(module), name) for module, name in _SAFE.get(sys.platform, ())
    ]
    return [
        kind() for kind in sorted((k for k in kinds if k.viable), key=lambda k: -float(k.priority))
    ]


def plaintext_keyrings_installed() -> bool:
    """Whether `keyrings.alt` is importable, which keeps secrets in plain text."""
    try:
        return find_spec("keyrings.alt") is not None
    except ModuleNotFoundError:
        return False


class KeyringKeySource:
    """Keeps both keys as one secret under the service "lilo" and the facility's id."""

    name = "system keyring"

    def __init__(
        self,
        backends: Callable[[], Sequence[KeyringBackend]] = safe_backends,
        *,
        plaintext_installed: Callable[[], bool] = plaintext_keyrings_installed,
    ) -> None:
        self._backends = backends
        self._plaintext_installed = plaintext_installed

    def keys_for(self, paths: FacilityPaths) -> FacilityKeys | NoKeys:
        """Return the keys of the first keyring that has them; for a new facility make them.

        Raises:
            KeyUnavailableError: a plain-text keyring is installed, or what the keyring holds
                cannot be a key.
        """
        if self._plaintext_installed():
            raise KeyUnavailableError(
                "The package keyrings.alt is installed. It keeps secrets in plain text, so no "
                "key is trusted to this installation's keyring.",
                "Remove it: pip uninstall keyrings.alt",
            )
        backends = self._backends()
        if not backends:
            return NoKeys("none that encrypts answers on this machine.")
        user = f"facility-{facility_id_of(paths)}"
        with file_faults_named(paths.keys_lock), file_lock(paths.keys_lock):
            try:
                return self._find_or_make(backends, user, paths)
            except KeyUnavailableError:
                raise
            except Exception as error:  # Each backend has errors of its own library.
                return NoKeys(f"it is locked or does not answer ({type(error).__name__}).")

    def new_keys(self, _paths: FacilityPaths, old: FacilityKeys) -> NewKeys:
        """Make a new database key."""
        return NewKeys(old.with_new_database_key())

    def keep(self, paths: FacilityPaths, new: NewKeys) -> bool:
        """Put it into the keyring that holds the old one.

        Raises:
            KeyUnavailableError: the keyring did not keep it.
        """
        user = f"facility-{facility_id_of(paths)}"
        for backend in self._backends():
            if backend.get_password(SERVICE, user) is None:
                continue
            backend.set_password(SERVICE, user, new.keys.to_hex())
            if backend.get_password(SERVICE, user) == new.keys.to_hex():
                return True
        raise KeyUnavailableError(
            "The keyring did not keep the new key.",
            "Unlock the keyring and start Lilo again: the old key still leads to the new one.",
        )

    def _find_or_make(
        self, backends: Sequence[KeyringBackend], user: str, paths: FacilityPaths
    ) -> FacilityKeys | NoKeys:
        for backend in backends:
            kept = backend.get_password(SERVICE, user)
            if kept is not None:
                return _read(kept)
        if paths.holds_data():
            return NoKeys(f"it holds no key for {user}.")
        keys = FacilityKeys.random()
        backends[0].set_password(SERVICE, user, keys.to_hex())
        # A database must never be made with a key that the keyring did not keep.
        if backends[0].get_password(SERVICE, user) != keys.to_hex():
            return NoKeys("it did not keep the key it was given.")
        return keys


def _read(kept: str) -> FacilityKeys:
    try:
        return FacilityKeys.from_hex(kept)
    except ValueError:
        # Without the reason in the chain: it could quote what is kept.
        raise KeyUnavailableError(
            "What the keyring holds for this facility is no key.",
            "Restore the keyring from a backup. Nothing was changed.",
        ) from None
