"""Refusals of the bundle commands: a code, why and what to do, for people or for programs."""

import json
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

import typer

from app.bundles import BundleError

REFUSED = 1
"""The exit code of whatever was refused; 2 is for a command that was called wrongly."""

Given = ParamSpec("Given")


def told_when_refused(command: Callable[Given, None]) -> Callable[Given, None]:
    """Tell whatever a command of bundles refuses, as JSON where `as_json` is set, and exit 1."""

    @wraps(command)
    def run(*args: Given.args, **options: Given.kwargs) -> None:
        try:
            command(*args, **options)
        except BundleError as error:
            tell_refusal(error, as_json=bool(options.get("as_json")))
            raise typer.Exit(REFUSED) from error

    return run


def tell_refusal(error: BundleError, *, as_json: bool) -> None:
    """Print a refusal: for programs where they read figures, for people where they read errors."""
    if as_json:
        typer.echo(json.dumps({"error": refusal_told(error)}))
        return
    typer.echo(f"lilo: {error.message} ({error.code})", err=True)
    if error.remedy:
        typer.echo(f"What to do: {error.remedy}", err=True)


def refusal_told(error: BundleError) -> dict[str, str]:
    """Return a refusal in figures."""
    return {"code": error.code, "why": error.message, "what_to_do": error.remedy}
