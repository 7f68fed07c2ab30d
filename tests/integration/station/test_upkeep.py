"""What IT sees to is read from the disk, and a file that a start would refuse is named."""

from app.identity import Role
from tests.fakes.station_house import StationHouse


async def test_a_settings_file_that_became_wrong_is_named(house: StationHouse) -> None:
    system, it = house.lilo.station.system, house.session(Role.IT)
    config = house.lilo.basics.root / "config"
    # Whatever others chose at the window of this house counts as changed, rightly.
    (config / "window.yaml").unlink(missing_ok=True)
    before = (await system.read(it)).upkeep
    assert before
    assert (before.settings_fault, before.settings_changed) == ("", False)
    file = config / "staff.yaml"
    file.write_text("staff: {text_scale: 1.5}", "utf-8")
    changed = (await system.read(it)).upkeep
    assert changed
    assert changed.settings_changed
    file.write_text("staff: {text_scale: huge}", "utf-8")
    wrong = (await system.read(it)).upkeep
    file.unlink()
    assert wrong
    assert "staff.yaml" in wrong.settings_fault
