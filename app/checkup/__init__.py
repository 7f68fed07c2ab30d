"""A check-up: what was seen of a machine and a facility, judged line by line. No I/O here."""

from app.checkup.finding import Finding, Health, examined, is_well, judged

__all__ = ["Finding", "Health", "examined", "is_well", "judged"]
