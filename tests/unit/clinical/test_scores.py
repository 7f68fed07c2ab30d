import pytest
from pydantic import BaseModel, ValidationError

from app.clinical import ScaleId


@pytest.mark.parametrize(
    ("scale", "label"),
    [
        (ScaleId.PHQ9, "PHQ-9"),
        (ScaleId.GAD7, "GAD-7"),
        (ScaleId.UCLA3, "UCLA-3"),
        (ScaleId.CSSRS, "C-SSRS"),
        (ScaleId("who5"), "WHO-5"),
        (ScaleId("moca"), "MOCA"),
    ],
)
def test_scales_are_named_as_clinicians_write_them(scale: ScaleId, label: str) -> None:
    assert scale.label == label


@pytest.mark.parametrize("name", ["", "PHQ9", "phq-9", "9phq", "a" * 17, "phq9\n"])
def test_a_scale_has_a_plain_name(name: str) -> None:
    with pytest.raises(ValueError, match="no name of a scale"):
        ScaleId(name)


def test_data_files_name_scales() -> None:
    class Row(BaseModel):
        scale: ScaleId

    assert Row.model_validate({"scale": "phq9"}).scale == ScaleId.PHQ9
    with pytest.raises(ValidationError):
        Row.model_validate({"scale": "PHQ 9"})
