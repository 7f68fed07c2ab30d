"""Targets: where messages go, with addresses that are secrets."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from app.alerts.alert import AlertError
from app.alerts.routing import Recipient
from app.notification_settings import NotificationSettings, TargetSettings

CREDENTIALS_FOLDER = "CREDENTIALS_DIRECTORY"
"""Variable in which systemd names the folder of the service's credentials."""

_MOST_CHARACTERS = 4096


class TargetError(AlertError):
    """A target of the settings cannot be used."""

    code = "alert.target"


@dataclass(frozen=True, slots=True)
class Target:
    """Where messages for some recipients go.

    Attributes:
        url: holds passwords; it is never shown or logged.
        residents: full names of those whose own messages go there.
    """

    name: str
    roles: frozenset[Recipient]
    url: str = field(repr=False)
    residents: frozenset[str] = frozenset()


def targets_of(
    settings: NotificationSettings, environ: Mapping[str, str], accepts: Callable[[str], bool]
) -> tuple[Target, ...]:
    """Return the targets of the settings with their addresses.

    Args:
        environ: variables of the process, for the folder of its credentials.
        accepts: whether messages can be sent to an address.

    Raises:
        TargetError: an address cannot be read, or nothing can be sent to it.
    """
    return tuple(_target_of(target, environ, accepts) for target in settings.targets)


def _target_of(
    settings: TargetSettings, environ: Mapping[str, str], accepts: Callable[[str], bool]
) -> Target:
    url = _url_of(settings, environ)
    if not accepts(url):
        raise TargetError(
            f"The address of the notification target '{settings.name}' cannot be used.",
            "Correct it in the settings; https://appriseit.com lists how addresses look. "
            "It is not shown here, because it may hold a password.",
        )
    roles = frozenset(map(Recipient, settings.roles))
    return Target(settings.name, roles, url, frozenset(settings.residents))


def _url_of(settings: TargetSettings, environ: Mapping[str, str]) -> str:
    if settings.url is not None:
        return settings.url.get_secret_value().strip()
    if settings.url_file is not None:
        return _read(settings.name, settings.url_file)
    folder = environ.get(CREDENTIALS_FOLDER)
    if not folder:
        raise TargetError(
            f"The notification target '{settings.name}' takes its address from a credential of "
            f"the service, but the service has none ({CREDENTIALS_FOLDER} is not set).",
            "Add LoadCredentialEncrypted= to the service's unit, or use url_file.",
        )
    return _read(settings.name, Path(folder) / str(settings.credential))


def _read(name: str, path: Path) -> str:
    try:
        with path.open(encoding="utf-8") as file:
            return file.read(_MOST_CHARACTERS).strip()
    except OSError as error:
        why = error.strerror
    except UnicodeDecodeError:
        why = "it is not text"
    # Outside the handlers: a decoding error in the chain would quote the content.
    raise TargetError(
        f"The file {path} with the address of the notification target '{name}' cannot be read: "
        f"{why}.",
        "Check the file and its permissions.",
    )
