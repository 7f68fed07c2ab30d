"""Small FHIR values: codings, references, moments. Plain data, checked when a resource is made."""

from datetime import datetime
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from app.ids import ResidentId

LOINC = "http://loinc.org"
UCUM = "http://unitsofmeasure.org"
SURVEY = "http://terminology.hl7.org/CodeSystem/observation-category"
ABSENT = "http://terminology.hl7.org/CodeSystem/data-absent-reason"
LILO = "urn:lilo"
US_CORE_SCREENING = (
    "http://hl7.org/fhir/us/core/StructureDefinition/us-core-observation-screening-assessment"
)
"""Profile of survey results; its elements are filled in, its own rules are not checked here."""

DEVICE = str(uuid5(NAMESPACE_URL, "urn:lilo:device"))

Json = dict[str, Any]


def concept(text: str, *codes: tuple[str, str]) -> Json:
    """Return a CodeableConcept; codes are (system, code), and empty codes are left out."""
    codings = [{"system": system, "code": code} for system, code in codes if code]
    return {**({"coding": codings} if codings else {}), "text": text}


def reference(kind: str, identity: UUID | str) -> Json:
    """Return a reference within the bundle."""
    return {"reference": urn(identity), "type": kind}


def urn(identity: UUID | str) -> str:
    """Return under which address a resource stands in a bundle, and is referred to.

    A relative reference would be found only where resources have addresses of a server (FHIR R4,
    resolving references in bundles).
    """
    return f"urn:uuid:{identity}"


def patient(resident_id: ResidentId) -> Json:
    """Return the reference to a resident."""
    return reference("Patient", resident_id)


def moment(at: datetime) -> str:
    """Return an instant with its zone, to the second."""
    return at.isoformat(timespec="seconds")
