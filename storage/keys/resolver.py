"""Which source of keys is asked when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from storage.errors import KeyUnavailableError
from storage.facility_files import FacilityPaths
from storage.keys.facility_keys import FacilityKeys
from storage.keys.passphrase import AskPassphrase, PassphraseKeySource
from storage.keys.source import KeySource, NoKeys
from storage.keys.system_keyring import KeyringKeySource
from storage.keys.systemd import SystemdKeySource


@dataclass(frozen=True, slots=True)
class FoundKeys:
    """Keys and where they come from.

    Attributes:
        source: the source's name, for `lilo doctor`.
    """

    keys: FacilityKeys
    source: str


def standard_sources(
    environ: Mapping[str, str], ask: AskPassphrase | None
) -> tuple[KeySource, ...]:
    """Return the sources of a real facility, in order.

    What IT provided on purpose comes first, then what the desktop keeps, then a person.

    Args:
        environ: the process's environment, for `CREDENTIALS_DIRECTORY`.
        ask: asks a person for the passphrase; None when nobody is there to answer.
    """
    return (
        SystemdKeySource(environ.get("CREDENTIALS_DIRECTORY")),
        KeyringKeySource(),
        PassphraseKeySource(ask),
    )


def resolve_keys(paths: FacilityPaths, sources: Sequence[KeySource]) -> FoundKeys:
    """Return the keys of the first source that has them.

    Raises:
        KeyUnavailableError: none has; says what was tried and what to do.
    """
    paths.prepare()
    # Here and not above: finishing a change of key copies databases.
    from storage.key_rotation import settled

    tried: list[str] = []
    for source in sources:
        found = source.keys_for(paths)
        if not isinstance(found, NoKeys):
            return FoundKeys(settled(paths, source, found), source.name)
        tried.append(f"{source.name}: {found.reason}")
    if paths.holds_data():
        raise KeyUnavailableError(
            f"The facility at {paths.root} has data, but its key was not found, and without it "
            f"the data stays locked. Tried: {' '.join(tried)}",
            "Start Lilo as the user and in the way that set the facility up, or restore that "
            "user's keyring or credential. Nothing was changed.",
        )
    raise KeyUnavailableError(
        f"There is nowhere safe to keep the key of the facility at {paths.root}. "
        f"Tried: {' '.join(tried)}",
        "Use a desktop keyring (GNOME Keyring, KWallet, macOS Keychain, Windows Credential "
        "Manager), give the systemd service the credentials lilo-database-key and "
        "lilo-audit-key, or start Lilo where somebody can type a passphrase.",
    )
