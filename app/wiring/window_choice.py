"""The file of the facility's settings that the staff window itself writes."""

import yaml

from app.station import WindowChoice
from app.wiring.basics import Basics, settings_on_disk
from storage import FacilityPaths
from storage.errors import file_faults_named
from storage.private_files import write_durably

FILE = "window.yaml"
"""Read after `staff.yaml` and what IT writes: what was chosen at the window counts."""


def kept_choice(basics: Basics) -> WindowChoice:
    """Return what the next start would find. Blocking.

    Raises:
        SettingsError: a file is wrong.
    """
    staff = settings_on_disk(basics).staff
    return WindowChoice(staff.theme, staff.text_scale, staff.language)


def keep_choice(basics: Basics, choice: WindowChoice) -> None:
    """Write it down. Blocking.

    Raises:
        StorageError: it cannot be written.
    """
    content = {
        "staff": {
            "theme": choice.theme,
            "text_scale": choice.text_scale,
            "language": choice.language,
        }
    }
    path = FacilityPaths(basics.root).config / FILE
    with file_faults_named(path):
        write_durably(path, yaml.safe_dump(content, sort_keys=False).encode())
