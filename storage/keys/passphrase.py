"""Keys made of a passphrase that a person types at start."""

import json
import secrets
from collections.abc import Callable
from dataclasses import asdict, dataclass
from unicodedata import normalize

from argon2.low_level import Type, hash_secret_raw

from storage.errors import KeyUnavailableError, file_faults_named
from storage.facility_files import FacilityPaths
from storage.file_lock import file_lock
from storage.keys.facility_keys import FacilityKeys
from storage.keys.source import NoKeys
from storage.private_files import make_private_folder, write_durably

AskPassphrase = Callable[[bool], str | None]
"""Asks a person; called with True when the passphrase is being chosen, so that it can be asked
twice. Returns None when nobody answers."""

MIN_CHARACTERS = 12


@dataclass(frozen=True, slots=True)
class _Recipe:
    """How the keys are made: RFC 9106, the second recommended choice, about 0.1 s."""

    salt: str
    time_cost: int = 3
    memory_kib: int = 65536
    lanes: int = 4

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
        return FacilityKeys(both[:32], both[32:])


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
        if is_new and len(passphrase) < MIN_CHARACTERS:
            raise KeyUnavailableError(
                f"The passphrase is too short: it needs {MIN_CHARACTERS} characters.",
                "Four or five unrelated words are easy to remember and hard to guess.",
            )
        return _recipe(paths).keys_of(passphrase)


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
