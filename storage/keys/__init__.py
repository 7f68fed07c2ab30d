"""Where the keys of a facility come from."""

from storage.keys.demo import DemoKeySource
from storage.keys.facility_keys import FacilityKeys
from storage.keys.keeper import key_keeper
from storage.keys.passphrase import AskPassphrase, PassphraseKeySource, asked_once
from storage.keys.resolver import FoundKeys, resolve_keys, standard_sources
from storage.keys.source import KeySource, NewKeys, NoKeys
from storage.keys.system_keyring import (
    KeyringKeySource,
    plaintext_keyrings_installed,
    safe_backends,
)
from storage.keys.systemd import SystemdKeySource

__all__ = [
    "AskPassphrase",
    "DemoKeySource",
    "FacilityKeys",
    "FoundKeys",
    "KeySource",
    "KeyringKeySource",
    "NewKeys",
    "NoKeys",
    "PassphraseKeySource",
    "SystemdKeySource",
    "asked_once",
    "key_keeper",
    "plaintext_keyrings_installed",
    "resolve_keys",
    "safe_backends",
    "standard_sources",
]
