"""What the pages of residents, people, knowledge and system say, derived from plain values."""

from datetime import timedelta
from uuid import uuid4

import pytest
from staff_samples import DANA, NOW, SESSION, resident

from app.backup import BackupStanding
from app.breaker import BreakerState
from app.bundles import BundleTrouble
from app.bundles.trouble import RunningOut
from app.generation import DeadLetter, StopOrder, UsageLine
from app.identity import (
    Basis,
    BrokenGlass,
    Consent,
    ConsentKind,
    Proof,
    SessionRecord,
    StaffLine,
    StaffMember,
)
from app.ids import DocumentId, new_uuid
from app.knowledge import DocumentKind, DocumentState, KnowledgeDocument
from app.station import (
    CacheLine,
    LaneLine,
    OpenedResident,
    ResidentLine,
    StorageFigures,
    SystemState,
    TierLine,
)
from ui.staff.knowledge.knowledge_view import document_rows, needs_second_look
from ui.staff.live.health import HealthLine, Tone, glass_line, update_lines
from ui.staff.people.people_view import staff_rows
from ui.staff.residents.residents_view import consent_rows, found
from ui.staff.system.system_view import (
    dead_lines,
    glass_lines,
    part_rows,
    size_text,
    stop_text,
    usage_rows,
)
from ui.staff.wording.language import Language

CHAIN = HealthLine("Audit chain not checked yet", "", Tone.UNKNOWN)


def state(**changes: object) -> SystemState:
    values: dict[str, object] = {
        "at": NOW,
        "tiers": (),
        "lanes": (),
        "caches": (),
        "storage": StorageFigures(31_000_000, 40_000_000_000, "keyring", "0009"),
        "model_fault": "",
        "prompts_refused": "",
        "versions": (),
        "stop": None,
        "usage": (),
        "dead_letters": (),
        "messages_waiting": 0,
        "reviews_waiting": 0,
        "audit_entries": 1204,
        "glass": (),
    }
    return SystemState(**{**values, **changes})


@pytest.mark.parametrize(
    ("changes", "cells", "tone"),
    [
        ({"model_fault": ""}, ("Models on this machine", "loaded", ""), Tone.GOOD),
        (
            {"model_fault": None},
            ("Models on this machine", "not loaded in this program", ""),
            Tone.UNKNOWN,
        ),
        ({"model_fault": "Gone."}, ("Models on this machine", "not there", "Gone."), Tone.BAD),
        (
            {"prompts_refused": "Line 3."},
            ("Prompt files", "a changed file was refused", "the ones in use stay; Line 3."),
            Tone.BAD,
        ),
        (
            {},
            (
                "Database",
                "answers",
                "31 MB used, 40 GB free, key from keyring, revision 0009",
            ),
            Tone.GOOD,
        ),
        (
            {"storage": StorageFigures(1, 2_000_000, "keyring", "0009")},
            (
                "Database",
                "little room left",
                "1 B used, 2.0 MB free, key from keyring, revision 0009",
            ),
            Tone.BAD,
        ),
        (
            {"backup": BackupStanding(NOW, due_at=NOW, checkpoint_at=NOW)},
            ("Backups", "the last one was proven", "last made 18:42; next 18:42"),
            Tone.GOOD,
        ),
        (
            {"backup": BackupStanding(NOW, "storage.full", failed_at=NOW, due_at=NOW)},
            (
                "Backups",
                "the last try failed",
                "last made 18:42; why: the disk is full; next 18:42",
            ),
            Tone.BAD,
        ),
        (
            {"backup": BackupStanding(NOW, copy_fault="odd", failed_at=NOW)},
            (
                "Backups",
                "proven, but not in the second folder",
                "last made 18:42; why: odd; nightly backups are switched off",
            ),
            Tone.BAD,
        ),
        (
            {"backup": BackupStanding(None, due_at=NOW)},
            ("Backups", "none was made yet", "next 18:42"),
            Tone.BAD,
        ),
        (
            {"backup": BackupStanding(None)},
            ("Checkpoints of the audit log", "none yet", ""),
            Tone.UNKNOWN,
        ),
        (
            {"backup": BackupStanding(NOW, checkpoint_at=NOW - timedelta(minutes=9))},
            ("Checkpoints of the audit log", "taken", "the newest 18:33"),
            Tone.GOOD,
        ),
        (
            {"backup": BackupStanding(NOW, checkpoint_at=NOW - timedelta(hours=5))},
            ("Checkpoints of the audit log", "none in the last two hours", "the newest 13:42"),
            Tone.BAD,
        ),
        ({"messages_waiting": 3}, ("Messages outside", "3 wait to be sent", ""), Tone.GOOD),
        ({"messages_dead": 2}, ("Messages outside", "2 were given up", ""), Tone.BAD),
        (
            {"messages_dead": 2, "messages_waiting": 3},
            ("Messages outside", "2 were given up", "3 wait to be sent"),
            Tone.BAD,
        ),
        (
            {"lanes": (LaneLine("database", 2),)},
            ("Work on “database”", "2 jobs not done", ""),
            Tone.GOOD,
        ),
        (
            {"tiers": (TierLine("local", BreakerState.OPEN, 4, 5, "late"),)},
            ("Replies: local", "resting after faults", "4 answered, 5 failed since (late)"),
            Tone.BAD,
        ),
        (
            {"tiers": (TierLine("curated", BreakerState.CLOSED, 12, 0, ""),)},
            ("Replies: curated", "works", "12 answered"),
            Tone.GOOD,
        ),
        (
            {"caches": (CacheLine("life_story", 3, 1),)},
            ("Cache of life story", "75 % found", "3 of 4 questions"),
            Tone.GOOD,
        ),
        (
            {"silent": (NOW, "voice.playback")},
            ("Voice of the kiosk", "cannot be heard", "since 18:42; no loudspeaker plays"),
            Tone.BAD,
        ),
        ({"caches": (CacheLine("chat", 0, 0),)}, ("Cache of chat", "not asked yet", ""), Tone.GOOD),
    ],
)
def test_parts_are_said_as_they_are(
    language: Language, changes: dict[str, object], cells: tuple[str, ...], tone: Tone
) -> None:
    rows = {row.cells: row.tone for row in part_rows(state(**changes), CHAIN, language)}
    assert rows[cells] is tone


