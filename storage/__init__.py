"""Storage: the encrypted database, its keys, and the repositories on it."""

from storage.engine import open_database
from storage.errors import (
    DamagedDatabaseError,
    KeyUnavailableError,
    NewerDatabaseError,
    ReadOnlyStorageError,
    RefusedChangeError,
    StorageBusyError,
    StorageError,
    StorageFullError,
    UnknownRecordError,
    WrongKeyError,
)
from storage.facility_files import FacilityPaths
from storage.keys import (
    AskPassphrase,
    DemoKeySource,
    FacilityKeys,
    FoundKeys,
    resolve_keys,
    standard_sources,
)
from storage.unit_of_work import Database, UnitOfWork

__all__ = [
    "AskPassphrase",
    "DamagedDatabaseError",
    "Database",
    "DemoKeySource",
    "FacilityKeys",
    "FacilityPaths",
    "FoundKeys",
    "KeyUnavailableError",
    "NewerDatabaseError",
    "ReadOnlyStorageError",
    "RefusedChangeError",
    "StorageBusyError",
    "StorageError",
    "StorageFullError",
    "UnitOfWork",
    "UnknownRecordError",
    "WrongKeyError",
    "open_database",
    "resolve_keys",
    "standard_sources",
]
