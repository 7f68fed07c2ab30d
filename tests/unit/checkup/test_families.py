from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from app.checkup import Finding, Health
from app.checkup.backups import judge_backups
from app.checkup.clocks import ClockSeen, judge_clock
from app.checkup.configuration import ConfigurationSeen, judge_configuration
from app.checkup.disks import DiskSeen, judge_disk, kind_of
from app.checkup.kiosks import KioskSeen, judge_kiosk, judge_unit
from app.checkup.libraries import LibrarySeen, judge_libraries
from app.checkup.memory import judge_memory, read_meminfo
from app.checkup.networks import NetworkSeen, judge_network
from app.checkup.permissions import PathSeen, judge_permissions
from app.checkup.screens import ScreenSeen, is_touch_screen, judge_screens, read_edid
from app.checkup.sounds import SoundSeen, ToneHeard, judge_sound, read_pcm
from app.checkup.trust import BundlesSeen, PublisherSeen, judge_bundles, judge_trust

NOON = datetime(2026, 3, 14, 12, tzinfo=UTC)
DAY = timedelta(days=1)
GOOD, LACKING, BAD = Health.GOOD, Health.LACKING, Health.BAD


def health(findings: Iterable[Finding]) -> list[Health]:
    found = list(findings)
    # Whatever is not good says what to do about it.
    assert all(one.remedy for one in found if one.health is not GOOD), found
    return [one.health for one in found]


def test_libraries() -> None:
    right = LibrarySeen("numpy", ">=1.26", "2.1", fits=True)
    assert health(judge_libraries((right,))) == [GOOD]
    assert health(judge_libraries((replace(right, fits=False),))) == [BAD]
    assert health(judge_libraries((replace(right, installed=None),))) == [BAD]
    # A kiosk does without torch; the line says what that costs.
    (line,) = judge_libraries((LibrarySeen("torch", "==2.13.0", None, fits=False),))
    assert line.health is LACKING
    assert "train" in line.says


def test_what_a_kiosk_is_made_without_is_no_lack() -> None:
    right = LibrarySeen("numpy", ">=1.26", "2.1", fits=True)
    torch = LibrarySeen("torch", "==2.13.0", None, fits=False)
    (line,) = judge_libraries((right, torch), is_packaged=True)
    assert line.health is GOOD
    assert "torch" in line.says
    # A voice is no such thing.
    vosk = LibrarySeen("vosk", "", None, fits=False)
    assert health(judge_libraries((right, vosk), is_packaged=True)) == [GOOD, LACKING]


def edid(width_mm: int, height_mm: int, width_cm: int = 0, height_cm: int = 0) -> bytes:
    raw = bytearray(128)
    raw[:8] = bytes.fromhex("00ffffffffffff00")
    raw[21:23] = bytes((width_cm, height_cm))
    timing = 54
    raw[timing + 2], raw[timing + 4] = 1920 & 0xFF, (1920 >> 8) << 4
    raw[timing + 5], raw[timing + 7] = 1080 & 0xFF, (1080 >> 8) << 4
    raw[timing + 12], raw[timing + 13] = width_mm & 0xFF, height_mm & 0xFF
    raw[timing + 14] = (width_mm >> 8) << 4 | height_mm >> 8
    return bytes(raw)


def test_what_a_screen_says_of_itself() -> None:
    screen = read_edid("HDMI-A-1", edid(344, 194))
    assert screen == ScreenSeen("HDMI-A-1", 1920, 1080, 344, 194)
    assert screen.dpi == pytest.approx(141.8, abs=0.1)
    assert read_edid("x", edid(0, 0, 34, 19)) == ScreenSeen("x", 1920, 1080, 340, 190)
    assert read_edid("x", edid(0, 0)) == ScreenSeen("x", 1920, 1080, 0, 0)
    for noise in (b"", b"\0" * 128, edid(344, 194)[:100]):
        assert read_edid("x", noise) is None


def test_screens() -> None:
    sound = ScreenSeen("eDP-1", 1920, 1080, 344, 194)
    for screen, expected in (
        (sound, GOOD),
        (replace(sound, width_mm=0, height_mm=0), LACKING),
        (replace(sound, width_mm=1600, height_mm=900), LACKING),
        (replace(sound, width_px=800, width_mm=120, height_mm=80), LACKING),
    ):
        assert health(judge_screens([screen], ["Touch"], has_session=True)) == [expected, GOOD]
    assert health(judge_screens([], [], has_session=False)) == [LACKING, LACKING]


