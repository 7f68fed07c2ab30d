"""What IT sees to is said as it is, never as it should be."""

from datetime import UTC, datetime

import pytest

from app.alerts.target_line import TargetHealth
from app.breaker import BreakerState
from app.station import BundleLine, StorageFigures, SystemState, Upkeep
from ui.staff.live.health import Tone
from ui.staff.system.upkeep_view import upkeep_rows
from ui.staff.wording.language import Language

NOW = datetime(2026, 11, 20, 23, 42, tzinfo=UTC)
WELL: dict[str, object] = {
    "settings_fault": "",
    "settings_changed": False,
    "bundles": (),
    "bundles_fault": "",
}


def rows(
    language: Language, targets: tuple[TargetHealth, ...] = (), **changes: object
) -> list[tuple[str, str, str, Tone]]:
    upkeep = Upkeep(**{**WELL, **changes})
    storage = StorageFigures(1, 1, "keyring", "0009")
    state = SystemState(
        NOW, (), (), (), storage, "", "", (), None, (), (), 0, 0, 9, (), None, upkeep, targets
    )
    return [(*row.cells, row.tone) for row in upkeep_rows(state, language)]


def test_where_all_is_well(language: Language) -> None:
    assert rows(language) == [
        ("Settings files", "as this program works with them", "", Tone.GOOD),
        ("Bundles", "what ships with Lilo", "", Tone.GOOD),
    ]


@pytest.mark.parametrize(
    ("changes", "said", "tone"),
    [
        ({"settings_fault": "facility.yaml: no"}, "a start would refuse them", Tone.BAD),
        ({"settings_changed": True}, "changed since the start", Tone.GOOD),
        ({"bundles_fault": "torn"}, "cannot be read", Tone.BAD),
    ],
)
def test_what_is_not(language: Language, changes: dict[str, object], said: str, tone: Tone) -> None:
    assert any(said in state and tone is found for _, state, _, found in rows(language, **changes))


def test_bundles_and_ways_out_have_lines_of_their_own(language: Language) -> None:
    installed = BundleLine("replies", "replies-en 1.2.0", NOW)
    failed = BundleLine("prompts", "", None, "prompts-en 2.0.0: too large")
    targets = (
        TargetHealth("pager", BreakerState.OPEN, None, "timeout", NOW),
        TargetHealth("mail", BreakerState.CLOSED, NOW),
        TargetHealth("new", BreakerState.CLOSED),
    )
    shown = rows(language, targets, bundles=(installed, failed))
    assert ("Bundle: replies", "replies-en 1.2.0", "installed 18:42", Tone.GOOD) in shown
    assert shown[2][1:] == (
        "what ships with Lilo",
        "did not work here: prompts-en 2.0.0: too large",
        Tone.BAD,
    )
    assert [(name, state, tone) for name, state, _, tone in shown[-3:]] == [
        ("Way out: pager", "does not take messages", Tone.BAD),
        ("Way out: mail", "works", Tone.GOOD),
        ("Way out: new", "not tried since the start", Tone.UNKNOWN),
    ]
