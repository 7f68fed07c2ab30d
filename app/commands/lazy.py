"""Commands that are imported when they are called.

Whoever asks for help, or starts a kiosk, should not wait for what the other commands need: all of
them together take seconds to import. So each is known by its name, its place and one line.
"""

import gc
from importlib import import_module
from types import ModuleType
from typing import Any

import typer
from typer.core import TyperCommand
from typer.main import get_group


class LazyCommand(TyperCommand):
    """A command, or a group of commands, that is listed at once and imported when it is called.

    Args:
        name: what is typed.
        place: where it is, as `package.module:name`; a function or a `typer.Typer`.
        summary: the first line of its help. A test holds it to what the command says of itself.
    """

    def __init__(self, name: str, place: str, summary: str) -> None:
        super().__init__(name, help=summary, rich_markup_mode="markdown")
        self.place = place

    def make_context(self, *args: Any, **options: Any) -> Any:
        """Import the command and let it read what was typed; from here on it is the command."""
        return self.loaded().make_context(*args, **options)

    def loaded(self) -> Any:
        """Import the command and return it as Typer makes it."""
        module, _, attribute = self.place.partition(":")
        target = getattr(_imported(module), attribute)
        alone = typer.Typer(add_completion=False, rich_markup_mode="markdown")
        if isinstance(target, typer.Typer):
            alone.add_typer(target, name=self.name)
        else:
            alone.command(self.name)(target)
        return get_group(alone).commands[str(self.name)]


def _imported(module: str) -> ModuleType:
    """Import without looking for garbage: all that this makes stays, and looking takes a sixth."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        return import_module(module)
    finally:
        if was_enabled:
            gc.freeze()
            gc.enable()
