"""Where installed models are kept, and which one is in use."""

import json
import os
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from app.errors import LiloError

_CHOICE = "current.json"
_INCOMING = ".incoming-"
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
_BLOCK = 8 * 1024 * 1024


class StoreError(LiloError):
    """A model is not there, is there already, or cannot be written."""

    code = "model.store"


@dataclass(frozen=True, slots=True)
class Choice:
    """Which model is in use.

    Attributes:
        previous: the one before, kept for going back.
    """

    current: str = ""
    previous: str = ""


class ModelStore:
    """A folder of models. What is in use changes in one step, or not at all."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def names(self) -> list[str]:
        """Return the installed models."""
        if not self._root.is_dir():
            return []
        return sorted(
            p.name for p in self._root.iterdir() if p.is_dir() and _NAME.fullmatch(p.name)
        )

    def folder(self, name: str) -> Path:
        """Return the folder of an installed model.

        Raises:
            StoreError: there is none of that name.
        """
        if name not in self.names():
            raise StoreError(
                f"There is no model called {name}.", "See `lilo model list` for those there are."
            )
        return self._root / name

    def choice(self) -> Choice:
        """Return which model is in use."""
        try:
            chosen = json.loads((self._root / _CHOICE).read_text("utf-8"))
            return Choice(str(chosen["current"]), str(chosen["previous"]))
        except (OSError, ValueError, KeyError, TypeError):
            return Choice()

    def current(self) -> Path | None:
        """Return the folder of the model in use, or None."""
        name = self.choice().current
        return self._root / name if name in self.names() else None

    def add(self, source: Path, name: str, moved: Callable[[int], None]) -> Path:
        """Copy a model into the store; it appears whole or not at all.

        Args:
            source: a folder, whose subfolders are left out.
            name: what it is to be called.
            moved: told of bytes as they are copied.

        Raises:
            StoreError: the name is taken or cannot be one, or the disk does not take it.
        """
        if not _NAME.fullmatch(name):
            raise StoreError(f"A model cannot be called '{name}'.", "Use letters, digits, . _ -")
        if name in self.names():
            raise StoreError(f"There is a model called {name} already.", "Give --name another.")
        incoming = self._root / f"{_INCOMING}{os.getpid()}"
        try:
            incoming.mkdir(mode=0o700, parents=True)
            for path in sorted(p for p in source.iterdir() if p.is_file()):
                _copy(path, incoming / path.name, moved)
            incoming.rename(self._root / name)
        except OSError as error:
            shutil.rmtree(incoming, ignore_errors=True)
            raise StoreError(
                f"The model cannot be copied to {self._root}: {error.strerror}.",
                "Make room, or set generation.local.store to another disk.",
            ) from error
        return self._root / name

    def use(self, name: str) -> Choice:
        """Take an installed model into use from the next start on; the last one is remembered.

        Raises:
            StoreError: there is none of that name.
        """
        self.folder(name)
        before = self.choice()
        previous = before.current if before.current != name else before.previous
        return self._choose(Choice(name, previous))

    def roll_back(self) -> Choice:
        """Take the model before this one into use again.

        Raises:
            StoreError: there was none.
        """
        before = self.choice()
        if before.previous not in self.names():
            raise StoreError("There is no earlier model to go back to.", "See `lilo model list`.")
        return self._choose(Choice(before.previous, before.current))

    def remove(self, name: str) -> None:
        """Delete an installed model.

        Raises:
            StoreError: it is not there, or in use.
        """
        folder = self.folder(name)
        before = self.choice()
        if name == before.current:
            raise StoreError(f"{name} is in use.", "Choose another first: `lilo model use NAME`.")
        if name == before.previous:
            self._choose(Choice(before.current, ""))
        shutil.rmtree(folder)

    def _choose(self, choice: Choice) -> Choice:
        written = self._root / f"{_CHOICE}.new"
        with written.open("w", encoding="utf-8") as file:
            json.dump({"current": choice.current, "previous": choice.previous}, file)
            file.flush()
            os.fsync(file.fileno())
        written.replace(self._root / _CHOICE)
        return choice


def folder_bytes(folder: Path) -> int:
    """Return the size of the files in a folder."""
    return sum(path.stat().st_size for path in folder.iterdir() if path.is_file())


def _copy(source: Path, target: Path, moved: Callable[[int], None]) -> None:
    with source.open("rb") as reading, target.open("wb") as writing:
        for block in _blocks(reading.read):
            writing.write(block)
            moved(len(block))
        writing.flush()
        os.fsync(writing.fileno())


def _blocks(read: Callable[[int], bytes]) -> Iterator[bytes]:
    while block := read(_BLOCK):
        yield block
