"""One evening with everything real: windows, model, encrypted database, audit log."""

import asyncio
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.bootstrap import open_facility, prepare_basics
from tests.e2e.house import House, live, quiet_morning, until
from ui.following import follow_others
from ui.shared.chime import Sound


def test_from_a_memory_to_a_nurse_on_her_way(
    qapp: QApplication, facility: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # On a machine that does other work, what is right may come late.
    monkeypatch.setenv("LILO_RECALL__DEADLINE_S", "5")

    async def evening() -> None:
        basics = prepare_basics(facility, quiet_morning(facility))
        house = House(basics)
        lilo = open_facility(basics)
        house.attach(lilo, "Margaret Ellis")
        await lilo.wake()
        await house.sign_in()

        await house.begin_to_talk()
        await house.type("I was thinking about my father's bakery.")
        await house.touch("sendButton")
        await until(lambda: "bakery" in house.says("source"))
        assert house.says("heard") == "I was thinking about my father's bakery."
        assert house.chime.rung == []

        await until(lambda: bool(house.says("sentence2")))
        await house.touch("answerButton")
        await house.type("I've been saving my tablets and I want to end it tonight")
        await house.touch("sendButton")
        await until(lambda: "ending your life" in house.says("question"))
        await until(lambda: house.kiosk_shows("I have told the nurses."))
        await until(lambda: house.on_staff("IMMEDIATE"))
        assert house.on_staff("saving my tablets")
        assert house.on_staff("This is Willow House, 18 Larch Lane, Alder Falls.")
        assert Sound.HIGH in house.chime.rung

        await house.touch("answer0")
        await until(lambda: "have a way" in house.says("question"))
        await house.press_on_staff(Qt.Key.Key_Return)
        await until(lambda: house.kiosk_shows("Dana has seen this and is coming."))
        await until(lambda: house.on_staff("Are you thinking about ending your life? Yes"))

        await until(lambda: house.staff_button("arrived") is not None)
        await house.press_on_staff(Qt.Key.Key_A)
        await until(lambda: house.kiosk_shows("Dana is with you."))

        await until(lambda: house.staff_button("resolve") is not None)
        await house.press_on_staff(Qt.Key.Key_R)
        await until(lambda: house.staff_button("confirm") is not None)
        await house.press_on_staff(Qt.Key.Key_1)
        await until(lambda: house.on_staff("Nobody is waiting."))
        await until(lambda: house.kiosk_shows("Dana is looking after this now."))

        await house.close()
        verdict = await lilo.trail.verify()
        assert verdict.valid
        lilo.close()

    live(qapp, evening())


def test_another_process_sees_the_alert_and_its_answer_comes_back(
    qapp: QApplication, facility: Path
) -> None:
    """Two services on one database, as a kiosk and a nurses' station have."""

    async def evening() -> None:
        station, kiosk = prepare_basics(facility), prepare_basics(facility)
        house = House(kiosk)
        at_kiosk, at_station = open_facility(kiosk), open_facility(station)
        house.attach(at_kiosk, "June Okafor")
        following = asyncio.create_task(follow_others(at_kiosk))
        await house.touch("callButton")
        await until(lambda: house.kiosk_shows("The nurses have been called."))
        board = await at_station.board.read()
        (card,) = board.cards
        assert card.room == "9"
        with at_station.database.reading() as unit:
            rosa = unit.staff.by_login("rosa")
        assert rosa is not None
        await at_station.desk.acknowledge(card.alert.id, rosa.id)
        await until(lambda: house.kiosk_shows("Rosa is coming."))
        following.cancel()
        await house.close()
        at_kiosk.close()
        at_station.close()

    live(qapp, evening())