def test_touch_screens_are_told_from_touch_pads() -> None:
    # A touch screen, a touch pad (not direct), and a pen display's pen (no fingers).
    assert is_touch_screen("2", f"{1 << 0x35:x}")
    assert is_touch_screen("3", f"{1 << 0x35 | 0b11:x}")
    assert not is_touch_screen("5", f"{1 << 0x35:x}")
    assert not is_touch_screen("2", "3")
    assert not is_touch_screen("", "")
    # The lowest word stands last.
    assert not is_touch_screen("2", f"{1 << 0x35:x} 0")


def test_sound() -> None:
    seen = read_pcm(
        "00-00: ALC257 Analog : ALC257 Analog : playback 1 : capture 1\n"
        "00-03: HDMI 0 : HDMI 0 : playback 1\n"
    )
    assert seen == SoundSeen(("ALC257 Analog", "HDMI 0"), ("ALC257 Analog",))
    assert health(judge_sound(seen)) == [GOOD, GOOD]
    assert health(judge_sound(read_pcm(""))) == [LACKING, LACKING]
    assert health(judge_sound(seen, ToneHeard(-52.0, -20.0))) == [GOOD, GOOD, GOOD]
    assert health(judge_sound(seen, ToneHeard(-52.0, -50.0))) == [GOOD, GOOD, BAD]
    assert health(judge_sound(seen, ToneHeard(-120.0, -120.0))) == [GOOD, GOOD, BAD]
    assert health(judge_sound(SoundSeen((), ("Mic",)), ToneHeard(-52.0, -52.0))) == [
        LACKING,
        GOOD,
        GOOD,
    ]


MOUNTS = """22 1 254:1 / / rw,relatime - ext4 /dev/root rw
30 22 0:26 / /run rw - tmpfs tmpfs rw
31 22 8:17 / /media/my\\040stick rw - vfat /dev/sdb1 rw
nonsense
"""


def test_disks() -> None:
    assert kind_of(MOUNTS, "/srv/lilo") == "ext4"
    assert kind_of(MOUNTS, "/run/lilo") == "tmpfs"
    assert kind_of(MOUNTS, "/runfoo") == "ext4"
    assert kind_of(MOUNTS, "/media/my stick/lilo") == "vfat"
    sound = DiskSeen("ext4", 40_000, 1_000_000, is_writable=True)
    assert health(judge_disk(sound)) == []
    assert health(judge_disk(replace(sound, free_mb=499))) == [BAD]
    assert health(judge_disk(replace(sound, free_mb=2_999))) == [LACKING]
    assert health(judge_disk(replace(sound, free_files=9))) == [BAD]
    assert health(judge_disk(replace(sound, free_files=None))) == []
    assert health(judge_disk(replace(sound, is_writable=False))) == [BAD]
    for kind in ("tmpfs", "vfat", "nfs4"):
        assert health(judge_disk(replace(sound, kind=kind))) == [BAD]
    assert health(judge_disk(replace(sound, kind="tmpfs"), is_demo=True)) == []


def test_clocks() -> None:
    sound = ClockSeen(NOON, NOON - DAY, True, True, timedelta(hours=1), timedelta(hours=1))
    assert health(judge_clock(sound)) == [GOOD]
    assert health(judge_clock(replace(sound, not_before=NOON + DAY))) == [BAD]
    assert health(judge_clock(replace(sound, not_before=None, is_kept=None))) == [GOOD]
    worn = replace(sound, is_kept=False, has_battery=False, house_offset=timedelta())
    assert health(judge_clock(worn)) == [GOOD, LACKING, LACKING, LACKING]


def test_permissions() -> None:
    closed = [PathSeen("data", 0o700, is_owners=True), PathSeen("x", 0o600, is_owners=True)]
    assert health(judge_permissions(closed, "lilo", is_owner=True)) == [GOOD]
    assert health(judge_permissions(closed, "lilo", is_owner=False)) == [LACKING, GOOD]
    assert health(
        judge_permissions([PathSeen("a", 0o640, is_owners=True)], "lilo", is_owner=True)
    ) == [BAD]
    many = [PathSeen(f"f{n}", 0o600, is_owners=False) for n in range(5)]
    (line,) = judge_permissions(many, "lilo", is_owner=True)
    assert line.health is BAD
    assert "and 2 more" in line.says


DECIDED = ConfigurationSeen(
    has_room=True,
    is_shared=False,
    has_resident=True,
    resident_lives_here=True,
    has_leave_code=True,
    staff=4,
    administrators=1,
    has_address=True,
    zone="Europe/Dublin",
    has_way_out=True,
)


