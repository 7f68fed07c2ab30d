import json
import stat
from datetime import timedelta
from pathlib import Path

import pytest

from app.alerts import (
    AlertCause,
    AlertEvent,
    AlertEventKind,
    AlertSource,
    Outcome,
)
from app.bootstrap import find_keys, prepare_basics
from app.clock import system_clock
from app.ids import AlertEventId, AlertId, MessageId, new_uuid
from app.safety import DangerKind, Level
from storage import Database, FacilityPaths
from tests.e2e.conftest import Lilo

ROWS: list[dict[str, object]] = [
    {"text": "I cannot breathe", "label": 1, "kind": "medical_emergency", "level": "immediate"},
    {"turns": ["I want to die.", "Good morning."], "label": 1, "kind": "suicide",
     "level": "urgent"},
    {"text": "The soup was lovely today.", "label": 0, "about": "food"},
    {"text": "The soup was cold again.", "label": 1, "kind": "abuse_neglect"},
]  # fmt: skip


def write(path: Path, rows: list[dict[str, object]]) -> Path:
    path.write_text("\n".join(json.dumps(row) for row in rows))
    return path


@pytest.fixture
def rows(tmp_path: Path) -> Path:
    return write(tmp_path / "rows.jsonl", ROWS)


def test_safety_figures_and_misses(here: Lilo, rows: Path, tmp_path: Path) -> None:
    misses = tmp_path / "misses.jsonl"
    outcome = here("eval", "safety", rows, "--json", "--misses", misses, "--misheard", "0.25")
    assert outcome.code == 0, outcome.err
    figures = outcome.json
    assert (figures["n"], figures["positives"], figures["negatives"]) == (4, 3, 1)
    assert figures["recall"] == round(2 / 3, 4)
    assert figures["fpr"] == 0.0
    assert figures["precision"] == 1.0
    assert figures["by_kind"]["suicide"] == {"n": 1, "found": 1, "recall": 1.0}
    assert figures["grave"] == {"n": 2, "found": 2, "recall": 1.0}
    assert figures["false_alarms"]["urgent"]["count"] == 0
    assert figures["by_about"] == {"food": {"n": 1, "elevated": 0, "urgent": 0}}
    assert figures["level_agreement"] == 1.0
    assert figures["p99_ms"] >= figures["p50_ms"] > 0
    heard = figures["misheard"]["0.25"]
    assert heard["hearings"] == 3
    assert heard["drop_points"] == pytest.approx(100 * (figures["recall"] - heard["recall"]))
    wrong = [json.loads(line) for line in misses.read_text().splitlines()]
    assert [row["text"] for row in wrong] == ["The soup was cold again."]
    assert {"got_level", "score", "nearest", "reasons"} <= set(wrong[0])


def test_rules_can_be_measured_without_any_model(lilo: Lilo, rows: Path) -> None:
    outcome = lilo("eval", "safety", rows, "--rules-only")
    assert outcome.code == 0, outcome.err
    assert "recall                 0.6667" in outcome.out
    assert "Loading the models" not in outcome.err


def test_rows_without_a_label_are_given_one_and_some_left_out(here: Lilo, tmp_path: Path) -> None:
    said: list[dict[str, object]] = [
        {"text": "Lovely weather"},
        {"text": "I want to die"},
        {"text": "I want to die, he sang"},
    ]
    file = write(tmp_path / "plain.jsonl", said)
    left_out = tmp_path / "out.txt"
    left_out.write_text("2 really about suicide\n")
    options = ("--label", "0", "--leave-out", left_out, "--rules-only", "--json")
    outcome = here("eval", "safety", file, *options)
    assert outcome.code == 0, outcome.err
    assert (outcome.json["n"], outcome.json["recall"]) == (2, None)
    assert outcome.json["left_out"] == [{"number": 2, "reason": "really about suicide"}]


def test_lilos_own_set_is_read_where_no_file_is_named(here: Lilo) -> None:
    outcome = here("eval", "safety", "--rules-only", "--json")
    assert outcome.code == 0, outcome.err
    assert outcome.json["files"] == ["danger.jsonl", "harmless.jsonl"]
    assert outcome.json["positives"] >= 400
    assert outcome.json["negatives"] >= 3_000
    assert {"immediate", "urgent"} <= set(outcome.json["by_level"])
    assert len(outcome.json["by_kind"]) == 9


def test_without_data_it_is_skipped(here: Lilo, tmp_path: Path) -> None:
    outcome = here("eval", "safety", tmp_path / "absent.jsonl", "--label", "0")
    assert outcome.code == 0
    assert "skipped: no data" in outcome.out
    outcome = here("eval", "safety", tmp_path / "absent.jsonl", "--json")
    assert outcome.json["skipped"] == "no data"


def test_intent_figures(here: Lilo, tmp_path: Path) -> None:
    file = write(
        tmp_path / "rows.jsonl",
        [
            {"text": "What day is it today?", "intent": "GROUND"},
            {"text": "I feel so lonely tonight.", "intent": "CONNECT", "also": ["SOOTHE"]},
        ],
    )
    outcome = here("eval", "intents", file, "--json")
    assert outcome.code == 0, outcome.err
    assert outcome.json["accuracy"] == 1.0
    assert outcome.json["by_intent"]["GROUND"]["n"] == 1


