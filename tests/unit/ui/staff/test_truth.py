"""What the window claims of audit, storage and sound: never more than was checked."""

from datetime import timedelta

import pytest
from staff_samples import NOW, board, entry, verdict

from app.audit import ChainVerdict
from app.oversight import Board, Trail
from ui.staff.audit.audit_view import count_text, entry_view, state_view
from ui.staff.audit.trail import Checked
from ui.staff.live.feed import Problem
from ui.staff.live.health import Tone, banner, chain_line, sound_line, storage_line
from ui.staff.wording.language import Language

GOOD = Checked(verdict(1204), NOW)
BAD = Checked(verdict(17, 17), NOW)


@pytest.mark.parametrize(
    ("checked", "problem", "is_busy", "text", "detail", "tone"),
    [
        (None, None, False, "Audit chain not checked yet", "", Tone.UNKNOWN),
        (None, None, True, "Checking the audit chain…", "", Tone.UNKNOWN),
        (None, "full", False, "Audit chain could not be checked", "", Tone.BAD),
        (GOOD, None, False, "Audit chain valid", "1,204 entries checked 18:42", Tone.GOOD),
        (
            GOOD,
            None,
            True,
            "Checking the audit chain…",
            "1,204 entries checked 18:42",
            Tone.UNKNOWN,
        ),
        (
            GOOD,
            "full",
            False,
            "Audit chain could not be checked",
            "1,204 entries checked 18:42",
            Tone.BAD,
        ),
        (BAD, None, False, "Audit chain broken at entry 17", "checked 18:42", Tone.BAD),
        (BAD, "full", True, "Audit chain broken at entry 17", "checked 18:42", Tone.BAD),
    ],
)
def test_the_chain(
    language: Language,
    checked: Checked | None,
    problem: str | None,
    is_busy: bool,
    text: str,
    detail: str,
    tone: Tone,
) -> None:
    line = chain_line(checked, problem, NOW, language, is_busy=is_busy)
    assert (line.text, line.detail, line.tone) == (text, detail, tone)


@pytest.mark.parametrize(
    ("made", "problem", "later_s", "text", "detail"),
    [
        (None, None, 0, "Storage not read yet", ""),
        (
            None,
            Problem("x"),
            0,
            "Storage does not answer",
            "never read since this screen was opened",
        ),
        (board(), None, 5, "Storage answers", "read 18:42"),
        (board(), Problem("x"), 5, "Storage does not answer", "last read 18:42"),
        (board(), None, 90, "Storage does not answer", "last read 18:42"),
    ],
)
def test_the_storage(
    language: Language,
    made: Board | None,
    problem: Problem | None,
    later_s: int,
    text: str,
    detail: str,
) -> None:
    line = storage_line(made, problem, NOW + timedelta(seconds=later_s), language)
    assert (line.text, line.detail) == (text, detail)


@pytest.mark.parametrize(
    ("made", "problem", "later_s", "said"),
    [
        (None, None, 0, ""),
        (board(), None, 5, ""),
        (board(), None, -3600, ""),
        (
            board(),
            None,
            90,
            "This board may be out of date. Last read 18:42. Storage does not answer.",
        ),
        (
            board(),
            Problem("The disk is full."),
            1,
            "This board may be out of date. Last read 18:42. The disk is full.",
        ),
        (None, Problem("The disk is full."), 0, "The board cannot be read. The disk is full."),
        (None, Problem(), 0, "The board cannot be read. Storage does not answer."),
    ],
)
def test_the_banner(
    language: Language, made: Board | None, problem: Problem | None, later_s: int, said: str
) -> None:
    assert banner(made, problem, NOW + timedelta(seconds=later_s), language) == said


def test_the_sound(language: Language) -> None:
    assert sound_line(language, is_audible=None) is None
    assert sound_line(language, is_audible=True) is None
    missing = sound_line(language, is_audible=None, outlet="")
    assert missing.tone is Tone.BAD
    assert missing.text == "No sound on this screen"
    ready = sound_line(language, is_audible=True, outlet="Desk speaker")
    assert (ready.tone, ready.detail) == (Tone.GOOD, "on Desk speaker")
    silent = sound_line(language, is_audible=False)
    assert silent
    assert silent.text == "No sound on this screen"