def test_configuration() -> None:
    assert health(judge_configuration(DECIDED)) == [GOOD]
    for wrong in (
        {"resident_lives_here": False},
        {"staff": 0},
        {"administrators": 0},
    ):
        assert health(judge_configuration(replace(DECIDED, **wrong))) == [BAD]
    for open_ in (
        {"has_room": False},
        {"has_resident": False, "resident_lives_here": False},
        {"has_leave_code": False},
        {"has_address": False},
        {"zone": "UTC"},
        {"has_way_out": False},
    ):
        assert health(judge_configuration(replace(DECIDED, **open_))) == [LACKING]
        assert health(judge_configuration(replace(DECIDED, is_demo=True, **open_))) == [GOOD]
    alone = replace(DECIDED, is_kiosk_alone=True)
    assert health(judge_configuration(alone)) == [GOOD]
    assert health(judge_configuration(replace(alone, has_way_out=False))) == [BAD]
    demo = replace(alone, has_way_out=False, is_demo=True)
    assert health(judge_configuration(demo)) == [GOOD]
    shared = replace(DECIDED, is_shared=True, has_room=False, has_resident=False)
    assert health(judge_configuration(shared)) == [GOOD]


def test_networks() -> None:
    closed = NetworkSeen(0, 0, (), False, (), None)
    assert health(judge_network(closed)) == [GOOD]
    assert health(judge_network(replace(closed, unit_denies=True))) == [GOOD]
    opened = replace(closed, targets=2, schemes=("mailtos", "jsons"))
    assert health(judge_network(opened)) == [GOOD]
    assert health(judge_network(replace(opened, unit_denies=True))) == [GOOD, BAD]
    assert health(judge_network(replace(opened, schemes=("JSON",)))) == [GOOD, LACKING]
    assert health(judge_network(replace(opened, unreadable=1))) == [GOOD, BAD]
    assert health(judge_network(replace(closed, proxies=("https_proxy",)))) == [GOOD, LACKING]
    server = replace(closed, has_model_server=True, unit_denies=True)
    assert health(judge_network(server)) == [GOOD, BAD]


def test_trust() -> None:
    def judged(*publishers: PublisherSeen) -> list[Health]:
        return health(judge_trust(publishers, NOON, 21 * DAY))

    known = PublisherSeen("vendor", "", {"root": NOON + 400 * DAY, "timestamp": NOON + 40 * DAY})
    assert judged(known) == [GOOD]
    assert judged() == [LACKING]
    assert judged(replace(known, expires={})) == [GOOD]
    assert judged(replace(known, expires={"timestamp": NOON + 20 * DAY})) == [LACKING]
    assert judged(replace(known, expires={"timestamp": NOON})) == [BAD]
    assert judged(replace(known, fault="It is none."), known) == [BAD, GOOD]
    assert health(judge_bundles(BundlesSeen((), (), ()))) == [GOOD]
    assert health(judge_bundles(BundlesSeen((), (), (), ["crisis"]))) == [BAD]
    assert health(judge_bundles(BundlesSeen((), ["crisis"], ["x 1.0 did not work here."]))) == [
        BAD,
        LACKING,
    ]


def test_backups() -> None:
    def judged(last: datetime | None, **how: bool) -> list[Health]:
        asked = {"enabled": True, "elsewhere": True, "is_demo": False} | how
        return health(judge_backups(last, NOON, **asked))

    assert judged(NOON - DAY) == [GOOD]
    assert judged(NOON - 3 * DAY) == [BAD]
    assert judged(None) == [LACKING]
    assert judged(NOON, enabled=False) == [LACKING, GOOD]
    assert judged(NOON, elsewhere=False) == [GOOD, LACKING]
    assert judged(None, is_demo=True) == [GOOD]


def test_memory() -> None:
    assert read_meminfo("MemTotal:  8000000 kB\nMemFree: 1 kB\nMemAvailable: 3000000 kB\n") == (
        8_000,
        3_000,
    )
    with pytest.raises(ValueError, match="no memory"):
        read_meminfo("")
    assert health(judge_memory(8_000, 3_000)) == [GOOD]
    assert health(judge_memory(1_000, 300)) == [BAD]


def test_kiosks() -> None:
    sound = KioskSeen(True, (), (), True, "active", 0)
    assert health(judge_kiosk(sound)) == [GOOD]
    assert health(judge_kiosk(replace(sound, is_set_up=False))) == [LACKING]
    worn = replace(sound, drifted=("/etc/x",), missing=("cage",), state="failed", restarts=9)
    assert health(judge_kiosk(worn)) == [BAD, LACKING, BAD, LACKING]
    assert health(judge_kiosk(replace(sound, has_keys=False))) == [BAD]
    assert health(judge_unit("active", 0)) == [GOOD]
    assert health(judge_unit("active", 9)) == [LACKING]
    assert health(judge_unit("failed", 0)) == [BAD]
    assert health(judge_unit("inactive", 0)) == [LACKING]
