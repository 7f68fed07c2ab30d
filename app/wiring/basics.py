"""What works before, and without, an open facility."""

import os
from dataclasses import dataclass
from pathlib import Path

from app.alerts import CallButton, CallJournal
from app.clock import Clock, system_clock
from app.conversation.wording import Wording, load_wording
from app.settings import Settings, load_settings
from resources import RESOURCES
from storage import (
    AskPassphrase,
    DemoKeySource,
    FacilityPaths,
    FoundKeys,
    resolve_keys,
    standard_sources,
)


@dataclass(frozen=True, slots=True)
class Basics:
    """What works before, and without, an open facility: the words and the call button."""

    root: Path
    settings: Settings
    clock: Clock
    wording: Wording
    call_button: CallButton


def prepare_basics(root: Path, clock: Clock = system_clock) -> Basics:
    """Read the settings and words of a facility and make its call button.

    Raises:
        SettingsError, WordingError: a file is wrong.
    """
    paths = FacilityPaths(root)
    settings = load_settings(RESOURCES / "defaults", paths.config)
    wording = load_wording(
        RESOURCES / "i18n" / settings.kiosk.language, RESOURCES / "replies" / "lines.yaml"
    )
    journal = CallJournal(paths.journal / "calls.jsonl")
    return Basics(root, settings, clock, wording, CallButton(settings.kiosk.room, journal, clock))


def find_keys(basics: Basics, ask: AskPassphrase | None = None) -> FoundKeys:
    """Return the facility's keys; for a new facility make them.

    Raises:
        KeyUnavailableError: they are nowhere, and there is nobody to ask.
    """
    demo = basics.settings.facility.demo
    sources = (DemoKeySource(),) if demo else standard_sources(os.environ, ask)
    return resolve_keys(FacilityPaths(basics.root), sources)
