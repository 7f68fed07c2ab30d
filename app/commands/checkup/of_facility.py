"""Looks at a facility: its files, settings, ways out, database, audit log and backups."""

import os
import stat
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from app.alerts.targets import TargetError, targets_of
from app.audit import verify_log
from app.bootstrap import Basics, find_keys
from app.bundles import BundleError
from app.checkup import Finding, Health
from app.checkup.backups import judge_backups
from app.checkup.configuration import ConfigurationSeen, judge_configuration
from app.checkup.networks import NetworkSeen, judge_network
from app.checkup.permissions import PathSeen, judge_permissions
from app.commands.checkup.of_kiosk import UNIT
from app.commands.doctor_checks import CheckError
from app.commands.options import ask_passphrase
from app.identity import Role
from app.settings import Settings
from app.wiring.guarding import wire_checkpoints
from storage import Database, FacilityPaths
from storage.backup import BackupFolder
from storage.bundles import FileBundleStore

UNIT_NETWORK = Path("/etc/systemd/system/lilo-kiosk.service.d/network.conf")

STARTS_TO_KIOSK = Path("/etc/systemd/system/graphical.target.wants/lilo-kiosk.service")
OTHER_SESSIONS = Path("/etc/systemd/system/display-manager.service")
"""A display manager: somebody could open a session with a staff window."""

_PROXIES = ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY")


def permissions(root: Path) -> Iterator[Finding]:
    """Check who can get at the facility's files."""
    own = root.stat()
    # Nobody gets past a folder that is closed, whatever the files in it allow.
    counted = 0o700 if not own.st_mode & 0o077 else 0o777
    seen = [PathSeen(".", stat.S_IMODE(own.st_mode), is_owners=True)]
    for folder, folders, files in os.walk(root):
        for path in (Path(folder) / name for name in (*folders, *files)):
            found = path.lstat()
            if not stat.S_ISLNK(found.st_mode):
                mode = stat.S_IMODE(found.st_mode) & counted
                shown = str(path.relative_to(root))
                seen.append(PathSeen(shown, mode, found.st_uid == own.st_uid))
    asks = os.getuid() if hasattr(os, "getuid") else own.st_uid
    return judge_permissions(seen, _account(own.st_uid), is_owner=asks == own.st_uid)


def house(basics: Basics) -> Iterator[Finding]:
    """Check key, database and audit log, and what was decided for this house."""
    found = find_keys(basics, ask_passphrase)
    yield Finding("key", Health.GOOD, f"from {found.source}")
    with Database.open(FacilityPaths(basics.root).database, found.keys) as database:
        if problems := database.check():
            raise CheckError(
                f"The database is damaged: {'; '.join(problems[:3])}",
                "Restore the latest backup: lilo backup restore",
            )
        checkpoints = wire_checkpoints(basics, found.keys, database)
        with database.reading() as unit:
            verdict = verify_log(unit.audit, found.keys.audit, checkpoints.history())
            residents = unit.residents.all()
            coming = unit.recall_models.coming()
            staff = [member for member in unit.staff.all() if member.is_active]
    if not verdict.valid:
        raise CheckError(
            f"The audit log was tampered with. {verdict.reason}",
            "Keep this machine as it is and call whoever is responsible.",
        )
    yield Finding(
        "facility",
        Health.GOOD,
        f"{len(residents)} residents, {verdict.checked} audit entries, database whole",
    )
    if coming is not None:
        yield Finding(
            "recall",
            Health.GOOD,
            f"another embedding model has read {coming.done} of {coming.total} passages; "
            "until it has read all, the former one serves",
            "It goes on by itself whenever Lilo runs.",
        )
    names = {resident.full_name for resident in residents}
    admins = sum(member.role is Role.ADMINISTRATOR for member in staff)
    yield from judge_configuration(_configuration(basics.settings, names, len(staff), admins))


def network(settings: Settings) -> Iterator[Finding]:
    """Check the ways out that the settings open; nothing is sent."""
    schemes, unreadable = [], 0
    for target in settings.notifications.targets:
        one = settings.notifications.model_copy(update={"targets": (target,)})
        try:
            (found,) = targets_of(one, os.environ, lambda _url: True)
        except TargetError:
            unreadable += 1
        else:
            schemes.append(found.url.partition(":")[0])
    denies = not UNIT_NETWORK.exists() if UNIT.exists() else None
    return judge_network(
        NetworkSeen(
            targets=len(settings.notifications.targets),
            unreadable=unreadable,
            schemes=schemes,
            has_model_server=bool(settings.generation.facility.url),
            proxies=[name for name in _PROXIES if os.environ.get(name)],
            unit_denies=denies,
        )
    )


def backups(basics: Basics) -> Iterator[Finding]:
    """Check when the last backup was made, and whether it can be lost with this disk."""
    told = basics.settings.backup
    own = FacilityPaths(basics.root).backups
    kept = BackupFolder(told.folder or own).all()
    last = datetime.fromisoformat(kept[-1].told().made_at) if kept else None
    elsewhere = told.copy_to is not None or (
        told.folder is not None and told.folder.stat().st_dev != basics.root.stat().st_dev
    )
    return judge_backups(
        last, basics.clock(), enabled=told.enabled, elsewhere=elsewhere,
        is_demo=basics.settings.facility.demo,
    )  # fmt: skip


def time_known(root: Path) -> datetime | None:
    """Return a moment that this facility knows to be past."""
    try:
        return FileBundleStore(FacilityPaths(root).bundles).time_known().floor
    except BundleError:
        return None


def _configuration(
    settings: Settings, names: set[str], staff: int, administrators: int
) -> ConfigurationSeen:
    kiosk = settings.kiosk
    return ConfigurationSeen(
        has_room=bool(kiosk.room),
        is_shared=settings.presence.shared,
        has_resident=bool(kiosk.resident),
        resident_lives_here=kiosk.resident in names,
        has_leave_code=bool(kiosk.leave_code),
        staff=staff,
        administrators=administrators,
        has_address=bool(settings.facility.address),
        zone=settings.facility.timezone,
        has_way_out=bool(settings.notifications.targets),
        is_demo=settings.facility.demo,
        is_kiosk_alone=STARTS_TO_KIOSK.is_symlink() and not OTHER_SESSIONS.exists(),
    )


def _account(number: int) -> str:
    try:
        from pwd import getpwuid

        return getpwuid(number).pw_name
    except (ImportError, KeyError):
        return str(number)
