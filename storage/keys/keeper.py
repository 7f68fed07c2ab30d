"""What would keep the key of a new facility, found out without making one."""

from collections.abc import Mapping
from pathlib import Path

from storage.keys.system_keyring import (
    KeyringKeySource,
    plaintext_keyrings_installed,
    safe_backends,
)
from storage.keys.systemd import DATABASE_KEY, SystemdKeySource


def key_keeper(environ: Mapping[str, str]) -> str:
    """Return the name of the source that keeps a key without asking anybody; "" for a person.

    Args:
        environ: the process's environment, for `CREDENTIALS_DIRECTORY`.
    """
    folder = environ.get("CREDENTIALS_DIRECTORY")
    if folder and (Path(folder) / DATABASE_KEY).exists():
        return SystemdKeySource.name
    if plaintext_keyrings_installed() or not safe_backends():
        return ""
    return KeyringKeySource.name
