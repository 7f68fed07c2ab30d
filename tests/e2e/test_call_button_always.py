"""The call button when everything else is broken."""

from pathlib import Path

from PySide6.QtWidgets import QApplication

from app.bootstrap import open_facility, prepare_basics
from app.errors import LiloError
from storage import FacilityKeys, FacilityPaths
from tests.e2e.house import House, live, quiet_morning, until
from ui.application import fail


def test_with_a_wrong_key_the_call_reaches_the_staff_screen(
    qapp: QApplication, facility: Path
) -> None:
    paths = FacilityPaths(facility)
    right = paths.demo_key.read_bytes()
    paths.demo_key.write_text(FacilityKeys.random().to_hex())

    async def night() -> None:
        basics = prepare_basics(facility, quiet_morning(facility))
        house = House(basics)
        try:
            open_facility(basics)
        except LiloError as error:
            fail(house.windows, basics, error)
        await house.touch("callButton")
        await until(lambda: house.kiosk_shows("kept for the nurses"))
        await until(lambda: house.on_staff("12"))
        assert house.chime.rung
        await house.close()

    live(qapp, night())
    paths.demo_key.write_bytes(right)

    async def morning() -> None:
        lilo = open_facility(prepare_basics(facility, quiet_morning(facility)))
        assert len(lilo.basics.call_button.journal.calls()) == 1
        lilo.close()

    live(qapp, morning())


def test_when_the_database_breaks_in_the_middle_danger_is_still_told(
    qapp: QApplication, facility: Path
) -> None:
    async def night() -> None:
        basics = prepare_basics(facility, quiet_morning(facility))
        house = House(basics)
        lilo = open_facility(basics)
        house.attach(lilo, "Margaret Ellis")
        lilo.waking.over = True
        lilo.database.close()
        await house.begin_to_talk()
        await house.type("I cannot breathe")
        await house.touch("sendButton")
        await until(lambda: "breathe" in house.says("question"))
        assert not house.kiosk_shows("I have told the nurses.")
        await until(lambda: house.kiosk_shows("kept for the nurses"))
        assert len(basics.call_button.journal.calls()) == 1
        await house.touch("callButton")
        await until(lambda: len(basics.call_button.journal.calls()) == 2)
        await house.close()
        lilo.close()

    live(qapp, night())
