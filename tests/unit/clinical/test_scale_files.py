"""The scales that ship, against figures written here a second time, and wrong files refused."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from app.clinical import ScaleId
from app.clinical.scale_files import ScaleError, Scales, load_scales, load_speech

PHQ9_CODES = [
    "44250-9",
    "44255-8",
    "44259-0",
    "44254-1",
    "44251-7",
    "44258-2",
    "44252-5",
    "44253-3",
    "44260-8",
]
GAD7_CODES = ["69725-0", "68509-9", "69733-4", "69734-2", "69735-9", "69689-8", "69736-7"]
CSSRS_CODES = ["93246-7", "93247-5", "93248-3", "93249-1", "93250-9", "93267-3", "93269-9"]
ANSWERS = ["LA6568-5", "LA6569-3", "LA6570-1", "LA6571-9"]


@pytest.mark.parametrize(
    ("scale_id", "panel", "total", "items", "lowest"),
    [
        ("phq9", "44249-1", "44261-6", 9, [0, 5, 10, 15, 20]),
        ("gad7", "69737-5", "70274-6", 7, [0, 5, 10, 15]),
        ("ucla3", "106418-7", "", 3, [3, 6]),
        ("gds15", "48543-3", "48545-8", 15, [0, 5, 9, 12]),
        ("phq2", "55757-9", "55758-7", 2, [0, 2]),
        ("gad2", "", "", 2, [0, 2]),
        ("cssrs", "93373-9", "", 7, []),
    ],
)
def test_the_scales_that_ship(
    scales: Scales, scale_id: str, panel: str, total: str, items: int, lowest: list[int]
) -> None:
    scale = scales[ScaleId(scale_id)]
    assert (scale.loinc.panel, scale.loinc.total) == (panel, total)
    assert len(scale.items) == items
    assert [band.lowest for band in scale.bands] == lowest
    assert scale.sources
    assert scale.licence


def test_codes_of_items_and_answers(scales: Scales) -> None:
    phq9, gad7 = scales[ScaleId.PHQ9], scales[ScaleId.GAD7]
    assert [item.loinc for item in phq9.items] == PHQ9_CODES
    assert [item.loinc for item in gad7.items] == GAD7_CODES
    assert [item.loinc for item in scales[ScaleId.CSSRS].items] == CSSRS_CODES
    assert [option.code for option in phq9.options] == ANSWERS
    assert [option.value for option in phq9.options] == [0, 1, 2, 3]


def test_no_code_stands_for_two_items(scales: Scales) -> None:
    for scale in scales.values():
        codes = [item.loinc for item in scale.items if item.loinc]
        assert len(codes) == len(set(codes)), scale.id


def test_spanish_is_there_where_it_was_found(scales: Scales) -> None:
    with_spanish = {scale.id for scale in scales.values() if "es" in scale.languages}
    assert with_spanish == {"phq2", "phq9", "gad2", "gad7", "ucla3", "gds15"}
    phq9 = scales[ScaleId.PHQ9]
    assert phq9.items[0].text.in_("es") == "Poco interés o placer en hacer cosas"
    assert phq9.items[0].text.in_("fr") == phq9.items[0].text.en
    assert scales[ScaleId.CSSRS].items[0].text.in_("es") == scales[ScaleId.CSSRS].items[0].text.en
    assert phq9.options[0].hears.in_("fr") == ()


def test_everything_shown_is_published(scales: Scales) -> None:
    words = scales.wordings()
    for scale in scales.values():
        assert scale.lead.en in words
        assert {item.text.en for item in scale.items} <= words
        assert {option.text.en for option in scale.options} <= words


def test_a_scale_knows_its_items(scales: Scales) -> None:
    phq9 = scales[ScaleId.PHQ9]
    assert phq9.item("9").is_grave
    with pytest.raises(KeyError):
        phq9.item("10")
    assert phq9.option(4) is None
    assert len(scales) == 7


def test_a_facility_uses_some(resources: Path) -> None:
    some = load_scales(resources / "scales", ("ucla3", "phq2"))
    assert set(some) == {"phq2", "ucla3"}
    with pytest.raises(ScaleError, match="no scale 'moca'"):
        load_scales(resources / "scales", ("moca",))


@pytest.fixture
def changed(resources: Path, tmp_path: Path) -> Callable[[str, Callable[[Any], object]], Path]:
    """Copy the scales and change one of the files."""
    folder = tmp_path / "scales"
    shutil.copytree(resources / "scales", folder)

    def change(name: str, how: Callable[[Any], object]) -> Path:
        path = folder / name
        raw = yaml.safe_load(path.read_text("utf-8"))
        how(raw)
        path.write_text(yaml.safe_dump(raw, allow_unicode=True), "utf-8")
        return folder

    return change


def test_adding_a_scale_is_adding_a_file(
    changed: Callable[[str, Callable[[Any], object]], Path],
) -> None:
    folder = changed("ucla3.yaml", lambda raw: raw.update(id="mini", begins_with=None))
    (folder / "ucla3.yaml").rename(folder / "mini.yaml")
    scales = load_scales(folder)
    assert ScaleId("mini") in scales
    assert ScaleId("ucla3") not in scales


def _own_answers(raw: Any) -> None:
    text = {"en": "Yes"}
    options = [{"value": 1, "text": text}, {"value": 0, "text": {"en": "No"}}]
    raw["answers"] = {"source": "here", "is_numbered": False, "options": options}
    raw["bands"] = [{"from": 0, "name": "none", "text": {"en": "none"}}]


def test_a_scale_may_bring_its_own_answers(
    changed: Callable[[str, Callable[[Any], object]], Path],
) -> None:
    scale = load_scales(changed("ucla3.yaml", _own_answers))[ScaleId.UCLA3]
    assert [option.text.en for option in scale.options] == ["Yes", "No"]


def test_a_changed_file_is_another_version(
    scales: Scales, changed: Callable[[str, Callable[[Any], object]], Path]
) -> None:
    folder = changed("ucla3.yaml", lambda raw: raw["lead"].update(en="Another lead."))
    again = load_scales(folder)
    assert again[ScaleId.UCLA3].version != scales[ScaleId.UCLA3].version


@pytest.mark.parametrize(
    ("name", "how", "told"),
    [
        ("phq9.yaml", lambda raw: raw.pop("licence"), "licence"),
        ("phq9.yaml", lambda raw: raw.update(answers="no_such"), "no shared answers"),
        ("phq9.yaml", lambda raw: raw.update(id="phq8"), "must bear its name"),
        ("phq9.yaml", lambda raw: raw["items"][0].update(id="2"), "two items have one id"),
        ("phq9.yaml", lambda raw: raw["items"][0].update(text={"es": "x"}), "text.en"),
        ("phq9.yaml", lambda raw: raw["bands"][1].update({"from": 10}), "bands must rise"),
        ("phq9.yaml", lambda raw: raw["bands"].pop(0), "bands must begin at 0"),
        ("phq9.yaml", lambda raw: raw["bands"][4].update({"from": 28}), "stay within 27"),
        ("phq9.yaml", lambda raw: raw["missing"].update(most=9), "more items may be missing"),
        ("phq9.yaml", lambda raw: raw.pop("missing"), "either a total"),
        ("gds15.yaml", lambda raw: raw.pop("no_reliable_change"), "why there is no reliable"),
        ("phq2.yaml", lambda raw: raw["items"][0]["text"].update(en="Other"), "the beginning"),
        ("phq9.yaml", lambda raw: raw.update(begins_with=None), "the beginning"),
        ("cssrs.yaml", lambda raw: raw["items"][2]["not_if"].update(item="9"), "not before it"),
        ("cssrs.yaml", lambda raw: raw["risk"][0]["any"][0].update(item="8"), "cannot be given"),
        ("cssrs.yaml", lambda raw: raw["risk"][0]["any"][0].update(answer=2), "cannot be given"),
        (
            "shared/answers.yaml",
            lambda raw: raw["yes_no"]["options"][0].update(value=0),
            "two answers have one value",
        ),
    ],
)
def test_a_wrong_file_is_refused_with_its_place(
    changed: Callable[[str, Callable[[Any], object]], Path],
    name: str,
    how: Callable[[Any], object],
    told: str,
) -> None:
    folder = changed(name, how)
    with pytest.raises(ScaleError, match=told):
        load_scales(folder)


def test_missing_files_are_told(tmp_path: Path) -> None:
    with pytest.raises(ScaleError, match="cannot be used"):
        load_scales(tmp_path)
    with pytest.raises(ScaleError):
        load_speech(tmp_path / "speech.yaml")
