from app.audit import AuditAction, AuditDraft


def test_actions_are_named_by_what_they_concern() -> None:
    values = [action.value for action in AuditAction]
    assert len(set(values)) == len(values)
    assert {value.split(".")[0] for value in values} >= {
        "staff",
        "conversation",
        "alert",
        "facility",
    }


def test_a_draft_needs_no_subject_and_no_details() -> None:
    draft = AuditDraft(AuditAction.FACILITY_OPENED, "lilo")
    assert (draft.subject, dict(draft.details)) == ("", {})