def test_the_audit_log_is_as_its_last_check_found_it(language: Language) -> None:
    broken = HealthLine("Audit chain broken at entry 7", "checked 18:40", Tone.BAD)
    cells = ("Audit log", "Audit chain broken at entry 7", "1,204 entries; checked 18:40")
    rows = {row.cells: row.tone for row in part_rows(state(), broken, language)}
    assert rows[cells] is Tone.BAD
    assert ("Audit log", CHAIN.text, "1,204 entries") in {
        row.cells for row in part_rows(state(), CHAIN, language)
    }


@pytest.mark.parametrize(
    ("order", "said", "tone"),
    [
        (None, "Allowed", Tone.GOOD),
        (StopOrder(NOW, "x", True, ""), "Stopped since 18:42", Tone.BAD),
        (StopOrder(NOW, "x", False, ""), "Allowed", Tone.GOOD),
    ],
)
def test_the_stop(language: Language, order: StopOrder | None, said: str, tone: Tone) -> None:
    assert stop_text(state(stop=order), language) == (said, tone)


@pytest.mark.parametrize(
    ("count", "said"),
    [(0, "0 B"), (999, "999 B"), (1000, "1.0 kB"), (31_400_000, "31 MB"), (4.2e15, "4200 TB")],
)
def test_sizes(count: int, said: str) -> None:
    assert size_text(count) == said


def test_usage_and_faults(language: Language) -> None:
    who = resident().id
    line = UsageLine(NOW.date(), who, "qwen", 12, 3000, 400, 61.25)
    house = UsageLine(NOW.date(), None, "qwen", 1, 1, 1, 0.1)
    used = state(usage=((line, "Margaret Ellis"), (line, ""), (house, "")))
    cells = [row.cells for row in usage_rows(used, language)]
    assert cells[0] == ("2026-11-20", "Margaret Ellis", "qwen", "12", "3,400", "61.2")
    assert cells[1][1] == f"…{who.hex[-8:]}"
    assert cells[2][1] == "the house"
    letter = DeadLetter(NOW, "triage", "schema", "qwen", ({}, {}))
    assert dead_lines(state(dead_letters=(letter,)), language) == (
        "18:42 · triage · qwen, 2 tries",
    )
    assert "came back whole" in dead_lines(state(), language)[0]


