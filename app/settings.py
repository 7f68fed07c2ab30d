"""Settings: defaults that ship with Lilo, then the facility's own, then `LILO_*` variables.

A wrong value is refused with the file, the key, the value, and what is allowed.
"""

import os
from collections.abc import Iterator, Mapping
from datetime import time
from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo, available_timezones

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, EnvSettingsSource, SettingsConfigDict
from pydantic_settings.sources import PydanticBaseSettingsSource

from app.alert_settings import AlertSettings
from app.clinical_settings import ClinicalSettings
from app.data_settings import AuditSettings, BackupSettings, PrivacySettings
from app.day_settings import (
    ChoreSettings,
    PresenceSettings,
    ReminderSettings,
    StartingSettings,
)
from app.errors import LiloError
from app.generation_settings import GenerationSettings
from app.identity_settings import IdentitySettings
from app.notification_settings import NotificationSettings
from app.plain_yaml import read_yaml
from app.voice_settings import VoiceSettings


class SettingsError(LiloError):
    """A settings file is missing, unreadable, or holds a wrong value."""

    code = "settings"


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class FacilitySettings(_Section):
    """The house."""

    name: str = Field(min_length=1, max_length=80)
    timezone: str
    emergency_number: str = Field(pattern=r"^[0-9+ ]{2,20}$")
    address: str = Field(default="", max_length=200)
    disclosure_profile: Literal["default", "new_york", "california", "illinois"] = "default"
    demo: bool = False

    @field_validator("timezone")
    @classmethod
    def _known(cls, name: str) -> str:
        if name not in available_timezones():
            raise ValueError("an IANA time zone such as America/New_York or Europe/Dublin")
        return name

    @property
    def zone(self) -> ZoneInfo:
        """The time zone."""
        return ZoneInfo(self.timezone)


class KioskSettings(_Section):
    """This kiosk."""

    room: str = Field(max_length=20)
    resident: str = Field(max_length=80)
    language: Literal["en", "es"]
    text_scale: float = Field(ge=1.0, le=2.0)
    reduced_motion: bool
    leave_code: str = Field(max_length=200)


class StaffWindowSettings(_Section):
    """The staff window of this machine.

    Attributes:
        shift_starts: times of day at which a shift begins, for the figures.
    """

    text_scale: float = Field(ge=1.0, le=2.0)
    theme: Literal["light", "dark", "system"]
    language: Literal["en", "es"] = "en"
    shift_starts: Annotated[tuple[time, ...], Field(min_length=1, max_length=12)]


class ModelSettings(_Section):
    """Models on this machine."""

    embedding_folder: Path | None
    cache_folder: Path | None


class SafetySettings(_Section):
    """Where the semantic stage starts to count, in place of what training chose (ADR 0011)."""

    watch_at: float | None = Field(gt=0.0, lt=1.0)
    alarm_at: float | None = Field(gt=0.0, lt=1.0)

    @field_validator("alarm_at")
    @classmethod
    def _above_watch(cls, alarm_at: float | None, info: ValidationInfo) -> float | None:
        watch_at = info.data.get("watch_at")
        if alarm_at is not None and watch_at is not None and alarm_at <= watch_at:
            raise ValueError("a value above safety.watch_at")
        return alarm_at


class RecallSettings(_Section):
    """How long recall may take."""

    deadline_s: float = Field(gt=0.0, le=10.0)


class BundleSettings(_Section):
    """Signed bundles."""

    warn_days: int = Field(ge=1, le=365)
    ca_file: Path | None


class LogSettings(_Section):
    """Logs; they never hold a resident's words."""

    level: Literal["debug", "info", "warning", "error"]


