"""Clinical records as others read them: FHIR R4 resources, and MDS 3.0 mood items."""
