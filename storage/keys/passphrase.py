"""Keys made of a passphrase that a person types at start."""

import json
import secrets
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from unicodedata import normalize

from argon2.low_level import Type, hash_secret_raw
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap

from storage.errors import KeyUnavailableError, file_faults_named
from storage.facility_files import FacilityPaths
from storage.file_lock import file_lock
from storage.keys.facility_keys import FacilityKeys
from storage.keys.source import NewKeys, NoKeys
from storage.private_files import make_private_folder, write_durably

AskPassphrase = Callable[[bool], str | None]
"""Asks a person; called with True when the passphrase is being chosen, so that it can be asked
twice. Returns None when nobody answers."""

MIN_CHARACTERS = 12


@dataclass(frozen=True, slots=True)
class _Recipe:
    """How the keys are made: RFC 9106, the second recommended choice, about 0.1 s.

    Attributes:
        audit: the audit key, wrapped, where the passphrase was changed: the log goes on with the
            key that it was begun with. Empty where the passphrase makes it.
    """

    salt: str
    time_cost: int = 3
    memory_kib: int = 65536
    lanes: int = 4
    audit: str = ""

    def __post_init__(self) -> None:
        # The file could have been altered to make the start hang or the key weak.
        if not (
            len(bytes.fromhex(self.salt)) >= 16
            and 1 <= self.time_cost <= 100
            and 8192 <= self.memory_kib <= 4 * 1024 * 1024
            and 1 <= self.lanes <= 64
        ):
            raise ValueError("The cost is out of bounds.")

    def keys_of(self, passphrase: str) -> FacilityKeys:
        both = hash_secret_raw(
            # The same letters can be typed in two ways; RFC 8265 settles on NFC.
            normalize("NFC", passphrase).encode("utf-8", "surrogatepass"),
            bytes.fromhex(self.salt),
            self.time_cost,
            self.memory_kib,
            self.lanes,
            64,
            Type.ID,
        )
        if not self.audit:
            return FacilityKeys(both[:32], both[32:])
        try:
            return FacilityKeys(both[:32], aes_key_unwrap(both[32:], bytes.fromhex(self.audit)))
        except InvalidUnwrap:
            # A wrong passphrase; whether it is shows when the database is opened.
            return FacilityKeys(both[:32], both[32:])

    def around(self, audit_key: bytes, passphrase: str) -> "_Recipe":
        """Return the recipe that gives this audit key, whatever the passphrase would make."""
        wrapping = replace(self, audit="").keys_of(passphrase).audit
        return replace(self, audit=aes_key_wrap(wrapping, audit_key).hex())


def asked_once(ask: AskPassphrase | None) -> AskPassphrase | None:
    """Return what asks for the present passphrase only the first time, and for a new one always."""
    if ask is None:
        return None
    known: list[str | None] = []

    def remembering(choosing: bool) -> str | None:
        if choosing:
            return ask(choosing)
        if not known:
            known.append(ask(choosing))
        return known[0]

    return remembering


class PassphraseKeySource:
    """Argon2id over a passphrase; salt and cost are kept beside the database."""

    name = "passphrase"

    def __init__(self, ask: AskPassphrase | None) -> None:
        self._ask = ask

    def keys_for(self, paths: FacilityPaths) -> FacilityKeys | NoKeys:
        """Ask, and make the keys. Whether they are right shows when the database is opened.

        Raises:
            KeyUnavailableError: the new passphrase is too short, or the salt file is damaged.
        """
        if self._ask is None:
            return NoKeys("there is nobody to ask.")
        is_new = not paths.holds_data()
        if not is_new and not paths.passphrase.exists():
            return NoKeys("this facility was not set up with one.")
        passphrase = self._ask(is_new)
        if passphrase is None:
            return NoKeys("none was given.")
        if is_new:
            _refuse_short(passphrase)
        return _recipe(paths).keys_of(passphrase)

    def new_keys(self, _paths: FacilityPaths, old: FacilityKeys) -> NewKeys:
        """Ask for a new passphrase, and make the database key of it.

        Raises:
            KeyUnavailableError: none was given, or it is too short.
        """
        choosing = True
        passphrase = self._ask(choosing) if self._ask else None
        if passphrase is None:
            raise KeyUnavailableError("No new passphrase was given.", "Nothing was changed.")
        _refuse_short(passphrase)
        recipe = _Recipe(secrets.token_hex(16)).around(old.audit, passphrase)
        return NewKeys(recipe.keys_of(passphrase), {"passphrase": json.dumps(asdict(recipe))})

    def keep(self, paths: FacilityPaths, new: NewKeys) -> bool:
        """Write the new salt in place of the old one."""
        with file_faults_named(paths.passphrase):
            write_durably(paths.passphrase, new.state["passphrase"].encode())
        return True


def _refuse_short(passphrase: str) -> None:
    if len(passphrase) < MIN_CHARACTERS:
        raise KeyUnavailableError(
            f"The passphrase is too short: it needs {MIN_CHARACTERS} characters.",
            "Four or five unrelated words are easy to remember and hard to guess.",
        )


def _recipe(paths: FacilityPaths) -> _Recipe:
    with file_faults_named(paths.passphrase):
        make_private_folder(paths.data)
        with file_lock(paths.keys_lock):
            if not paths.passphrase.exists():
                recipe = _Recipe(secrets.token_hex(16))
                write_durably(paths.passphrase, json.dumps(asdict(recipe)).encode())
                return recipe
            content = paths.passphrase.read_bytes()
    try:
        return _Recipe(**json.loads(content))
    except (ValueError, TypeError) as error:
        raise KeyUnavailableError(
            f"{paths.passphrase} is damaged, so the key cannot be made from the passphrase.",
            "Restore that file from a backup. Nothing was changed.",
        ) from error
