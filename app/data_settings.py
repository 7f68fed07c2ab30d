"""Settings of what guards the data: checkpoints, backups, how long what is kept, what may leave."""

from datetime import time
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from app.privacy import Leaving


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class AuditSettings(_Section):
    """The audit log."""

    checkpoint_copy: Path | None


class BackupSettings(_Section):
    """Backups.

    Attributes:
        at: local time of the daily backup.
        keep: how many finished backups stay.
        folder: where they are made; None: `backups` in the facility's folder.
        copy_to: a second folder that gets a copy, such as a share.
    """

    enabled: bool
    at: time
    keep: int = Field(ge=2, le=1000)
    folder: Path | None
    copy_to: Path | None


class RetentionSettings(_Section):
    """Days that each kind of record is kept; None: until the person is erased."""

    conversations: int | None = Field(ge=1)
    reviews: int | None = Field(ge=1)
    alerts: int | None = Field(ge=1)
    scores: int | None = Field(ge=1)
    disclosures: int | None = Field(ge=1)
    messages_outside: int | None = Field(ge=1)
    generation: int | None = Field(ge=1)


class LeavingSettings(_Section):
    """What is done at each way out when a text holds a name, a number or a date of birth."""

    notifications: Leaving
    facility_model: Leaving


class PrivacySettings(_Section):
    """Retention, erasure and what may leave."""

    retention: RetentionSettings
    erase_after_days: int = Field(ge=0, le=365)
    leaving: LeavingSettings
