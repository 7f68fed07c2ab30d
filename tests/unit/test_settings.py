"""Settings: defaults, then the facility's, then the environment; mistakes are named whole."""

import os
from collections.abc import Callable
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from pydantic import ValidationError

from app.settings import Settings, SettingsError, load_settings

Load = Callable[..., Settings]


@pytest.fixture(autouse=True)
def no_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.upper().startswith("LILO_")]:
        monkeypatch.delenv(name)


@pytest.fixture
def config(tmp_path: Path) -> Path:
    folder = tmp_path / "config"
    folder.mkdir()
    return folder


@pytest.fixture
def load(resources: Path, config: Path) -> Load:
    """Write files into the facility's folder and load the settings."""

    def write_and_load(**files: str) -> Settings:
        for name, text in files.items():
            (config / f"{name}.yaml").write_text(text, "utf-8")
        return load_settings(resources / "defaults", config)

    return write_and_load


def test_the_defaults_that_ship_are_whole(resources: Path) -> None:
    settings = load_settings(resources / "defaults")
    assert settings.facility.name == "This house"
    assert settings.facility.zone == ZoneInfo("UTC")
    assert (settings.kiosk.text_scale, settings.kiosk.language) == (1.0, "en")
    assert settings.models.embedding_folder is None
    assert settings.safety.watch_at is None
    assert settings.safety.alarm_at is None
    assert settings.log.level == "info"


def test_the_facility_lays_its_own_over_the_defaults_key_by_key(load: Load) -> None:
    settings = load(a="facility: {name: Willow House}\nkiosk: {text_scale: 1.5}")
    assert (settings.facility.name, settings.facility.timezone) == ("Willow House", "UTC")
    assert (settings.kiosk.text_scale, settings.kiosk.reduced_motion) == (1.5, False)


def test_later_files_win_over_earlier_ones(load: Load) -> None:
    settings = load(a="kiosk: {room: '1'}\nlog: {level: debug}", b="kiosk: {room: '2'}")
    assert (settings.kiosk.room, settings.log.level) == ("2", "debug")


def test_a_variable_wins_over_every_file(load: Load, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LILO_KIOSK__TEXT_SCALE", "1.75")
    monkeypatch.setenv("LILO_FACILITY__NAME", "From the environment")
    settings = load(a="facility: {name: From a file}\nkiosk: {text_scale: 1.5, room: '7'}")
    assert settings.facility.name == "From the environment"
    assert (settings.kiosk.text_scale, settings.kiosk.room) == (1.75, "7")


@pytest.mark.parametrize("content", ["", "# only a remark\n", "---\n"])
def test_an_empty_file_changes_nothing(load: Load, content: str) -> None:
    assert load(a=content).facility.name == "This house"


@pytest.mark.parametrize(
    ("written", "key", "value", "allowed"),
    [
        ("kiosk: {text_scale: 5}", "kiosk.text_scale", "5", "less than or equal to 2"),
        ("kiosk: {text_scale: 0.5}", "kiosk.text_scale", "0.5", "greater than or equal to 1"),
        ("kiosk: {text_scale: big}", "kiosk.text_scale", "'big'", "a valid number"),
        ("kiosk: {language: de}", "kiosk.language", "'de'", "'en'"),
        ("kiosk: {reduced_motion: maybe}", "kiosk.reduced_motion", "'maybe'", "a valid boolean"),
        ("facility: {name: ''}", "facility.name", "''", "at least 1 character"),
        ("facility: {timezone: Mars/Base}", "facility.timezone", "'Mars/Base'", "IANA time zone"),
        ("facility: {emergency_number: police}", "facility.emergency_number", "'police'", "0-9+"),
        ("safety: {alarm_at: 1.0}", "safety.alarm_at", "1.0", "less than 1"),
        ("safety: {watch_at: 0}", "safety.watch_at", "0", "greater than 0"),
        ("log: {level: loud}", "log.level", "'loud'", "'debug', 'info', 'warning' or 'error'"),
        ("kiosk: 5", "kiosk", "5", "a valid dictionary"),
    ],
)
def test_a_wrong_value_is_refused_with_file_key_value_and_what_is_allowed(
    load: Load, config: Path, written: str, key: str, value: str, allowed: str
) -> None:
    with pytest.raises(SettingsError) as refused:
        load(mine=written)
    message = refused.value.message
    assert message.startswith(f"In {config / 'mine.yaml'}, {key} is {value}; allowed: ")
    assert allowed in message
    assert refused.value.code == "settings"
    assert refused.value.remedy == "Correct it and start again."


def test_a_wrong_variable_is_named_as_such(load: Load, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LILO_KIOSK__TEXT_SCALE", "9")
    with pytest.raises(SettingsError) as refused:
        load()
    assert refused.value.message == (
        "In the variable LILO_KIOSK__TEXT_SCALE, kiosk.text_scale is '9'; "
        "allowed: less than or equal to 2."
    )


@pytest.mark.parametrize(
    ("written", "key"),
    [("kiosk: {colour: red}", "kiosk.colour"), ("windows: {count: 2}", "windows")],
)
def test_an_unknown_key_is_refused_by_name(
    load: Load, config: Path, written: str, key: str
) -> None:
    with pytest.raises(SettingsError) as refused:
        load(mine=written)
    assert refused.value.message == (
        f"In {config / 'mine.yaml'}, there is no setting called {key}."
    )


def test_an_unknown_key_in_a_variable_is_refused_by_name(
    load: Load, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LILO_KIOSK__COLOUR", "red")
    with pytest.raises(SettingsError, match=r"there is no setting called kiosk\.colour"):
        load()


def test_every_mistake_is_named_with_the_file_it_stands_in(load: Load, config: Path) -> None:
    with pytest.raises(SettingsError) as refused:
        load(a="kiosk: {text_scale: 9}", b="log: {level: loud}")
    assert f"In {config / 'a.yaml'}, kiosk.text_scale is 9" in refused.value.message
    assert f"In {config / 'b.yaml'}, log.level is 'loud'" in refused.value.message


def test_a_missing_section_is_named(tmp_path: Path) -> None:
    (tmp_path / "some.yaml").write_text("log: {level: info}", "utf-8")
    with pytest.raises(SettingsError, match="facility is missing"):
        load_settings(tmp_path)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"kiosk: [", "cannot be read"),
        (b"\xff\xfe", "cannot be read"),
        (b"- one\n- two", "does not hold keys and values"),
        (b"just words", "does not hold keys and values"),
    ],
)
def test_a_file_that_is_no_settings_is_refused(
    load: Load, config: Path, content: bytes, message: str
) -> None:
    path = config / "broken.yaml"
    path.write_bytes(content)
    with pytest.raises(SettingsError) as refused:
        load()
    assert str(path) in refused.value.message
    assert message in refused.value.message


def test_a_folder_in_place_of_a_file_is_refused(load: Load, config: Path) -> None:
    (config / "odd.yaml").mkdir()
    with pytest.raises(SettingsError, match=r"odd\.yaml cannot be read"):
        load()


def test_settings_are_frozen(load: Load) -> None:
    settings = load()
    with pytest.raises(ValidationError):
        settings.log = settings.log  # type: ignore[misc]
    with pytest.raises(ValidationError):
        settings.kiosk.room = "13"  # type: ignore[misc]
