"""Who is at the terminal: what staff do needs a named staff member, who signs in and out."""

import platform
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated

import typer

from app.bootstrap import Lilo
from app.identity import SignIn, StaffSession

ByOption = Annotated[
    str, typer.Option("--by", help="Login of the staff member who answers for this.")
]


@asynccontextmanager
async def signed_in(lilo: Lilo, login: str) -> AsyncIterator[StaffSession]:
    """Ask for the passphrase, give the session, and end it.

    Raises:
        SignInError: the name or the passphrase is wrong, or it is too early to try again.
    """
    async with session_of(lilo.sign_in, login) as session:
        yield session


@asynccontextmanager
async def session_of(sign_in: SignIn, login: str) -> AsyncIterator[StaffSession]:
    """Do the same where not all of Lilo is open."""
    passphrase: str = typer.prompt(f"Passphrase of {login}", hide_input=True, err=True)
    station = f"terminal on {platform.node()}".strip()
    session = await sign_in.sign_in(login, passphrase, station)
    try:
        yield session
    finally:
        await sign_in.sign_out(session)