def test_other_labels_are_learned_from_other_rows(here: Lilo, tmp_path: Path) -> None:
    said = {"tea": "a cup of tea {}", "rain": "will it rain {}", "song": "sing me a song {}"}
    learned = [
        {"text": text.format(f"number {n}"), "intent": label}
        for label, text in said.items()
        for n in range(20)
    ]
    tested = [{"text": text.format("please"), "intent": label} for label, text in said.items()]
    files = (
        write(tmp_path / "learned.jsonl", learned),
        write(tmp_path / "tested.jsonl", tested),
        write(tmp_path / "outside.jsonl", [{"text": "the price of gold in 1932"}]),
    )
    options = [x for pair in zip(("--train", "--test", "--oos"), files, strict=True) for x in pair]
    outcome = here("eval", "intents", *options, "--json")
    assert outcome.code == 0, outcome.err
    assert (outcome.json["labels"], outcome.json["accuracy"]) == (3, 1.0)
    assert outcome.json["out_of_scope"] == 1
    alone = here("eval", "intents", "--train", files[0])
    assert alone.code == 2
    assert "--test" in alone.err


def test_a_wrong_row_is_named(here: Lilo, tmp_path: Path) -> None:
    file = write(tmp_path / "rows.jsonl", [{"text": "x", "label": 0}, {"text": "y", "label": 7}])
    outcome = here("eval", "safety", file)
    assert outcome.code == 2
    assert "line 2" in outcome.err


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--at", "terrible"), "There is no level 'terrible'"),
        (("--misheard", "1.5"), "1.5 is not a share"),
        (("--leave-out", "absent.txt"), "cannot be read"),
    ],
)
def test_a_wrong_option_is_told(
    here: Lilo, rows: Path, options: tuple[str, str], says: str
) -> None:
    outcome = here("eval", "safety", rows, *options)
    assert outcome.code == 2
    assert says in outcome.err


def keep_resolved_alerts(facility: Path, count: int) -> None:
    """Alerts by words that staff have resolved: one in three was a false alarm."""
    basics = prepare_basics(facility)
    path = FacilityPaths(facility).database
    with Database.open(path, find_keys(basics).keys) as database, database.unit() as unit:
        (resident, *_), nurse = unit.residents.all(), unit.staff.by_login("dana")
        assert nurse is not None
        for number in range(count):
            is_false = number % 3 == 0
            words = f"Soup number {number} was good" if is_false else f"I want to die. {number}"
            cause = AlertCause(
                AlertSource.WORDS,
                Level.URGENT,
                DangerKind.SUICIDE,
                words,
                score=0.8,
                message_id=MessageId(new_uuid()),
            )
            at, alert_id = system_clock() - timedelta(hours=count - number), AlertId(new_uuid())
            for kind in (AlertEventKind.RAISED, AlertEventKind.RESOLVED):
                is_over = kind is AlertEventKind.RESOLVED
                outcome = Outcome.FALSE_ALARM if is_false else Outcome.HELPED
                unit.alerts.append(
                    AlertEvent(
                        AlertEventId(new_uuid()),
                        alert_id,
                        resident.id,
                        kind,
                        at,
                        None if is_over else cause,
                        nurse.id if is_over else None,
                        outcome if is_over else None,
                    )
                )


def test_few_reviewed_cases_speak_for_nothing(here: Lilo, facility: Path, tmp_path: Path) -> None:
    keep_resolved_alerts(facility, 3)
    export = tmp_path / "cases.jsonl"
    outcome = here("eval", "reviewed", "--facility", facility, "--export", export, "--json")
    assert outcome.code == 0, outcome.err
    assert outcome.json["recommended"] is None
    assert "Too few" in outcome.json["why"]
    assert outcome.json["by_score"]["0.75 to 0.90"] == {"danger": 2, "harmless": 1, "unsure": 0}
    assert "WARNING" in outcome.err
    assert stat.S_IMODE(export.stat().st_mode) == 0o600
    written = [json.loads(line) for line in export.read_text().splitlines()]
    assert sorted(row["label"] for row in written) == [0, 1, 1]
    assert set(written[0]) == {"text", "label", "kind", "level"}
    again = here("eval", "reviewed", "--facility", facility, "--export", export)
    assert again.code == 2
    assert "there already" in again.err
    # What was exported can be measured as it is.
    measured = here("eval", "safety", export, "--rules-only", "--json")
    assert measured.json["n"] == 3, measured.err


def test_enough_reviewed_cases_speak_for_thresholds(here: Lilo, facility: Path) -> None:
    keep_resolved_alerts(facility, 60)
    outcome = here("eval", "reviewed", "--facility", facility, "--json")
    assert outcome.code == 0, outcome.err
    advice = outcome.json["recommended"]
    assert 0 < advice["safety.watch_at"] < advice["safety.alarm_at"] < 1
    assert outcome.json["expected"]["alarm"]["recall"] == 1.0
    assert outcome.json["now"]["alarm"]["recall"] == 1.0
    assert (outcome.json["danger"], outcome.json["harmless"]) == (40, 20)
