"""Alerts that answers raised: a Communication for each, and a Flag while one is open."""

from uuid import uuid5

from app.alerts import Alert, AlertStatus
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
    said = [{"contentString": f"{alert.cause.level.label}: {alert.cause.words}"}]
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
        "code": concept(f"Suicide risk by screening, {alert.cause.level.label}"),
        "subject": patient(alert.resident_id),
        "period": {"start": moment(alert.raised_at)},
        "author": reference("Device", DEVICE),
    }
