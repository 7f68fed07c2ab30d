"""Who sees which pages, and how a session ends: by itself, elsewhere, or for a new passphrase."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QLineEdit, QWidget
from staff_house import PASSPHRASE, Desk, House

from app.identity import (
    Credential,
    OwnSecrets,
    Resident,
    Role,
    SecretPolicy,
    passphrase_hash,
)
from app.safety import DangerKind, Level
from ui.staff.entry.idle import IdleWatch
from ui.staff.pages import Page

NEW = "nine quiet ladders by the sea"


def offered(desk: Desk) -> set[Page]:
    return {page for page in Page if desk.parts(f"page{page.value}")}


@pytest.mark.parametrize(
    ("role", "pages"),
    [
        (Role.CARE_ASSISTANT, {Page.NOW, Page.SHIFT}),
        (Role.NURSE, {Page.NOW, Page.REVIEW, Page.MESSAGES, Page.SHIFT}),
        (Role.ADMINISTRATOR, {Page.NOW, Page.MESSAGES, Page.SHIFT, Page.AUDIT}),
        (Role.IT, {Page.MESSAGES, Page.SHIFT}),
        (Role.AUDITOR, {Page.SHIFT, Page.AUDIT}),
    ],
)
def test_each_role_is_offered_its_pages(
    desk: Desk, house: House, role: Role, pages: set[Page]
) -> None:
    house.add_member("sam", "Sam", "Reyes", "", role)
    desk.sign_in("sam")
    assert offered(desk) == pages
    desk.window.show_page(Page.NOW)
    assert (desk.window.page is Page.NOW) is (Page.NOW in pages)


def test_it_sees_that_somebody_waits_and_not_who(
    desk: Desk, house: House, who: dict[str, Resident]
) -> None:
    house.add_member("sam", "Sam", "Reyes", "", Role.IT)
    said = house.say(who["Margaret"], "the white ones", Level.IMMEDIATE, DangerKind.SUICIDE)
    desk.do(said)
    desk.sign_in("sam")
    desk.do(house.call(who["June"]))
    assert "Room 12" in desk.part("waitingElsewhere").text()
    for private in ("Margaret", "Ellis", "white ones", "Okafor"):
        assert private not in desk.texts(hidden=True)


def test_what_a_locked_screen_holds_names_nobody(
    desk: Desk, house: House, who: dict[str, Resident]
) -> None:
    said = house.say(who["Margaret"], "the white ones", Level.IMMEDIATE, DangerKind.SUICIDE)
    desk.do(said)
    desk.sign_in()
    models = desk.window._models
    assert "white ones" in repr(models.feed.board)
    desk.window.lock()
    assert "white ones" not in repr(models.feed.board)
    desk.settle()
    assert "Ellis" not in repr(models.feed.board)


def test_a_session_that_was_ended_elsewhere_locks_the_screen(desk: Desk, house: House) -> None:
    desk.sign_in()
    (session,) = house.sessions.live(house.now)
    house.sessions.end(session.id, house.now, "somebody")
    desk.window.refresh()
    desk.settle()
    assert not desk.window.is_signed_in
    assert "This session was ended" in desk.part("message").text()


def test_nobody_touches_it_and_it_locks(desk: Desk, house: House) -> None:
    desk.window.attach(replace(house.services, lock_after_s=300))
    desk.settle()
    desk.sign_in()
    watch = desk.window.findChild(IdleWatch)
    assert watch.is_watching
    # Its clock counts in coarse steps, so what shows a new beginning is a new timer.
    begun = watch._timer.timerId()
    QApplication.sendEvent(
        desk.window,
        QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, "a"),
    )
    assert watch._timer.timerId() != begun
    watch.idle.emit()
    desk.settle()
    assert not desk.window.is_signed_in
    assert not watch.is_watching
    assert "Nobody touched this screen" in desk.part("message").text()
    assert house.entries_kept[-1].details == {"by": "idle"}


def choosing(desk: Desk, house: House) -> IdleWatch:
    policy = SecretPolicy(frozenset)
    own = OwnSecrets(house.gate, house.unit, house.lane, house.clock, policy)
    desk.window.attach(replace(house.services, own_secrets=own, lock_after_s=300))
    desk.settle()
    desk.sign_in()
    QTest.mouseClick(desk.part("ownPassphrase"), Qt.MouseButton.LeftButton)
    desk.settle()
    return desk.window.findChild(IdleWatch)


def test_who_leaves_while_choosing_a_passphrase_is_signed_out(desk: Desk, house: House) -> None:
    watch = choosing(desk, house)
    assert not desk.window.is_signed_in
    assert watch.is_watching
    desk.part("oldPassphrase").setText(PASSPHRASE)
    watch.idle.emit()
    desk.settle()
    assert desk.part("name").hasFocus()
    form = desk.window.findChild(QWidget, "choosePassphrase")
    QTest.keyClick(form, Qt.Key.Key_Escape)
    desk.settle()
    assert not desk.window.is_signed_in
    assert not house.sessions.live(house.now)
    assert not desk.window.findChild(QWidget, "oldPassphrase").text()


def test_who_thinks_better_of_it_goes_back_and_is_watched_still(desk: Desk, house: House) -> None:
    watch = choosing(desk, house)
    QTest.keyClick(desk.part("choosePassphrase"), Qt.Key.Key_Escape)
    desk.settle()
    assert desk.window.is_signed_in
    assert watch.is_watching


def test_a_form_for_a_given_passphrase_is_watched_too(desk: Desk, house: House) -> None:
    member = house.staff.by_login("dana")
    house.credentials[member.id] = replace(house.credentials[member.id], must_change=True)
    policy = SecretPolicy(frozenset)
    own = OwnSecrets(house.gate, house.unit, house.lane, house.clock, policy)
    desk.window.attach(replace(house.services, own_secrets=own, lock_after_s=300))
    desk.settle()
    desk.sign_in()
    assert desk.window.findChild(IdleWatch).is_watching


def test_only_touches_of_this_window_keep_it_unlocked(desk: Desk, house: House) -> None:
    desk.window.attach(replace(house.services, lock_after_s=300))
    desk.settle()
    desk.sign_in()
    watch = desk.window.findChild(IdleWatch)
    begun = watch._timer.timerId()
    another, dialog = QWidget(), QDialog(desk.window)
    for touched, counts in ((another, False), (QLineEdit(another), False), (dialog, True)):
        key = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, "a")
        QApplication.sendEvent(touched, key)
        assert (watch._timer.timerId() != begun) is counts
    another.deleteLater()


def test_everybody_comes_back_to_their_page_unless_somebody_waits(
    desk: Desk, house: House, who: dict[str, Resident]
) -> None:
    desk.sign_in()
    desk.window.show_page(Page.SHIFT)
    desk.window.lock()
    desk.settle()
    desk.sign_in("rosa")
    assert desk.window.page is Page.NOW
    desk.window.lock()
    desk.settle()
    desk.sign_in()
    assert desk.window.page is Page.SHIFT
    desk.window.lock()
    desk.do(house.call(who["June"]))
    desk.sign_in()
    assert desk.window.page is Page.NOW


def test_a_given_passphrase_is_changed_before_anything_is_seen(desk: Desk, house: House) -> None:
    house.add_member("sam", "Sam", "Reyes")
    member = house.staff.by_login("sam")
    kept = house.credentials[member.id]
    house.credentials[member.id] = replace(kept, must_change=True)
    policy = SecretPolicy(frozenset)
    own = OwnSecrets(house.gate, house.unit, house.lane, house.clock, policy)
    desk.window.attach(replace(house.services, own_secrets=own))
    desk.settle()
    desk.sign_in("sam")
    assert not desk.window.is_signed_in
    old, new, again = (desk.part(n) for n in ("oldPassphrase", "newPassphrase", "newAgain"))
    old.setText(PASSPHRASE)
    new.setText("short")
    again.setText("other")
    QTest.mouseClick(desk.part("choose"), Qt.MouseButton.LeftButton)
    desk.settle()
    assert "not the same" in desk.part("passphraseMessage").text()
    again.setText("short")
    QTest.mouseClick(desk.part("choose"), Qt.MouseButton.LeftButton)
    desk.settle()
    assert "at least 15" in desk.part("passphraseMessage").text()
    new.setText(NEW)
    again.setText(NEW)
    QTest.mouseClick(desk.part("choose"), Qt.MouseButton.LeftButton)
    desk.settle()
    assert desk.window.is_signed_in
    assert isinstance(house.credentials[member.id], Credential)
    assert not house.credentials[member.id].must_change


def test_a_given_pin_is_changed_before_anything_is_seen(desk: Desk, house: House) -> None:
    member = house.staff.by_login("dana")
    house.credentials[member.id] = replace(
        house.credentials[member.id],
        badge="0417",
        pin_hash=passphrase_hash("482915"),
        pin_must_change=True,
        must_change=True,
    )
    policy = SecretPolicy(frozenset)
    own = OwnSecrets(house.gate, house.unit, house.lane, house.clock, policy)
    desk.window.attach(replace(house.services, own_secrets=own))
    desk.settle()
    desk.window.sign_in("0417", "482915")
    desk.settle()
    assert "Choose your passphrase" in desk.texts()
    names = ("oldPassphrase", "newPassphrase", "newAgain")

    def choose(*typed: str) -> None:
        for name, text in zip(names, typed, strict=True):
            desk.part(name).setText(text)
        QTest.mouseClick(desk.part("choose"), Qt.MouseButton.LeftButton)
        desk.settle()

    choose(PASSPHRASE, NEW, NEW)
    assert "Choose your PIN" in desk.texts()
    assert not desk.window.is_signed_in
    assert not any(desk.part(name).text() for name in names)
    assert desk.part("oldPassphrase").accessibleName() == "The PIN you were given"
    choose("482915", "735102", "735103")
    assert "two new PINs are not the same" in desk.part("passphraseMessage").text()
    choose("482915", "735102", "735102")
    assert desk.window.is_signed_in
    assert not house.credentials[member.id].pin_must_change


def test_entries_are_chosen_by_person_and_action(desk: Desk, house: House) -> None:
    desk.sign_in()
    desk.window.lock()
    desk.settle()
    desk.sign_in("marcus")
    desk.window.show_page(Page.AUDIT)
    desk.settle()
    person = desk.part("byPerson", QComboBox)
    person.setCurrentIndex(person.findText("Dana Whitfield, RN"))
    desk.settle()
    assert desk.part("count").text().startswith("2 entries ")
    action = desk.part("byAction", QComboBox)
    action.setCurrentIndex(action.findText("Signed out"))
    desk.settle()
    assert desk.part("count").text().startswith("1 entry ")
    desk.window.lock()
    desk.settle()
    assert person.currentIndex() == action.currentIndex() == 0
