"""Who answers for what is done while Lilo is closed: signed in on the database alone."""

import asyncio

from app.bootstrap import Basics
from app.commands.staff_member import session_of
from app.identity import Permission
from app.runtime import ThreadLane
from app.wiring.identity import wire_entry
from storage import Database, FacilityKeys, FacilityPaths


def who_answers(
    basics: Basics, keys: FacilityKeys, login: str, permission: Permission, doing: str
) -> str:
    """Ask for the staff member's passphrase, and return their id for the audit log. Blocking.

    Args:
        doing: name of what they ask for, for the record of a refusal.

    Raises:
        SignInError: the name or the passphrase is wrong, or it is too early to try again.
        RefusedError: their role does not allow it; that is in the audit log.
        StorageError: the database does not open.
    """
    with Database.open(FacilityPaths(basics.root).database, keys) as database:
        lane = ThreadLane("database")
        try:
            return asyncio.run(_admitted(basics, keys, database, lane, login, permission, doing))
        finally:
            lane.close()


async def _admitted(
    basics: Basics,
    keys: FacilityKeys,
    database: Database,
    lane: ThreadLane,
    login: str,
    permission: Permission,
    doing: str,
) -> str:
    gate, sign_in = wire_entry(basics, keys, database, lane)
    async with session_of(sign_in, login) as session:
        admitted = await gate.admit(session, permission, doing)
        return str(admitted.member.id)
