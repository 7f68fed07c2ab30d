"""Privacy: what may be written down where."""

from app.privacy.log_redaction import keep_listed, start_logging

__all__ = ["keep_listed", "start_logging"]
