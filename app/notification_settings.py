"""Settings of notifications: who outside the building is told of alerts, and how much."""

from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, SecretStr, field_validator, model_validator

from app.alert_settings import RecipientName

MOST_TARGETS = 50

Disclosure = Literal["room", "room_and_kind", "room_kind_and_words"]


class _Section(BaseModel):
    # What was typed may hold a password: no error repeats it.
    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class TargetSettings(_Section):
    """Where messages for some recipients go.

    Attributes:
        roles: whom this target reaches.
        residents: full names of those whose messages to their family go here; for targets with the
            role `family`, and not needed for alerts.
        url: an address as Apprise reads it; a secret.
        url_file: a file that holds the address.
        credential: name of a credential of the service that holds the address.
    """

    name: Annotated[str, Field(min_length=1, max_length=40, pattern=r"^[A-Za-z0-9][\w .-]*$")]
    roles: Annotated[tuple[RecipientName, ...], Field(min_length=1)]
    residents: tuple[Annotated[str, Field(min_length=1, max_length=80)], ...] = ()
    url: SecretStr | None = None
    url_file: Path | None = None
    credential: Annotated[str | None, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]*$")] = None

    @field_validator("url_file")
    @classmethod
    def _is_absolute(cls, path: Path | None) -> Path | None:
        if path is not None and not path.is_absolute():
            raise ValueError("a whole path that begins with /")
        return path

    @model_validator(mode="after")
    def _has_one_address(self) -> Self:
        given = [part for part in (self.url, self.url_file, self.credential) if part is not None]
        if len(given) != 1:
            raise ValueError("exactly one of url, url_file and credential")
        return self


class NotificationSettings(_Section):
    """Notifications; off while there are no targets.

    Attributes:
        disclose: how much a message says; see resources/defaults/notifications.yaml.
        name_residents: whether a message names the resident.
    """

    targets: Annotated[tuple[TargetSettings, ...], Field(max_length=MOST_TARGETS)]
    disclose: Disclosure
    name_residents: bool

    @field_validator("targets")
    @classmethod
    def _named_apart(cls, targets: tuple[TargetSettings, ...]) -> tuple[TargetSettings, ...]:
        if len({target.name for target in targets}) < len(targets):
            raise ValueError("targets of different names")
        return targets
