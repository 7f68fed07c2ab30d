"""Opening a facility for work that a named staff member answers for, and is allowed to do."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

from app.bootstrap import Lilo, open_facility
from app.commands.options import ask_passphrase, chosen_facility
from app.commands.staff_member import signed_in
from app.identity import Permission, StaffMember

Work = Callable[[Lilo, StaffMember], Awaitable[None]]


def as_staff(
    facility: Path | None, by: str, permission: Permission, work: Work, *, demo: bool = False
) -> None:
    """Open the facility, ask who it is, do the work if their role allows it, and close it again.

    Raises:
        LiloError: there is no facility, the passphrase is wrong, the role does not allow it (which
            is written into the audit log), or the work failed.
    """

    async def opened() -> None:
        lilo = open_facility(basics, ask_passphrase)
        try:
            async with signed_in(lilo, by) as session:
                admitted = await lilo.identity.gate.admit(session, permission, "command")
                await work(lilo, admitted.member)
        finally:
            lilo.close()

    with chosen_facility(facility, demo=demo) as basics:
        asyncio.run(opened())
