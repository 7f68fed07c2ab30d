"""`lilo voice`: the voice of this machine."""

import typer

from app.commands import voice_say

app = typer.Typer(help="Hear the voice of this machine.", no_args_is_help=True)


@app.callback()
def voice() -> None:
    """Look after the voice."""


app.command("say")(voice_say.say)