@pytest.mark.parametrize(
    ("checked", "problem", "is_busy", "said", "tone"),
    [
        (None, None, False, "Audit chain not checked yet", Tone.UNKNOWN),
        (GOOD, None, True, "Reading the audit log…", Tone.UNKNOWN),
        (
            GOOD,
            None,
            False,
            "Audit chain valid. 1,204 entries checked at 18:42.",
            Tone.GOOD,
        ),
        (
            GOOD,
            "The disk is full.",
            False,
            "The audit chain could not be checked. The disk is full.",
            Tone.BAD,
        ),
        (
            None,
            "",
            False,
            "The audit chain could not be checked. Something unexpected went wrong in this window.",
            Tone.BAD,
        ),
    ],
)
def test_the_audit_banner(
    language: Language,
    checked: Checked | None,
    problem: str | None,
    is_busy: bool,
    said: str,
    tone: Tone,
) -> None:
    state = state_view(checked, problem, NOW, language, is_busy=is_busy)
    assert (state.text, state.tone) == (said, tone)


def test_a_break_is_said_with_what_to_do(language: Language) -> None:
    for is_busy, problem in ((False, None), (True, None), (False, "full")):
        state = state_view(BAD, problem, NOW, language, is_busy=is_busy)
        assert state.tone is Tone.BAD
        assert state.text.startswith("Audit chain broken at entry 17. It was altered.")
        assert "Tell the administrator" in state.text


@pytest.mark.parametrize(
    ("details", "said"),
    [
        ({}, ""),
        (
            {"source": "words", "level": "immediate", "kind": "suicide"},
            "Level: immediate · Kind: Suicide · Source: words",
        ),
        ({"outcome": "false_alarm"}, "Outcome: False alarm"),
        ({"waited_s": 41.3}, "Waited: 0:41"),
        ({"alert": "01a1f982-21f5-7ccd-849a-3883cf17b8a5"}, "Alert: …cf17b8a5"),
        (
            {"entries": 1204, "complete": True, "forced": False},
            "entries: 1,204 · complete: yes · forced: no",
        ),
        ({"kind": "something new", "reason": None}, "Kind: something new · Reason: None"),
    ],
)
def test_details(language: Language, details: dict[str, object], said: str) -> None:
    assert entry_view(entry(1, **details), None, language).cells[5] == said


def test_actions_this_version_does_not_know_are_shown_as_they_stand(language: Language) -> None:
    assert entry_view(entry(1, "moon.landed"), None, language).cells[3] == "moon.landed"
    assert entry_view(entry(1, "alert.raised"), None, language).cells[3] == "Raised an alert"


def test_the_broken_entry_is_marked(language: Language) -> None:
    assert entry_view(entry(17), 17, language).is_broken
    assert not entry_view(entry(16), 17, language).is_broken


@pytest.mark.parametrize(
    ("shown", "read", "entries", "text", "chosen", "said"),
    [
        (0, 0, 0, "", "", "Nothing has been recorded yet."),
        (1, 1, 1204, "", "", "newest 1 of 1,204 shown"),
        (12, 12, 12, "", "", "12 entries shown"),
        (3, 12, 1204, "rosa", "", "3 of 12 match"),
        (0, 12, 12, "xx", "", "No entry matches “xx”."),
        (12, 12, 1204, "", "Rosa", "12 entries match"),
        (500, 500, 1204, "", "Rosa", "newest 500 entries that match"),
        (0, 0, 1204, "", "Rosa", "No entry matches “Rosa”."),
        (2, 500, 1204, "xx", "Rosa", "2 of 500 match"),
    ],
)
def test_how_much_is_shown(
    language: Language, shown: int, read: int, entries: int, text: str, chosen: str, said: str
) -> None:
    trail = Trail([entry()] * read, entries, {}, {}, ())
    assert count_text(shown, trail, language, filter_text=text, chosen=chosen) == said


def test_what_was_read_before_is_not_called_read_now(language: Language) -> None:
    known = ChainVerdict(1204, known=1200, known_at=NOW - timedelta(hours=2))
    state = state_view(Checked(known, NOW), None, NOW, language, is_busy=False)
    assert state.text == (
        "Audit chain valid. 1,204 entries checked at 18:42, the first 1,200 of them at 16:42."
    )


def test_how_far_a_check_is(language: Language) -> None:
    state = state_view(None, None, NOW, language, is_busy=True, verified=12_000)
    assert state.text == "Verifying the audit chain: 12,000 entries so far…"
