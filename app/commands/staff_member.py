"""Who is at the terminal: commands that change what residents hear need a named staff member."""

from typing import Annotated

import typer

from app.bootstrap import Lilo
from app.identity import StaffMember

ByOption = Annotated[
    str, typer.Option("--by", help="Login of the staff member who answers for this.")
]


async def signed_in(lilo: Lilo, login: str) -> StaffMember:
    """Ask for the passphrase and return who it is.

    Raises:
        SignInError: the name or the passphrase is wrong, or it is too early to try again.
    """
    passphrase: str = typer.prompt(f"Passphrase of {login}", hide_input=True, err=True)
    session = await lilo.sign_in.sign_in(login, passphrase)
    return session.member
