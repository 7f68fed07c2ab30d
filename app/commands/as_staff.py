"""Opening a facility for work that a named staff member answers for."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

from app.bootstrap import Lilo, open_facility
from app.commands.options import ask_passphrase, chosen_facility
from app.commands.staff_member import signed_in
from app.identity import StaffMember

Work = Callable[[Lilo, StaffMember], Awaitable[None]]


def as_staff(facility: Path | None, by: str, work: Work) -> None:
    """Open the facility, ask who it is, do the work, and close it again.

    Raises:
        LiloError: there is no facility, the passphrase is wrong, or the work failed.
    """

    async def opened() -> None:
        lilo = open_facility(basics, ask_passphrase)
        try:
            await work(lilo, await signed_in(lilo, by))
        finally:
            lilo.close()

    with chosen_facility(facility, demo=False) as basics:
        asyncio.run(opened())
