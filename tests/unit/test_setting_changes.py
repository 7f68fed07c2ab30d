"""Changed settings are told by their keys; what they were or are is kept nowhere."""

from app.setting_changes import changed_keys, digests_of

SECRET = b"s" * 32


def test_new_gone_and_different_ones_are_named() -> None:
    before = digests_of({"kiosk": {"room": "12"}, "backup": {"at": "03:30", "keep": 14}}, SECRET)
    now = digests_of({"backup": {"at": "04:00", "keep": 14}, "log": {}}, SECRET)
    assert changed_keys(before, now) == ["backup.at", "kiosk.room", "log"]
    assert changed_keys(now, now) == []


def test_lists_count_whole_and_the_order_of_keys_does_not() -> None:
    one = digests_of({"targets": [{"name": "desk", "url": "x"}]}, SECRET)
    assert one == digests_of({"targets": [{"url": "x", "name": "desk"}]}, SECRET)
    assert changed_keys(one, digests_of({"targets": []}, SECRET)) == ["targets"]


def test_no_value_can_be_read_or_guessed_from_what_is_kept() -> None:
    (digest,) = digests_of({"code": "123456"}, SECRET).values()
    assert "123456" not in digest
    assert digest not in digests_of({"code": "123456"}, b"t" * 32).values()
