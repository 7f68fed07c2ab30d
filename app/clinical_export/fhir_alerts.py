"""Alerts about a person's health: a Communication for each, and a Flag while one is open.

What a resident said in a conversation is no part of the clinical record: of an alert by words only
its kind and how grave it is are exported. Answers to a scale are, word for word.
"""

from uuid import uuid5

from app.alerts import Alert, AlertSource, AlertStatus
from app.clinical_export.fhir_values import DEVICE, Json, concept, moment, patient, reference
from app.safety import Level

_PRIORITY = {Level.ELEVATED: "urgent", Level.URGENT: "asap", Level.IMMEDIATE: "stat"}
_COMMUNICATION = {
    AlertStatus.WAITING: "in-progress",
    AlertStatus.ACKNOWLEDGED: "in-progress",
    AlertStatus.RESOLVED: "completed",
}
_FLAG_CATEGORY = "http://terminology.hl7.org/CodeSystem/flag-category"


def communication_of(alert: Alert) -> Json:
    """Return what staff were told, and how far it has come."""
    by_answer = alert.cause.source is AlertSource.CHECK_IN
    about = alert.cause.words if by_answer else _kind(alert)
    said = [{"contentString": f"{alert.cause.level.label}: {about}"}]
    if by_answer:
        said += [{"contentString": answer} for answer in alert.answers]
    own: Json = {
        "resourceType": "Communication",
        "id": str(alert.id),
        "status": _COMMUNICATION[alert.status],
        "category": [concept("Alert to staff")],
        "priority": _PRIORITY.get(alert.cause.level, "routine"),
        "subject": patient(alert.resident_id),
        "sender": reference("Device", DEVICE),
        "sent": moment(alert.raised_at),
        "payload": said,
    }
    if alert.acknowledged_at:
        own["received"] = moment(alert.acknowledged_at)
    return own


def flag_of(alert: Alert) -> Json | None:
    """Return the flag of an open risk; None once staff have resolved it."""
    if not alert.is_open:
        return None
    return {
        "resourceType": "Flag",
        "id": str(uuid5(alert.id, "flag")),
        "status": "active",
        "category": [concept("Safety", (_FLAG_CATEGORY, "safety"))],
        "code": concept(f"{_risk(alert)}, {alert.cause.level.label}"),
        "subject": patient(alert.resident_id),
        "period": {"start": moment(alert.raised_at)},
        "author": reference("Device", DEVICE),
    }


def _risk(alert: Alert) -> str:
    if alert.cause.source is AlertSource.CHECK_IN:
        return "Suicide risk by screening"
    return f"Risk by what was said: {_kind(alert)}"


def _kind(alert: Alert) -> str:
    return alert.cause.kind.value.replace("_", " ") if alert.cause.kind else "not told apart"
