"""A support file holds nothing of anybody who lives or works in the demo facility."""

import json
import re
import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import yaml

from app.bootstrap import open_facility
from app.checkup import Finding, Health
from app.commands.checkup.support_file import (
    SupportFileError,
    log_told,
    settings_told,
    write_support_file,
)
from app.commands.doctor import _opened
from resources import RESOURCES
from tests.fakes.demo_copies import demo_copy

SHORTEST = 4
"""Shorter texts, such as room numbers and logins of three letters, are found in any file."""


def texts(value: Any) -> Iterator[str]:
    """Every text of the demo's people file: names, sentences, plans, addresses."""
    if isinstance(value, dict):
        for inner in value.values():
            yield from texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner)
    elif isinstance(value, str):
        yield value


def secrets() -> set[str]:
    people = yaml.safe_load((RESOURCES / "demo" / "facility.yaml").read_text("utf-8"))
    names = {
        person[part]
        for person in (*people["staff"], *people["residents"])
        for part in ("given_name", "family_name")
    }
    family = {one["name"] for person in people["residents"] for one in person.get("family", ())}
    house = {people["facility"][key] for key in ("name", "address", "city")}
    written = {text for text in texts(people["residents"]) if len(text.split()) > 2}
    sentences = {s.strip() for text in written for s in re.split(r"(?<=[.!?])\s+", text)}
    every = names | family | house | {s for s in sentences if len(s.split()) > 2}
    return {one for one in every if len(one) >= SHORTEST}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("house")


@pytest.fixture(scope="module")
def exported(models_once: None, folder: Path) -> tuple[str, list[Finding]]:
    root = folder / "facility"
    basics = demo_copy(root)
    with closing(open_facility(basics)):
        pass
    logs = root / "logs"
    logs.mkdir(mode=0o700)
    (logs / "lilo.log").write_text(
        json.dumps(
            {"event": "turn_failed", "level": "error", "path": "/home/Margaret", "x": "Ellis"}
        )
        + "\nMargaret Ellis, not JSON\n"
    )
    opened, findings = _opened(root)
    assert opened is not None
    out = folder / "support.json"
    # A setting that is wrong is quoted by whoever complains of it.
    quoting = Finding("configuration", Health.BAD, "'Margaret Ellis' is wrong", "", "settings")
    write_support_file(out, [*findings, quoting], root, opened.settings)
    assert out.stat().st_mode & 0o777 == 0o600
    return out.read_text("utf-8"), findings


def test_no_name_and_no_sentence_of_the_house_is_in_it(exported: tuple[str, list[Finding]]) -> None:
    told = exported[0].casefold()
    searched = secrets()
    assert len(searched) > 100
    assert [one for one in searched if one.casefold() in told] == []


def test_what_helps_is_in_it(exported: tuple[str, list[Finding]]) -> None:
    told = json.loads(exported[0])
    assert {"part": "facility", "health": "good"}.items() <= next(
        one.items() for one in told["findings"] if one["part"] == "facility"
    )
    assert told["log"] == [{"level": "error", "event": "turn_failed"}]
    assert told["settings"]["kiosk"]["resident"] == "set"
    assert told["settings"]["bundles"]["warn_days"] == 21
    assert told["bundles"]["knowledge"] == "shipped"
    assert told["files"]["data"]["files"] > 0


def test_a_sound_house_has_no_red_line(exported: tuple[str, list[Finding]]) -> None:
    findings = exported[1]
    assert [one for one in findings if one.health is Health.BAD] == []
    parts = {one.part for one in findings}
    assert {
        "permissions",
        "bundles",
        "clock",
        "key",
        "facility",
        "configuration",
        "network",
        "backups",
        "bundle trust",
    } <= parts


def test_settings_keep_numbers_and_switches_alone() -> None:
    assert settings_told(
        {"a": 1, "b": True, "c": "word", "d": "", "e": ["x"], "f": {"g": None}}
    ) == {
        "a": 1,
        "b": True,
        "c": "set",
        "d": "",
        "e": "1 entries",
        "f": {"g": None},
    }
    assert log_told(Path("/nowhere")) == []


def test_where_it_cannot_be_written_there_are_words(tmp_path: Path) -> None:
    with pytest.raises(SupportFileError, match="cannot be written to"):
        write_support_file(tmp_path / "none" / "support.json", [], None, None)


@pytest.mark.usefixtures("exported")
def test_a_broken_setting_leaves_its_value_out(folder: Path, tmp_path: Path) -> None:
    root = Path(shutil.copytree(folder / "facility", tmp_path / "facility"))
    (root / "config" / "more.yaml").write_text("kiosk: {text_scale: 'Margaret'}\n")
    opened, findings = _opened(root)
    assert opened is None
    out = tmp_path / "support.json"
    write_support_file(out, findings, root, None)
    assert "Margaret" not in out.read_text()
    wrong = next(one for one in findings if one.part == "configuration")
    assert wrong.health is Health.BAD
