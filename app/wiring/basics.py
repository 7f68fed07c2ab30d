"""What works before, and without, an open facility."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import structlog

from app.alerts import CallButton, CallJournal
from app.bundles import ActiveResources, Kind
from app.clock import Clock, system_clock
from app.conversation.wording import Wording, load_wording
from app.errors import LiloError
from app.language_files import LanguageFiles
from app.settings import Settings, load_settings
from app.wiring.bundle_store import count_start, installed_resources
from resources import RESOURCES
from storage import (
    AskPassphrase,
    DemoKeySource,
    FacilityPaths,
    FoundKeys,
    resolve_keys,
    standard_sources,
)
from storage.backup.copying import Progress
from storage.key_rotation import Rotated, rotate_key
from storage.keys import KeySource, asked_once

_log = structlog.get_logger(__name__)


_READ_HERE = (Kind.CONFIGURATION, Kind.PROMPTS, Kind.TRANSLATIONS)
"""Kinds that the call button's words and settings are read from."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An installed bundle that was not used at a start.

    Attributes:
        digest: names it.
        why: in words for people.
    """

    digest: str
    why: str


@dataclass(frozen=True, slots=True)
class Basics:
    """What works before, and without, an open facility: the words and the call button.

    Attributes:
        resources: where everything that bundles can replace is read from, since this start.
        left_out: installed bundles that could not be used at this start, and why.
    """

    root: Path
    settings: Settings
    clock: Clock
    wording: Wording
    call_button: CallButton
    resources: ActiveResources
    left_out: Mapping[Kind, LeftOut] = field(default_factory=dict)


def prepare_basics(root: Path, clock: Clock = system_clock, *, is_start: bool = False) -> Basics:
    """Read the settings and words of a facility and make its call button.

    Args:
        root: the facility's folder.
        clock: gives the present.
        is_start: a kiosk is started; what it never got home with is left behind.

    Raises:
        SettingsError, WordingError: a file is wrong.
    """
    bundles = FacilityPaths(root).bundles
    if is_start:
        count_start(bundles, clock)
    resources = installed_resources(bundles)
    try:
        return _basics(root, clock, resources)
    except LiloError as error:
        # A bundle must never keep the call button from being there.
        return _without_the_culprit(root, clock, resources, error)


def _without_the_culprit(
    root: Path, clock: Clock, resources: ActiveResources, error: LiloError
) -> Basics:
    """Leave out as few bundles as make it work; crisis patterns above all stay in use.

    Raises:
        LiloError: it is not a bundle's fault.
    """
    suspects = [kind for kind in _READ_HERE if kind in resources.installed]
    for some in (*((kind,) for kind in suspects), tuple(suspects)):
        kept = {k: folder for k, folder in resources.installed.items() if k not in some}
        out = {kind: LeftOut(resources.installed[kind].name, error.message) for kind in some}
        try:
            found = _basics(root, clock, ActiveResources(RESOURCES, kept), out)
        except LiloError:
            continue
        for kind in some:
            _log.error("installed_bundle_not_usable", path=str(kind), code=error.code)
        return found
    raise error


def settings_on_disk(basics: Basics) -> Settings:
    """Return the settings that the next start would work with. Blocking.

    Raises:
        SettingsError: a file is wrong; the message names it.
    """
    config = FacilityPaths(basics.root).config
    return load_settings(RESOURCES / "defaults", basics.resources.config, config)


def _basics(
    root: Path,
    clock: Clock,
    resources: ActiveResources,
    left_out: Mapping[Kind, LeftOut] | None = None,
) -> Basics:
    paths = FacilityPaths(root)
    settings = load_settings(RESOURCES / "defaults", resources.config, paths.config)
    files = LanguageFiles(settings.kiosk.language)
    wording = load_wording(
        files.words(resources.folder("i18n"), "wording.yaml").parent,
        files.beside(resources.folder("replies"), "lines.yaml"),
    )
    journal = CallJournal(paths.journal / "calls.jsonl")
    journal.prepare()
    button = CallButton(settings.kiosk.room, journal, clock)
    return Basics(root, settings, clock, wording, button, resources, left_out or {})


def find_keys(basics: Basics, ask: AskPassphrase | None = None) -> FoundKeys:
    """Return the facility's keys; for a new facility make them.

    Raises:
        KeyUnavailableError: they are nowhere, and there is nobody to ask.
    """
    return resolve_keys(FacilityPaths(basics.root), _sources(basics, ask))


def change_database_key(
    basics: Basics, ask: AskPassphrase | None, progress: Progress | None = None
) -> Rotated:
    """Give the database a new key; see `storage.key_rotation.rotate_key`. Blocking.

    Raises:
        StorageError: Lilo is open on the facility, or there is no new key; nothing was changed.
    """
    paths, backup = FacilityPaths(basics.root), basics.settings.backup
    sources = _sources(basics, asked_once(ask))
    name = resolve_keys(paths, sources).source
    source = next(source for source in sources if source.name == name)
    folders = (backup.folder or paths.backups, paths.before_migration, backup.copy_to)
    return rotate_key(paths, source, [f for f in folders if f is not None], progress)


def _sources(basics: Basics, ask: AskPassphrase | None) -> Sequence[KeySource]:
    demo = basics.settings.facility.demo
    return (DemoKeySource(),) if demo else standard_sources(os.environ, ask)
