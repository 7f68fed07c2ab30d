"""Details of audit entries are words with units, not raw keys."""

from datetime import UTC, datetime

from app.audit import AuditEntry, Detail
from app.oversight import TrailRow
from ui.staff.audit.audit_view import entry_view
from ui.staff.wording.language import Language


def details(language: Language, /, **given: Detail) -> str:
    entry = AuditEntry(1, datetime(2026, 11, 20, tzinfo=UTC), "audit.read", "", "", given, "", "")
    return entry_view(TrailRow(entry, "", ""), None, language).cells[-1]


def test_counts_times_and_names_are_said_as_people_say_them(language: Language) -> None:
    assert details(language, after_s=3.377) == "After: 3.4 s"
    assert details(language, waited_s=18) == "Waited: 0:18"
    assert details(language, entries=9) == "Entries: 9"
    assert details(language, passages=549) == "Passages: 549"
    assert details(language, role="nurse") == "Role: Nurse"
    assert details(language, language="es") == "Language: Spanish"
