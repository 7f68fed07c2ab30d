"""Keys handed to the service by systemd (`LoadCredentialEncrypted=`)."""

from pathlib import Path

from storage.errors import KeyUnavailableError
from storage.facility_files import FacilityPaths
from storage.keys.facility_keys import FacilityKeys
from storage.keys.source import NewKeys, NoKeys

DATABASE_KEY = "lilo-database-key"
AUDIT_KEY = "lilo-audit-key"
NEXT_DATABASE_KEY = "lilo-database-key-next"
_BYTES = 32
_MAX_BYTES = 1024


class SystemdKeySource:
    """Reads two credentials, each 32 raw bytes or 64 hexadecimal digits."""

    name = "systemd credential"

    def __init__(self, folder: str | None) -> None:
        self._folder = Path(folder) if folder else None

    def keys_for(self, _paths: FacilityPaths) -> FacilityKeys | NoKeys:
        """Return the credentials; they are IT's to make, so none are made here.

        Raises:
            KeyUnavailableError: only one is there, or one cannot be used.
        """
        if self._folder is None:
            return NoKeys("the service has none (CREDENTIALS_DIRECTORY is not set).")
        missing = [name for name in (DATABASE_KEY, AUDIT_KEY) if not (self._folder / name).exists()]
        if len(missing) == len((DATABASE_KEY, AUDIT_KEY)):
            return NoKeys(f"{DATABASE_KEY} and {AUDIT_KEY} are not among the service's.")
        if missing:
            raise KeyUnavailableError(
                f"The systemd credential {missing[0]} is missing, although the other one is there.",
                "Add it to the service; both keys are needed.",
            )
        return FacilityKeys(_read(self._folder / DATABASE_KEY), _read(self._folder / AUDIT_KEY))

    def new_keys(self, _paths: FacilityPaths, old: FacilityKeys) -> NewKeys:
        """Read the credential that is to take the place of the old one.

        Raises:
            KeyUnavailableError: there is none.
        """
        if self._folder is None or not (self._folder / NEXT_DATABASE_KEY).exists():
            raise KeyUnavailableError(
                f"The systemd credential {NEXT_DATABASE_KEY} is missing.",
                "Give the service the new key under that name, run this again, and rename it to "
                f"{DATABASE_KEY} afterwards. Nothing was changed.",
            )
        return NewKeys(FacilityKeys(_read(self._folder / NEXT_DATABASE_KEY), old.audit))

    def keep(self, paths: FacilityPaths, new: NewKeys) -> bool:
        """Tell whether IT has put the new key in the old one's place."""
        given = self.keys_for(paths)
        return isinstance(given, FacilityKeys) and given.database == new.keys.database


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(_MAX_BYTES)
        key = content if len(content) == _BYTES else bytes.fromhex(content.decode("ascii"))
    except OSError as error:
        raise KeyUnavailableError(
            f"The systemd credential {path.name} cannot be read: {error.strerror}.",
            "Check the service's unit file and the credential's permissions.",
        ) from error
    except ValueError:
        key = b""
    if len(key) != _BYTES:
        # Without the reason in the chain: a decoding error would quote the content.
        raise KeyUnavailableError(
            f"The systemd credential {path.name} is no key: it must hold 32 bytes, or 64 "
            "hexadecimal digits.",
            "Make one with: openssl rand -hex 32",
        )
    return key
