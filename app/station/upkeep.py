"""What IT sees to: settings, bundles, and the ways out of the building."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.alerts.target_line import TargetHealth


@dataclass(frozen=True, slots=True)
class BundleLine:
    """A kind of bundle of which something is installed, or did not work here.

    Attributes:
        name: what is in use, such as "replies-en 1.2.0"; empty for what ships with Lilo.
        since: when that was installed.
        fault: what did not work here since, and why; empty where nothing has failed.
    """

    kind: str
    name: str
    since: datetime | None = None
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Upkeep:
    """As the disk tells it now.

    Attributes:
        settings_fault: what a start would refuse, with file and key; empty where it would not.
        settings_changed: the files say something else than this program works with.
        bundles: those that did not ship with Lilo, and what failed.
        bundles_fault: why the bundles cannot be read, or empty.
    """

    settings_fault: str
    settings_changed: bool
    bundles: Sequence[BundleLine]
    bundles_fault: str


@dataclass(frozen=True, slots=True)
class UpkeepPorts:
    """Where it is asked.

    Attributes:
        look: reads files; called off the windows' thread.
        targets: how each way out has been doing; none where nothing leaves the building.
    """

    look: Callable[[], Upkeep]
    targets: Callable[[], Sequence[TargetHealth]]
