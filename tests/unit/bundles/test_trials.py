"""Scales and translations from a bundle: what is refused before it is taken into use."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from app.bundles import ActiveResources, Kind, UnhealthyError
from app.check_in.escalation import load_escalation
from app.clinical.scale_files import load_scales
from app.errors import LiloError
from app.settings import load_settings
from app.wiring.scales_trial import told_less, try_scales
from app.wiring.words_trial import try_words
from resources import RESOURCES

SETTINGS = load_settings(RESOURCES / "defaults")
SHIPPED = ActiveResources(RESOURCES)


def changed(path: Path, change: Callable[[Any], None]) -> None:
    raw = yaml.safe_load(path.read_text("utf-8"))
    change(raw)
    path.write_text(yaml.safe_dump(raw, allow_unicode=True), "utf-8")


@pytest.fixture
def scales(tmp_path: Path) -> ActiveResources:
    shutil.copytree(RESOURCES / "scales", tmp_path / "scales")
    return ActiveResources(RESOURCES, {Kind.SCALES: tmp_path})


@pytest.fixture
def words(tmp_path: Path) -> ActiveResources:
    shutil.copytree(RESOURCES / "i18n", tmp_path / "i18n")
    return ActiveResources(RESOURCES, {Kind.TRANSLATIONS: tmp_path})


def test_scales_as_they_ship_are_taken(scales: ActiveResources) -> None:
    try_scales(scales, SHIPPED, SETTINGS)


def test_scales_that_tell_staff_less_are_refused(scales: ActiveResources) -> None:
    rules = scales.folder("scales") / "shared" / "escalation.yaml"
    kept = rules.read_text("utf-8")
    for lessen in (
        lambda raw: raw["at_once"].pop(),
        lambda raw: raw["at_once"][0]["levels"][-1].update(level="moderate"),
        lambda raw: raw["by_risk"][0].update(level="none"),
    ):
        rules.write_text(kept, "utf-8")
        changed(rules, lessen)
        with pytest.raises(LiloError):
            try_scales(scales, SHIPPED, SETTINGS)


def test_what_tells_less_is_named() -> None:
    every = load_scales(RESOURCES / "scales")
    rules = load_escalation(RESOURCES / "scales" / "shared" / "escalation.yaml", every)
    assert told_less(rules, rules) == []
    fewer = rules.model_copy(update={"at_once": rules.at_once[1:]})
    first = rules.at_once[0]
    assert told_less(rules, fewer) == [
        f"{first.scale}, item {first.item}, answer {grade.answer}" for grade in first.levels
    ]
    assert told_less(fewer, rules) == []


def test_a_scale_that_the_facility_uses_must_be_there(scales: ActiveResources) -> None:
    (scales.folder("scales") / "phq9.yaml").unlink()
    with pytest.raises(LiloError):
        try_scales(scales, SHIPPED, SETTINGS)


def test_words_as_they_ship_are_taken(words: ActiveResources) -> None:
    seen: list[Path] = []
    try_words(words, SETTINGS, seen.append)
    assert seen == [words.folder("i18n")]


@pytest.mark.parametrize(
    "name", ["check_in.yaml", "day.yaml", "notifications.yaml", "wording.yaml"]
)
def test_each_file_of_words_is_looked_at(words: ActiveResources, name: str) -> None:
    changed(words.folder("i18n") / "en" / name, lambda raw: raw.pop(next(iter(raw))))
    with pytest.raises(LiloError):
        try_words(words, SETTINGS, lambda _folder: None)


def test_the_words_of_the_windows_are_looked_at(words: ActiveResources) -> None:
    from app.commands.bundle_house import _window_words

    folder = words.folder("i18n")
    _window_words(folder)
    for name in ("kiosk.yaml", "kiosk_day.yaml", "staff.yaml"):
        kept = (folder / "en" / name).read_text("utf-8")
        changed(folder / "en" / name, lambda raw: raw.pop(next(iter(raw))))
        with pytest.raises(LiloError):
            _window_words(folder)
        (folder / "en" / name).write_text(kept, "utf-8")


def test_a_language_that_is_missing_is_refused(words: ActiveResources) -> None:
    (words.folder("i18n") / "en").rename(words.folder("i18n") / "xx")
    with pytest.raises(UnhealthyError, match="'en'"):
        try_words(words, SETTINGS, lambda _folder: None)
