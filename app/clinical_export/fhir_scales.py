"""One taking of a scale as FHIR: its answers, an observation for each item, and the total."""

from collections.abc import Iterator
from uuid import UUID, uuid5

from app.clinical import Score
from app.clinical.administration import Administration, How
from app.clinical.scale import Item, RiskLevel, Scale
from app.clinical.scoring import applies, band_of
from app.clinical_export.fhir_values import (
    ABSENT,
    DEVICE,
    LILO,
    LOINC,
    SURVEY,
    UCUM,
    US_CORE_SCREENING,
    Json,
    concept,
    moment,
    patient,
    reference,
)

_TOTAL = "total"
_RISK = "risk"


def response_of(scale: Scale, taken: Administration) -> Json:
    """Return the QuestionnaireResponse: every item asked, with its answer or that it was declined.

    Items that the scale's own rules skip are not in it.
    """
    items = [
        {
            "linkId": link_id(item),
            "text": item.text.en,
            **({"answer": [_answer(scale, value)]} if value is not None else {}),
        }
        for item in scale.items
        if applies(item, taken.answers)
        for value in (taken.answers.get(item.id),)
    ]
    return {
        "resourceType": "QuestionnaireResponse",
        "id": str(taken.id),
        "questionnaire": f"{LILO}:scale:{scale.id}|{scale.version}",
        "status": "completed",
        "subject": patient(taken.resident_id),
        "source": patient(taken.resident_id),
        "author": reference("Device", DEVICE),
        "authored": moment(taken.ended_at or taken.last_at),
        "item": items,
    }


def observations_of(scale: Scale, taken: Administration) -> Iterator[Json]:
    """Give an observation for each item asked, then for the total or the risk."""
    at = moment(taken.ended_at or taken.last_at)
    derived = [reference("QuestionnaireResponse", taken.id)]
    members = []
    for item in scale.items:
        if not applies(item, taken.answers):
            continue
        own = _observation(taken.id, item.id, taken, at, derived)
        own["code"] = concept(item.text.en, (LOINC, item.loinc))
        value = taken.answers.get(item.id)
        if value is None:
            own["dataAbsentReason"] = concept("Asked and declined", (ABSENT, "asked-declined"))
        else:
            own["valueCodeableConcept"] = _chosen(scale, value)
        members.append(reference("Observation", own["id"]))
        yield _profiled(own, item.loinc)
    result = taken.result(scale)
    if scale.has_total:
        total = _observation(taken.id, _TOTAL, taken, at, derived)
        total["hasMember"] = members
        yield _total(scale, total, result.total, is_prorated=result.is_prorated)
    else:
        risk = _observation(taken.id, _RISK, taken, at, derived)
        risk["hasMember"] = members
        yield _risk(scale, risk, result.risk or RiskLevel.NONE)


def observations_of_score(scale: Scale, score: Score) -> Iterator[Json]:
    """Give what is known of a result that was recorded otherwise: a total, and no answers."""
    own: Json = {
        "resourceType": "Observation",
        "id": str(score.id),
        "status": "final",
        "category": [concept("Survey", (SURVEY, "survey"))],
        "subject": patient(score.resident_id),
        "effectiveDateTime": score.taken_on.isoformat(),
    }
    yield _total(scale, own, score.total, is_prorated=False)


def provenance_of(scale: Scale, taken: Administration) -> Json:
    """Say how the answers came about: asked by Lilo, from which file, in which ways."""
    ways = {given.how for given in taken.given.values() if given.how}
    said = ", ".join(how.value for how in How if how in ways)
    return {
        "resourceType": "Provenance",
        "id": str(uuid5(taken.id, "provenance")),
        "target": [reference("QuestionnaireResponse", taken.id)],
        "recorded": moment(taken.ended_at or taken.last_at),
        "occurredPeriod": {
            "start": moment(taken.begun_at),
            "end": moment(taken.ended_at or taken.last_at),
        },
        "activity": {"text": f"{scale.label} taken as a conversation; answers: {said}"},
        "agent": [
            {
                "type": concept(
                    "Assembler",
                    (
                        "http://terminology.hl7.org/CodeSystem/provenance-participant-type",
                        "assembler",
                    ),
                ),
                "who": reference("Device", DEVICE),
            },
            {
                "type": concept(
                    "Informant",
                    (
                        "http://terminology.hl7.org/CodeSystem/provenance-participant-type",
                        "informant",
                    ),
                ),
                "who": patient(taken.resident_id),
            },
        ],
    }


def link_id(item: Item) -> str:
    """Return an item's link id: its LOINC code where it has one, as LOINC's own forms do."""
    return f"/{item.loinc or item.id}"


def observation_id(administration: UUID, part: str) -> str:
    """Return the id of an observation: the same at every export."""
    return str(uuid5(administration, part))


def _observation(
    identity: UUID, part: str, taken: Administration, at: str, derived: list[Json]
) -> Json:
    return {
        "resourceType": "Observation",
        "id": observation_id(identity, part),
        "status": "final",
        "category": [concept("Survey", (SURVEY, "survey"))],
        "subject": patient(taken.resident_id),
        "effectiveDateTime": at,
        "performer": [patient(taken.resident_id)],
        "derivedFrom": derived,
    }


def _total(scale: Scale, own: Json, total: int | None, *, is_prorated: bool) -> Json:
    own["code"] = concept(f"{scale.label} total score", (LOINC, scale.loinc.total))
    if total is None:
        own["dataAbsentReason"] = concept("Too many items without an answer", (ABSENT, "unknown"))
        return _profiled(own, scale.loinc.total)
    own["valueQuantity"] = {"value": total, "unit": "{score}", "system": UCUM, "code": "{score}"}
    if band := band_of(scale, total):
        own["interpretation"] = [{"text": band.text.en}]
    if is_prorated and scale.missing:
        own["note"] = [{"text": f"Prorated. {scale.missing.because}"}]
    return _profiled(own, scale.loinc.total)


def _risk(scale: Scale, own: Json, risk: RiskLevel) -> Json:
    code = next((rule.code for rule in scale.risk if rule.level is risk), "")
    own["code"] = concept("Suicide risk level", (LOINC, scale.loinc.risk))
    own["valueCodeableConcept"] = concept(risk.value, (LOINC, code))
    return _profiled(own, scale.loinc.risk)


def _profiled(own: Json, code: str) -> Json:
    # The profile asks for a coded question; without a code none is claimed.
    return {**own, "meta": {"profile": [US_CORE_SCREENING]}} if code else own


def _answer(scale: Scale, value: int) -> Json:
    option = scale.option(value)
    text = option.text.en if option else str(value)
    code = option.code if option else ""
    if code:
        return {"valueCoding": {"system": LOINC, "code": code, "display": text}}
    coding = {"system": f"{LILO}:answers:{scale.id}", "code": str(value), "display": text}
    return {"valueCoding": coding}


def _chosen(scale: Scale, value: int) -> Json:
    option = scale.option(value)
    text = option.text.en if option else str(value)
    return concept(text, (LOINC, option.code if option else ""))
