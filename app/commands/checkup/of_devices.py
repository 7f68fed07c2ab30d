"""Looks at screens, touch and sound, as the kernel tells of them: without a session as well."""

import os
import platform
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from app.checkup import Finding
from app.checkup.screens import ScreenSeen, is_touch_screen, judge_screens, read_edid
from app.checkup.sounds import SoundSeen, ToneHeard, judge_sound, read_pcm

DRM = Path("/sys/class/drm")
INPUT = Path("/sys/class/input")
PCM = Path("/proc/asound/pcm")


def screens(drm: Path = DRM, inputs: Path = INPUT) -> Iterator[Finding]:
    """Check what is connected to show and to touch."""
    from ui.application import has_display

    return judge_screens(_connected(drm), _touch_screens(inputs), has_session=has_display())


def sound(*, with_tone: bool, pcm: Path = PCM) -> Iterator[Finding]:
    """Check what can play and record; with a tone, whether it is heard."""
    seen = _sound_devices(pcm)
    tone = _tone() if with_tone and (seen.inputs or seen.outputs) else None
    return judge_sound(seen, tone)


def _connected(drm: Path) -> list[ScreenSeen]:
    found = []
    for plug in sorted(drm.glob("card*-*")):
        with suppress(OSError):
            if (plug / "status").read_text("ascii").strip() != "connected":
                continue
            name = plug.name.partition("-")[2]
            screen = read_edid(name, (plug / "edid").read_bytes()) or _of_modes(plug, name)
            if screen is not None:
                found.append(screen)
    return found


def _of_modes(plug: Path, name: str) -> ScreenSeen | None:
    """Return a screen without an EDID, as those built into tablets often are."""
    for mode in (plug / "modes").read_text("ascii").split():
        width, _, height = mode.rstrip("i").partition("x")
        if width.isdecimal() and height.isdecimal():
            return ScreenSeen(name, int(width), int(height), 0, 0)
    return None


def _touch_screens(inputs: Path) -> list[str]:
    found = []
    for event in sorted(inputs.glob("event*")):
        device = event / "device"
        with suppress(OSError, ValueError):
            properties = (device / "properties").read_text("ascii")
            axes = (device / "capabilities" / "abs").read_text("ascii")
            if is_touch_screen(properties, axes):
                found.append((device / "name").read_text("utf-8").strip())
    return found


def _sound_devices(pcm: Path) -> SoundSeen:
    if platform.system() == "Linux":
        return read_pcm(pcm.read_text("utf-8") if pcm.exists() else "")
    from ui.shared.sound_trial import sound_devices

    return SoundSeen(*sound_devices())


def _tone() -> ToneHeard:
    # Loaded here: it takes the sound system along.
    from ui.shared.sound_trial import try_tone

    if "QT_QPA_PLATFORM" not in os.environ:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    return ToneHeard(*try_tone())
