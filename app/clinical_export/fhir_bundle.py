"""A resident's record as one FHIR bundle, checked by the library when it is made and read back.

The models are those of FHIR R4B (4.3.0), the nearest to R4 (4.0.1) that the library has. The
resources used here are the same in both.
"""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from fhir.resources.R4B.bundle import Bundle
from pydantic import ValidationError

from app.clinical.scale_files import Scales
from app.clinical_export.fhir_alerts import communication_of, flag_of
from app.clinical_export.fhir_scales import (
    observations_of,
    observations_of_score,
    provenance_of,
    response_of,
)
from app.clinical_export.fhir_values import DEVICE, Json, moment, urn
from app.clinical_export.record import ExportRecord
from app.errors import LiloError
from app.identity import Resident


class FhirError(LiloError):
    """A bundle is not what FHIR allows."""

    code = "clinical.fhir"


def bundle_of(record: ExportRecord, scales: Scales, facility: str, now: datetime) -> str:
    """Return a resident's record as the JSON of a FHIR collection bundle.

    Raises:
        FhirError: it does not validate, or does not survive being read back.
    """
    entries = [
        {"fullUrl": urn(one["id"]), "resource": one} for one in _resources(record, scales, facility)
    ]
    raw = {
        "resourceType": "Bundle",
        "type": "collection",
        "timestamp": moment(now),
        "entry": entries,
    }
    try:
        bundle = Bundle.model_validate(raw)
        text: str = bundle.model_dump_json(indent=2)
        again = Bundle.model_validate_json(text)
    except ValidationError as error:
        raise _refused(record, error.error_count()) from error
    if again != bundle:
        raise _refused(record, 1)
    return text


def read_bundle(text: str) -> Bundle:
    """Read a bundle, and check it.

    Raises:
        FhirError: it does not validate.
    """
    try:
        return Bundle.model_validate_json(text)
    except ValidationError as error:
        raise FhirError(
            f"This is no FHIR bundle: {error.error_count()} faults.", "Export it again."
        ) from error


def _resources(record: ExportRecord, scales: Scales, facility: str) -> Iterator[Json]:
    yield _patient(record.resident)
    yield _device(facility)
    for taken in record.administrations:
        scale = scales[taken.scale]
        yield response_of(scale, taken)
        yield from observations_of(scale, taken)
        yield provenance_of(scale, taken)
    for score in record.scores:
        yield from observations_of_score(scales[score.scale], score)
    for alert in record.alerts:
        yield communication_of(alert)
        if flag := flag_of(alert):
            yield flag


def _patient(resident: Resident) -> Json:
    own: Json = {
        "resourceType": "Patient",
        "id": str(resident.id),
        "name": [{"family": resident.family_name, "given": [resident.given_name]}],
        "communication": [{"language": {"text": resident.language}}],
    }
    if resident.born:
        own["birthDate"] = resident.born.isoformat()
    return own


def _device(facility: str) -> Json:
    return {
        "resourceType": "Device",
        "id": DEVICE,
        "deviceName": [{"name": "Lilo", "type": "user-friendly-name"}],
        "note": [{"text": f"A program at {facility}. It is not a medical device."}],
    }


def _refused(record: ExportRecord, faults: int) -> FhirError:
    who: UUID = record.resident.id
    return FhirError(
        f"The record of resident {who} is not what FHIR allows: {faults} faults.",
        "Tell IT; nothing was written for this resident.",
    )
