"""The audit log: every access and change, in a chain that shows tampering."""

from app.audit.chain import ChainCheck, ChainVerdict, seal, verify
from app.audit.checkpoint import (
    Checkpoint,
    CheckpointKind,
    History,
    checkpoint_in,
    next_checkpoint,
    read_history,
)
from app.audit.details import clean
from app.audit.entry import AuditAction, AuditDraft, AuditEntry, AuditLog, AuditRow, Detail
from app.audit.keeper import CheckpointKeeper, CheckpointStore
from app.audit.log_check import LogCheck, Standing, verify_log
from app.audit.signing import Signer, Verifier
from app.audit.wanted import Wanted

__all__ = [
    "AuditAction",
    "AuditDraft",
    "AuditEntry",
    "AuditLog",
    "AuditRow",
    "ChainCheck",
    "ChainVerdict",
    "Checkpoint",
    "CheckpointKeeper",
    "CheckpointKind",
    "CheckpointStore",
    "Detail",
    "History",
    "LogCheck",
    "Signer",
    "Standing",
    "Verifier",
    "Wanted",
    "checkpoint_in",
    "clean",
    "next_checkpoint",
    "read_history",
    "seal",
    "verify",
    "verify_log",
]
