"""The key of a demo facility: thrown away with it."""

from storage.errors import KeyUnavailableError, file_faults_named
from storage.facility_files import FacilityPaths
from storage.file_lock import file_lock
from storage.keys.facility_keys import FacilityKeys
from storage.keys.source import NewKeys, NoKeys
from storage.private_files import make_private_folder, write_durably


class DemoKeySource:
    """Keeps the keys in a file beside the data. Only for invented people."""

    name = "demo key, kept beside the data"

    def keys_for(self, paths: FacilityPaths) -> FacilityKeys | NoKeys:
        """Return the demo facility's keys; for a new one make them.

        Raises:
            KeyUnavailableError: the key file is damaged.
        """
        with file_faults_named(paths.demo_key):
            make_private_folder(paths.data)
            with file_lock(paths.keys_lock):
                if not paths.demo_key.exists():
                    if paths.holds_data():
                        return NoKeys(f"{paths.demo_key} is missing.")
                    write_durably(paths.demo_key, FacilityKeys.random().to_hex().encode())
                content = paths.demo_key.read_bytes()
        try:
            return FacilityKeys.from_hex(content.decode("ascii"))
        except ValueError:
            raise KeyUnavailableError(
                f"{paths.demo_key} holds no key.", "Delete the demo facility and make a new one."
            ) from None

    def new_keys(self, _paths: FacilityPaths, old: FacilityKeys) -> NewKeys:
        """Make a new database key."""
        return NewKeys(old.with_new_database_key())

    def keep(self, paths: FacilityPaths, new: NewKeys) -> bool:
        """Write it in place of the old one."""
        write_durably(paths.demo_key, new.keys.to_hex().encode())
        return True