class Settings(BaseSettings):
    """All settings, frozen."""

    model_config = SettingsConfigDict(
        extra="forbid",
        frozen=True,
        env_prefix="LILO_",
        env_nested_delimiter="__",
        # What stands in them may be a password.
        hide_input_in_errors=True,
    )

    facility: FacilitySettings
    kiosk: KioskSettings
    staff: StaffWindowSettings
    identity: IdentitySettings
    models: ModelSettings
    safety: SafetySettings
    generation: GenerationSettings
    alerts: AlertSettings
    notifications: NotificationSettings
    recall: RecallSettings
    audit: AuditSettings
    backup: BackupSettings
    privacy: PrivacySettings
    bundles: BundleSettings
    reminders: ReminderSettings
    presence: PresenceSettings
    chores: ChoreSettings
    starting: StartingSettings
    clinical: ClinicalSettings
    voice: VoiceSettings
    log: LogSettings

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Let `LILO_*` variables win over files."""
        return (_Variables(settings_cls), init_settings)


class _Variables(EnvSettingsSource):
    """`LILO_SECTION__KEY` variables; a section as a whole, such as LILO_FACILITY, is none."""

    def _load_env_vars(self) -> Mapping[str, str | None]:
        return {key: value for key, value in super()._load_env_vars().items() if "__" in key}


def load_settings(defaults: Path, *over: Path | None) -> Settings:
    """Read the defaults, then other folders over them in their order, then the environment.

    Args:
        defaults: the folder of what ships.
        over: those of an installed configuration and of the facility, as far as there are.

    Raises:
        SettingsError: the message names the file, the key, the value and what is allowed.
    """
    values, origin = _laid_over(defaults, *over)
    try:
        return Settings(**values)
    except ValidationError as error:
        raise SettingsError(_in_words(error, origin), "Correct it and start again.") from error


def settings_in_files(defaults: Path, *over: Path | None) -> Mapping[str, Any]:
    """Return what the files say, unchecked and without the environment; see `load_settings`.

    Raises:
        SettingsError: a file cannot be read.
    """
    return _laid_over(defaults, *over)[0]


def _laid_over(
    defaults: Path, *over: Path | None
) -> tuple[dict[str, Any], dict[tuple[str, ...], str]]:
    values: dict[str, Any] = {}
    origin: dict[tuple[str, ...], str] = {}
    for folder in (defaults, *(folder for folder in over if folder is not None)):
        for path in sorted(folder.glob("*.yaml")):
            _lay_over(values, _read(path), origin, str(path))
    return values, origin


def _read(path: Path) -> Mapping[str, Any]:
    try:
        raw = read_yaml(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        # Not in the chain: it quotes the line, and a password may stand there.
        raise SettingsError(f"The settings file {path} cannot be read: {_why(error)}") from None
    if raw is None:
        return {}
    if not isinstance(raw, dict):
        raise SettingsError(
            f"The settings file {path} does not hold keys and values.",
            "See resources/defaults for how it should look.",
        )
    return raw


def _why(error: Exception) -> str:
    mark = getattr(error, "problem_mark", None)
    return f"line {mark.line + 1}: {getattr(error, 'problem', '')}" if mark else str(error)


def _lay_over(
    values: dict[str, Any],
    more: Mapping[str, Any],
    origin: dict[tuple[str, ...], str],
    path: str,
    at: tuple[str, ...] = (),
) -> None:
    for key, value in more.items():
        place = (*at, str(key))
        if isinstance(value, dict) and isinstance(values.get(key), dict):
            _lay_over(values[key], value, origin, path, place)
        else:
            values[key] = value
            origin |= dict.fromkeys(_places(value, place), path)


def _places(value: Any, at: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    yield at
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _places(inner, (*at, str(key)))


def _in_words(error: ValidationError, origin: Mapping[tuple[str, ...], str]) -> str:
    lines = []
    for fault in error.errors():
        place = tuple(str(part) for part in fault["loc"])
        variable = "LILO_" + "__".join(place).upper()
        # What stands inside a list has no place of its own: the nearest above it names the file.
        nearest = (origin[place[:n]] for n in range(len(place), 0, -1) if place[:n] in origin)
        file = next(nearest, "resources/defaults")
        named = {name.upper() for name in os.environ}
        where = f"the variable {variable}" if variable in named else file
        if fault["type"] == "missing":
            lines.append(f"In {where}, {'.'.join(place)} is missing.")
        elif fault["type"] == "extra_forbidden":
            lines.append(f"In {where}, there is no setting called {'.'.join(place)}.")
        else:
            allowed = fault["msg"].removeprefix("Value error, ")
            allowed = allowed.removeprefix("Input should be ")
            # Whatever was written about a target may be its password.
            value = "wrong" if "targets" in place else repr(fault["input"])
            lines.append(f"In {where}, {'.'.join(place)} is {value}; allowed: {allowed}.")
    return " ".join(lines)