def test_broken_glass_is_said_everywhere(language: Language) -> None:
    until = NOW + timedelta(minutes=30)
    glass = BrokenGlass(uuid4(), SESSION.id, DANA.id, "She cannot be woken", NOW, until)
    told = state(glass=(glass,))
    assert glass_lines(told, language) == ("until 19:12: She cannot be woken",)
    assert glass_lines(state(), language) == ("No glass is broken.",)
    line = glass_line((("Dana Whitfield, RN", until),), NOW, language)
    assert line
    assert (line.text, line.detail, line.tone) == (
        "Glass is broken",
        "Dana Whitfield, RN, until 19:12",
        Tone.BAD,
    )
    assert glass_line((), NOW, language) is None
    assert glass_line((("Dana Whitfield, RN", until),), until, language) is None


def test_what_is_wrong_with_updates_is_named(language: Language) -> None:
    assert update_lines(BundleTrouble(), NOW, language) == []
    ends = RunningOut("vendor", NOW + timedelta(days=3))
    every = update_lines(BundleTrouble("tea 1.1.0", ("crisis",), ends, NOW), NOW, language)
    assert [line.tone for line in every] == [Tone.BAD] * 4
    failed, damaged, soon, clock = (line.detail for line in every)
    assert failed.startswith("tea 1.1.0;")
    assert damaged.startswith("crisis;")
    assert "vendor run out on" in soon
    assert "already" in clock
    over = RunningOut("vendor", NOW - timedelta(days=1))
    (line,) = update_lines(BundleTrouble(running_out=over), NOW, language)
    assert "ran out" in line.detail


@pytest.mark.parametrize(
    ("is_active", "badge", "must", "blocked", "access"),
    [
        (True, False, False, False, "passphrase"),
        (True, True, False, False, "passphrase, badge and PIN"),
        (True, False, True, False, "passphrase, must choose a passphrase"),
        (True, False, False, True, "passphrase, too many wrong tries, waiting"),
        (False, True, True, True, "has left"),
    ],
)
def test_how_somebody_gets_in(
    language: Language, is_active: bool, badge: bool, must: bool, blocked: bool, access: str
) -> None:
    member = StaffMember(DANA.id, "dana", "Dana", "Whitfield", DANA.role, "RN", is_active=is_active)
    at = SessionRecord(SESSION.id, DANA.id, "desk 2", Proof.PASSPHRASE, NOW, NOW)
    (row,) = staff_rows((StaffLine(member, badge, must, blocked, (at,)),), NOW, language)
    assert row.cells == ("Dana Whitfield, RN", "dana", "Nurse", access, "desk 2 since 18:42")
    assert (row.tone is Tone.BAD) is (blocked or not is_active)


def test_consents_say_how_they_stand_and_since_when(language: Language) -> None:
    who = resident()
    word = Consent(
        uuid4(),
        who.id,
        ConsentKind.FAMILY_TOLD,
        True,
        Basis.REPRESENTATIVE,
        "Carol Ellis",
        DANA.id,
        NOW,
    )
    agrees = frozenset({ConsentKind.FAMILY_TOLD, ConsentKind.MEMORY})
    opened = OpenedResident(who, (word,), agrees, ())
    rows = {row.key: row.cells[1:] for row in consent_rows(opened, language)}
    assert rows["family_told"] == ("agrees", "20 Nov 2026", "Carol Ellis (a representative)")
    assert rows["memory"][0] == "covered by the contract"
    assert rows["conversations_read"][0] == "nobody has asked"


@pytest.mark.parametrize(
    ("text", "rooms"),
    [("", ["12", "4"]), ("ell", ["12"]), ("ROOM", []), ("4", ["4"]), ("beck 4", ["4"])],
)
def test_finding_somebody(text: str, rooms: list[str]) -> None:
    lines = (
        ResidentLine(resident().id, "Margaret Ellis", "12", "Garden"),
        ResidentLine(resident().id, "Harold Beck", "4", "Garden"),
    )
    assert [line.room for line in found(lines, text)] == rooms


def test_documents_say_what_to_know_before(language: Language) -> None:
    document = KnowledgeDocument(
        DocumentId(new_uuid()),
        "visiting.md",
        "Visiting",
        DocumentKind.MARKDOWN,
        "0",
        2,
        DocumentState.PROPOSED,
        NOW,
        DANA.id,
        warnings="speaks_to_a_program\nmacros",
    )
    (row,) = document_rows((document,), language)
    assert row.cells == (
        "visiting.md",
        "Visiting",
        "2",
        "waits for approval",
        "speaks to a program · macros",
    )
    assert row.tone is Tone.BAD
    assert needs_second_look(document)
