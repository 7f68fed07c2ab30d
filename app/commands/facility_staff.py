"""`lilo facility staff`: who works here; and `lilo facility recover`."""

from collections.abc import Awaitable, Callable
from typing import Annotated

import typer

from app.bootstrap import Lilo
from app.commands.as_staff import in_session, with_facility
from app.commands.options import FacilityOption, JsonOption
from app.commands.staff_member import ByOption
from app.commands.telling import tell
from app.identity import (
    NewStaff,
    PeopleError,
    Role,
    SecretPolicy,
    StaffLine,
    StaffMember,
    StaffSession,
    WeakSecretError,
)
from app.ids import StaffId, new_uuid

app = typer.Typer(help="Who works here, in which role.", no_args_is_help=True)

LoginArgument = Annotated[str, typer.Argument(help="Login of the staff member.")]
Work = Callable[[Lilo, StaffSession], Awaitable[None]]


@app.command("list")
def list_staff(by: ByOption, facility: FacilityOption = None, as_json: JsonOption = False) -> None:
    """List staff with role, way in, and open sessions.

    Example: lilo facility staff list --by marcus --facility /srv/lilo
    """

    async def work(lilo: Lilo, session: StaffSession) -> None:
        lines = await lilo.identity.people.staff(session)
        tell({"staff": [_as_dict(line) for line in lines]}, as_json=as_json)

    in_session(facility, by, work)


@app.command("add")
def add(
    login: LoginArgument,
    given: Annotated[str, typer.Option("--given", help="Given name.")],
    family: Annotated[str, typer.Option("--family", help="Family name.")],
    role: Annotated[Role, typer.Option("--role", help="What they may do.")],
    by: ByOption,
    title: Annotated[str, typer.Option("--title", help="Such as RN.")] = "",
    facility: FacilityOption = None,
) -> None:
    """Add somebody; they must choose their own passphrase when they sign in.

    Example: lilo facility staff add iris --given Iris --family Vale --role nurse --by marcus
    """

    async def work(lilo: Lilo, session: StaffSession) -> None:
        policy = lilo.identity.people.policy
        who = NewStaff(login, given, family, role, title)
        member = StaffMember(StaffId(new_uuid()), login, given, family, role)
        first = chosen_passphrase(f"First passphrase for {login}", policy, member)
        await lilo.identity.people.add(session, who, first)
        typer.echo(f"{login} is added. They choose their own passphrase when they sign in.")

    in_session(facility, by, work)


@app.command("role")
def set_role(
    login: LoginArgument,
    role: Annotated[Role, typer.Argument(help="The new role.")],
    by: ByOption,
    facility: FacilityOption = None,
) -> None:
    """Give somebody another role; it counts at once.

    Example: lilo facility staff role rosa nurse --by marcus --facility /srv/lilo
    """

    async def work(lilo: Lilo, session: StaffSession) -> None:
        line = await _named(lilo, session, login)
        await lilo.identity.people.set_role(session, line.member.id, role)
        typer.echo(f"{login} is now: {role.value}.")

    in_session(facility, by, work)


@app.command("let-go")
def let_go(login: LoginArgument, by: ByOption, facility: FacilityOption = None) -> None:
    """End all access of somebody who has left; their name stays on what they did.

    Example: lilo facility staff let-go rosa --by marcus --facility /srv/lilo
    """

    async def work(lilo: Lilo, session: StaffSession) -> None:
        line = await _named(lilo, session, login)
        await lilo.identity.people.set_active(session, line.member.id, is_active=False)
        typer.echo(f"{login} can no longer sign in.")

    in_session(facility, by, work)


@app.command("revoke")
def revoke(login: LoginArgument, by: ByOption, facility: FacilityOption = None) -> None:
    """End all sessions of somebody, on every screen.

    Example: lilo facility staff revoke dana --by marcus --facility /srv/lilo
    """

    async def work(lilo: Lilo, session: StaffSession) -> None:
        line = await _named(lilo, session, login)
        others = [record for record in line.sessions if record.id != session.id]
        for record in others:
            await lilo.identity.people.revoke(session, record.id)
        typer.echo(f"{len(others)} sessions of {login} are ended.")

    in_session(facility, by, work)


@app.command("passphrase")
def passphrase(login: LoginArgument, by: ByOption, facility: FacilityOption = None) -> None:
    """Issue a passphrase to somebody else, or choose one's own.

    Example: lilo facility staff passphrase dana --by marcus --facility /srv/lilo
    """

    async def work(lilo: Lilo, session: StaffSession) -> None:
        policy = lilo.identity.people.policy
        if login.casefold() == session.member.login.casefold():
            old: str = typer.prompt("Present passphrase", hide_input=True, err=True)
            new = chosen_passphrase("New passphrase", policy, session.member)
            await lilo.identity.own_secrets.change_passphrase(session, old, new)
            typer.echo("Your passphrase is changed.")
            return
        line = await _named(lilo, session, login)
        issued = chosen_passphrase(f"Passphrase for {login}", policy, line.member)
        await lilo.identity.people.issue_passphrase(session, line.member.id, issued)
        typer.echo(f"{login} must choose their own when they sign in.")

    in_session(facility, by, work)


def recover(
    login: Annotated[str, typer.Argument(help="Login of an administrator.")],
    facility: FacilityOption = None,
) -> None:
    """Get an administrator back in with the sealed recovery code, and make the next code.

    Example: lilo facility recover marcus --facility /srv/lilo
    """

    async def work(lilo: Lilo) -> None:
        code: str = typer.prompt("Recovery code", err=True)
        new: str = typer.prompt(
            "New passphrase", hide_input=True, confirmation_prompt=True, err=True
        )
        following = await lilo.identity.recovery.recover(code, login, new)
        typer.echo(f"{login} can sign in. The old code is spent.")
        typer.echo(f"New recovery code: {following}")
        typer.echo("Write it on paper, seal it, and lock it away. It is not shown again.")

    with_facility(facility, work)


def chosen_passphrase(asking: str, policy: SecretPolicy, member: StaffMember) -> str:
    """Ask until the passphrase can be one."""
    while True:
        asked: str = typer.prompt(asking, hide_input=True, confirmation_prompt=True, err=True)
        try:
            policy.check(asked, member)
        except WeakSecretError as error:
            typer.echo(str(error), err=True)
        else:
            return asked


async def _named(lilo: Lilo, session: StaffSession, login: str) -> StaffLine:
    for line in await lilo.identity.people.staff(session):
        if line.member.login.casefold() == login.casefold():
            return line
    raise PeopleError(f"Nobody has the login “{login}”.", "Look at `lilo facility staff list`.")


def _as_dict(line: StaffLine) -> dict[str, object]:
    member = line.member
    return {
        "login": member.login,
        "name": member.signature,
        "role": member.role.value,
        "active": member.is_active,
        "badge": line.has_badge,
        "must_change": line.must_change or line.must_change_pin,
        "sessions": ", ".join(record.station or "-" for record in line.sessions) or "-",
    }
