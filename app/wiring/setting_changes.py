"""Settings that have changed since the last start, for the audit log."""

from collections.abc import Sequence
from hashlib import blake2b

from app.audit import AuditAction, AuditDraft
from app.setting_changes import SettingsMark, changed_keys, digests_of
from app.settings import settings_in_files
from app.wiring.basics import Basics
from resources import RESOURCES
from storage import FacilityKeys, FacilityPaths


def note_settings(
    basics: Basics, keys: FacilityKeys, mark: SettingsMark, by: str = "lilo"
) -> Sequence[AuditDraft]:
    """Return an entry for each setting in the files that has changed, and keep how they are now.

    The environment is left out: it is another one in each of a facility's programs.
    """
    paths = FacilityPaths(basics.root)
    values = settings_in_files(RESOURCES / "defaults", basics.resources.config, paths.config)
    secret = blake2b(key=keys.audit, person=b"lilo settings").digest()
    before, now = mark.kept(), digests_of(values, secret)
    if before == now:
        return ()
    mark.keep(now)
    changed = changed_keys(before, now) if before is not None else ()
    return [AuditDraft(AuditAction.SETTINGS_CHANGED, by, "", {"setting": key}) for key in changed]
