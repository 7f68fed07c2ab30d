from collections.abc import Mapping

import pytest

from app.kiosk_setup import (
    ABSENT,
    KioskSetupError,
    KioskWish,
    Place,
    Plan,
    Record,
    planned,
    undone,
    wishes_of,
)
from app.kiosk_setup.places import file, link
from app.kiosk_setup.record_file import Kept, kept_written, read_kept
from app.kiosk_setup.usb import CLASSES, OPEN_MARK, usb_rules

A = file("/etc/a", "new\n", "a is new")
B = link("/etc/b", "/dev/null", "b is gone")
OLD = Place(text="old\n", mode=0o600)


def done(seen: Mapping[str, Place], plan: Plan) -> dict[str, Place]:
    return {**seen, **{step.path: step.place for step in plan.steps}}


def test_what_is_missing_is_written_once() -> None:
    first = planned([A, B], {}, Record())
    assert [step.says for step in first.steps] == [
        "write /etc/a: a is new",
        "write /etc/b: b is gone",
    ]
    again = planned([A, B], done({}, first), first.after)
    assert again.steps == ()
    assert again.after == first.after


def test_going_back_restores_what_was_there() -> None:
    before = {"/etc/a": OLD}
    plan = planned([A, B], before, Record())
    assert plan.steps[0].says.startswith("change")
    after = done(before, plan)
    back = undone(plan.after, after)
    restored = done(after, back)
    assert restored == {"/etc/a": OLD, "/etc/b": ABSENT}
    assert undone(plan.after, restored).steps == ()


def test_what_was_right_before_is_not_taken_away() -> None:
    plan = planned([B], {"/etc/b": B.place}, Record())
    assert plan.steps == ()
    assert undone(plan.after, {"/etc/b": B.place}).steps == ()


def test_what_somebody_changed_since_stays() -> None:
    plan = planned([A], {}, Record())
    back = undone(plan.after, {"/etc/a": OLD})
    assert back.steps == ()
    assert "/etc/a" in back.left[0]


def test_the_first_state_is_remembered_over_many_changes() -> None:
    first = planned([A], {"/etc/a": OLD}, Record())
    other = file("/etc/a", "newer\n", "newer")
    second = planned([other], done({}, first), first.after)
    assert second.after.changed["/etc/a"].before == OLD
    (step,) = undone(second.after, done({}, second)).steps
    assert step.place == OLD


def test_what_is_wished_no_more_is_taken_back() -> None:
    first = planned([A, B], {"/etc/a": OLD}, Record())
    seen = done({}, first)
    second = planned([B], seen, first.after)
    (step,) = second.steps
    assert (step.path, step.place) == ("/etc/a", OLD)
    # Until it is done, the way back from it is remembered.
    assert "/etc/a" in second.before.changed
    assert "/etc/a" not in second.after.changed


def test_a_power_cut_in_the_middle_is_made_up_for() -> None:
    plan = planned([A, B], {"/etc/a": OLD}, Record())
    half = {"/etc/a": A.place}
    going_on = planned([A, B], half, plan.before)
    assert [step.path for step in going_on.steps] == ["/etc/b"]
    assert going_on.after == plan.after
    assert [step.path for step in undone(plan.before, half).steps] == ["/etc/a"]


def test_the_record_is_read_as_it_was_written() -> None:
    kept = Kept(KioskWish(rotation=90, allowed=("10.0.0.1",)), planned([A, B], {}, Record()).after)
    assert read_kept(kept_written(kept)) == kept
    with pytest.raises(KioskSetupError, match="damaged"):
        read_kept("{}")


def text_of(kiosk: KioskWish, path: str) -> str:
    return {one.path: one.place.text or "" for one in wishes_of(kiosk)}[path]


def test_what_a_kiosk_is_made_of() -> None:
    plain = {one.path for one in wishes_of(KioskWish())}
    assert "/etc/udev/rules.d/70-lilo-usb.rules" in plain
    assert not any(".service.d" in path for path in plain)
    bare = {one.path for one in wishes_of(KioskWish(usb_lock=False))}
    assert plain - bare == {"/etc/udev/rules.d/70-lilo-usb.rules"}
    full = KioskWish(rotation=270, allowed=("10.1.2.3", "192.168.7.9/24"), has_keys=True)
    assert "LILO_ROTATION=270\n" in text_of(full, "/etc/lilo/kiosk.env")
    drop_ins = "/etc/systemd/system/lilo-kiosk.service.d"
    assert text_of(full, f"{drop_ins}/network.conf").endswith(
        "IPAddressAllow=10.1.2.3/32 192.168.7.0/24\n"
    )
    assert text_of(full, f"{drop_ins}/keys.conf").count("LoadCredentialEncrypted=") == 2
    assert len({one.path for one in wishes_of(full)}) == len(wishes_of(full))


def test_nothing_odd_gets_into_a_unit() -> None:
    for wrong in (
        KioskWish(facility="relative"),
        KioskWish(facility="/srv/lilo\nUser=root"),
        KioskWish(facility="/srv/%h"),
        KioskWish(facility="/srv/../etc"),
        KioskWish(facility="/home/lilo"),
        KioskWish(facility="/run/lilo"),
        KioskWish(allowed=("example.org",)),
        KioskWish(allowed=("any",)),
    ):
        with pytest.raises(KioskSetupError):
            wishes_of(wrong)


def test_the_lock_names_each_class_once_and_can_be_opened() -> None:
    rules = usb_rules()
    for code in CLASSES:
        assert rules.count(f'=="{code}", ATTR{{authorized}}="0"') == 1
    assert OPEN_MARK in rules
    # Adapters and telephones of their makers' own class as well; the mark comes before each lock.
    assert 'SUBSYSTEM=="net", SUBSYSTEMS=="usb", RUN+=' in rules
    assert 'ATTR{interface}=="*MTP*", ATTR{authorized}="0"' in rules
    assert rules.index(f'TEST=="{OPEN_MARK}"') < rules.index("authorized")
    assert '"ff"' not in rules
    # No keyboard, touch screen or sound card is switched off.
    assert '"03"' not in rules
    assert '"01"' not in rules
