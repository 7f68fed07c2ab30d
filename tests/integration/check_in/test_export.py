"""The record of a resident as FHIR and MDS: validated, read back, and looked at."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

import pytest

from app.alerts import AlertCause, AlertSource, Outcome
from app.clinical import ScaleId, Score
from app.clinical.scale_files import SHARED, ScaleError
from app.clinical.understanding import Command
from app.clinical_export.fhir_bundle import FhirError, bundle_of, read_bundle
from app.clinical_export.mds import load_mds, mds_of
from app.clinical_export.record import ExportRecord, gather
from app.ids import new_uuid
from app.safety import DangerKind, Level
from tests.integration.check_in.conftest import Bench

BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


async def answer(bench: Bench, *values: int | None) -> None:
    for value in values:
        standing = bench.desk.asked(bench.who)
        assert standing is not None
        assert standing.question is not None
        if value is None:
            await bench.desk.press(bench.who, Command.SKIP)
        else:
            await bench.desk.choose(bench.who, standing.question.item.id, value)


async def taken(bench: Bench) -> ExportRecord:
    """A PHQ-9 with a skipped item and item 9, the screener, loneliness, and an older score."""
    with bench.database.unit() as unit:
        unit.scores.add(Score(new_uuid(), bench.who, ScaleId.GAD7, date(2026, 1, 5), 8, ()))
    await bench.desk.begin(bench.who, ScaleId.PHQ9)
    await answer(bench, 2, 2, None, 1, 1, 1, 1, 0, 1)
    await answer(bench, 1, 0, 0)
    await bench.desk.begin(bench.who, ScaleId.UCLA3)
    await answer(bench, 3, 2, 3)
    with bench.database.reading() as unit:
        return gather(unit, bench.resident, bench.desk.rules.scales, BEGINNING)


async def bundle(bench: Bench) -> dict[str, list[dict[str, object]]]:
    record = await taken(bench)
    text = bundle_of(record, bench.desk.rules.scales, "Willow House", bench.clock())
    by_kind: dict[str, list[dict[str, object]]] = {}
    entries = json.loads(text)["entry"]
    addresses = [entry["fullUrl"] for entry in entries]
    assert len(set(addresses)) == len(addresses)
    assert all(UUID(address.removeprefix("urn:uuid:")) for address in addresses)
    assert set(_references(entries)) <= set(addresses)
    for entry in entries:
        by_kind.setdefault(entry["resource"]["resourceType"], []).append(entry["resource"])
    assert read_bundle(text).model_dump_json(indent=2) == text
    return by_kind


async def test_a_record_is_a_valid_bundle_and_survives_being_read_back(bench: Bench) -> None:
    found = await bundle(bench)
    assert {kind: len(each) for kind, each in found.items()} == {
        "Patient": 1,
        "Device": 1,
        "QuestionnaireResponse": 3,
        # 9 + total, 3 + risk, 3 + total, and the older total
        "Observation": 19,
        "Provenance": 3,
        "Communication": 1,
        "Flag": 1,
    }
    ids = [(r["resourceType"], r["id"]) for each in found.values() for r in each]
    assert len(set(ids)) == len(ids)


def _references(value: object) -> list[str]:
    if isinstance(value, dict):
        own = [str(value["reference"])] if "reference" in value else []
        return own + [one for inner in value.values() for one in _references(inner)]
    if isinstance(value, list):
        return [one for inner in value for one in _references(inner)]
    return []


async def test_answers_stand_under_their_codes(bench: Bench) -> None:
    found = await bundle(bench)
    phq9 = next(q for q in found["QuestionnaireResponse"] if "phq9" in str(q["questionnaire"]))
    items = {item["linkId"]: item for item in phq9["item"]}  # type: ignore[attr-defined]
    assert items["/44250-9"]["answer"][0]["valueCoding"]["code"] == "LA6570-1"
    assert "answer" not in items["/44259-0"]
    screener = next(q for q in found["QuestionnaireResponse"] if "cssrs" in str(q["questionnaire"]))
    # Questions that its own rules skip are not in it.
    asked = [item["linkId"] for item in screener["item"]]  # type: ignore[attr-defined]
    assert asked == ["/93246-7", "/93247-5", "/93267-3"]


async def test_observations_of_items_and_totals(bench: Bench) -> None:
    found = await bundle(bench)
    by_code = {
        coding["code"]: one
        for one in found["Observation"]
        for coding in one["code"].get("coding", [])  # type: ignore[attr-defined]
    }
    total = by_code["44261-6"]
    assert total["valueQuantity"]["value"] == 10  # type: ignore[index]  # 9 * 9/8 = 10.125
    assert total["interpretation"] == [{"text": "moderate"}]
    assert "Prorated" in total["note"][0]["text"]  # type: ignore[index]
    assert len(total["hasMember"]) == 9  # type: ignore[arg-type]
    declined = by_code["44259-0"]["dataAbsentReason"]
    assert declined["coding"][0]["code"] == "asked-declined"  # type: ignore[index]
    assert by_code["93374-7"]["valueCodeableConcept"]["coding"][0]["code"] == "LA9194-7"  # type: ignore[index]
    assert by_code["70274-6"]["effectiveDateTime"] == "2026-01-05"
    # No code could be verified for this one, so none is claimed, and no profile either.
    left_out = next(o for o in found["Observation"] if "left out" in str(o["code"]))
    assert "coding" not in left_out["code"]  # type: ignore[operator]
    assert "meta" not in left_out


async def test_the_flag_goes_when_staff_have_resolved_it(bench: Bench) -> None:
    found = await bundle(bench)
    (flag,), (told,) = found["Flag"], found["Communication"]
    assert flag["status"] == "active"
    assert told["status"] == "in-progress"
    assert len(told["payload"]) == 4  # type: ignore[arg-type]
    (alert,) = bench.open_alerts()
    await bench.alerts.acknowledge(alert.id, bench.nurse.id)
    await bench.alerts.resolve(alert.id, bench.nurse.id, Outcome.HELPED)
    with bench.database.reading() as unit:
        record = gather(unit, bench.resident, bench.desk.rules.scales, BEGINNING)
    text = bundle_of(record, bench.desk.rules.scales, "Willow House", bench.clock())
    kinds = [e["resource"]["resourceType"] for e in json.loads(text)["entry"]]
    assert "Flag" not in kinds
    done = next(
        e["resource"]
        for e in json.loads(text)["entry"]
        if e["resource"]["resourceType"] == "Communication"
    )
    assert done["status"] == "completed"
    assert "received" in done


async def test_too_much_missing_is_an_absent_total(bench: Bench) -> None:
    await bench.desk.begin(bench.who, ScaleId.UCLA3)
    await answer(bench, None, 2, 2, None)
    with bench.database.reading() as unit:
        record = gather(unit, bench.resident, bench.desk.rules.scales, BEGINNING)
    text = bundle_of(record, bench.desk.rules.scales, "Willow House", bench.clock())
    assert "Too many items without an answer" in text


async def test_what_is_no_fhir_is_refused(bench: Bench) -> None:
    record = await taken(bench)
    strange = replace(record, resident=replace(bench.resident, family_name=""))
    with pytest.raises(FhirError, match="not what FHIR allows") as refused:
        bundle_of(strange, bench.desk.rules.scales, "Willow House", bench.clock())
    assert "Ellis" not in str(refused.value)
    with pytest.raises(FhirError, match="no FHIR bundle"):
        read_bundle('{"resourceType": "Bundle", "entry": "none"}')


async def test_mood_items_of_the_mds(bench: Bench, resources: Path) -> None:
    record = await taken(bench)
    places = load_mds(resources / "scales" / SHARED / "mds.yaml")
    scale = bench.desk.rules.scales[ScaleId.PHQ9]
    phq9 = next(one for one in record.administrations if one.scale == "phq9")
    fields = {one.field: one for one in mds_of(places, scale, phq9)}
    assert (fields["D0150A1"].value, fields["D0150A2"].value) == ("1", "2")
    assert (fields["D0150C1"].value, fields["D0150C2"].value) == ("9", "")
    assert (fields["D0150H1"].value, fields["D0150H2"].value) == ("0", "0")
    assert fields["D0150A1"].loinc == "54636-6"
    assert fields["D0160"].value == "10"
    without = replace(phq9, given={})
    assert {f.field: f.value for f in mds_of(places, scale, without)}["D0160"] == "99"


def test_a_wrong_map_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ScaleError, match="MDS"):
        load_mds(tmp_path / "mds.yaml")


async def test_an_alert_by_words_is_exported_without_the_words(bench: Bench) -> None:
    cause = AlertCause(
        AlertSource.WORDS,
        Level.URGENT,
        DangerKind.GIVING_UP_CARE,
        words="I will not eat any more",
        reasons=("Refuses food",),
    )
    await bench.alerts.raise_alert(bench.who, cause)
    with bench.database.reading() as unit:
        record = gather(unit, bench.resident, bench.desk.rules.scales, BEGINNING)
    text = bundle_of(record, bench.desk.rules.scales, "Willow House", bench.clock())
    assert "eat any more" not in text
    found = {e["resource"]["resourceType"]: e["resource"] for e in json.loads(text)["entry"]}
    assert found["Communication"]["payload"] == [{"contentString": "urgent: giving up care"}]
    assert found["Flag"]["code"]["text"] == "Risk by what was said: giving up care, urgent"
    read_bundle(text)
