"""Opening a facility for work that a named staff member answers for, and is allowed to do."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

from app.bootstrap import Lilo, open_facility
from app.commands.options import ask_passphrase, chosen_facility
from app.commands.staff_member import signed_in
from app.identity import Permission, StaffMember, StaffSession


def as_staff(
    facility: Path | None,
    by: str,
    permission: Permission,
    work: Callable[[Lilo, StaffMember], Awaitable[None]],
    *,
    demo: bool = False,
) -> None:
    """Open the facility, ask who it is, do the work if their role allows it, and close it again.

    Raises:
        LiloError: there is no facility, the passphrase is wrong, the role does not allow it (which
            is written into the audit log), or the work failed.
    """

    async def admitted(lilo: Lilo, session: StaffSession) -> None:
        through = await lilo.identity.gate.admit(session, permission, "command")
        await work(lilo, through.member)

    in_session(facility, by, admitted, demo=demo)


def in_session(
    facility: Path | None,
    by: str,
    work: Callable[[Lilo, StaffSession], Awaitable[None]],
    *,
    demo: bool = False,
) -> None:
    """Do work with services of the station, which ask the gate themselves.

    Raises:
        LiloError: as `as_staff`.
    """

    async def signed(lilo: Lilo) -> None:
        async with signed_in(lilo, by) as session:
            await work(lilo, session)

    with_facility(facility, signed, demo=demo)


def with_facility(
    facility: Path | None, work: Callable[[Lilo], Awaitable[None]], *, demo: bool = False
) -> None:
    """Do work that nobody has to answer for.

    Raises:
        LiloError: there is no facility, it cannot be opened, or the work failed.
    """

    async def opened() -> None:
        lilo = open_facility(basics, ask_passphrase)
        try:
            await work(lilo)
        finally:
            lilo.close()

    with chosen_facility(facility, demo=demo) as basics:
        asyncio.run(opened())
