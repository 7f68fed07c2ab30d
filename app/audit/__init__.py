"""The audit log: every access and change, in a chain that shows tampering."""

from app.audit.chain import ChainCheck, ChainVerdict, seal, verify
from app.audit.entry import AuditAction, AuditDraft, AuditEntry, AuditLog, Detail

__all__ = [
    "AuditAction",
    "AuditDraft",
    "AuditEntry",
    "AuditLog",
    "ChainCheck",
    "ChainVerdict",
    "Detail",
    "seal",
    "verify",
]
