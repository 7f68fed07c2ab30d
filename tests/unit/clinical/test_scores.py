import pytest

from app.clinical import ScaleId


@pytest.mark.parametrize(
    ("scale", "label"),
    [(ScaleId.PHQ9, "PHQ-9"), (ScaleId.GAD7, "GAD-7"), (ScaleId.UCLA3, "UCLA-3")],
)
def test_scales_are_named_as_clinicians_write_them(scale: ScaleId, label: str) -> None:
    assert scale.label == label


def test_every_scale_has_a_name() -> None:
    assert all(scale.label for scale in ScaleId)
