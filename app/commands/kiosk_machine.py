"""Looks at a machine's files and changes them, below a root that need not be the running one's."""

import os
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from app.kiosk_setup import ABSENT, KioskSetupError, OnlyRootError, Place, Step
from app.kiosk_setup.record_file import PATH, Kept, kept_written, read_kept
from app.kiosk_setup.wishes import CREDENTIALS, KEYS
from storage.private_files import flush_to_disk, write_durably

USER = "lilo"
_LONGEST = 100_000
_COMMAND_S = 60.0
_TAKE_UP = (
    ("systemctl", "daemon-reload"),
    ("udevadm", "control", "--reload"),
    ("sysctl", "--quiet", "--system"),
    ("systemctl", "kill", "--signal=HUP", "systemd-logind.service"),
)


class KioskMachine:
    """One machine.

    Attributes:
        root: where its files begin; `/` for the one that runs this.
    """

    def __init__(self, root: Path) -> None:
        self.root = root

    @property
    def is_running(self) -> bool:
        """Whether this is the running machine, under systemd."""
        return self.root == Path("/") and Path("/run/systemd/system").is_dir()

    def seen(self, paths: Iterable[str]) -> Mapping[str, Place]:
        """Return what stands at each path.

        Raises:
            KioskSetupError: something else than a file or a link does.
            OnlyRootError: whoever asks may not look.
        """
        with _as_root_alone():
            return {path: self._seen(path) for path in paths}

    def kept(self) -> Kept | None:
        """Return what was changed before; None where nothing was.

        Raises:
            KioskSetupError: the record is damaged.
            OnlyRootError: whoever asks may not look.
        """
        place = self._at(PATH)
        with _as_root_alone():
            return read_kept(place.read_text("utf-8")) if place.exists() else None

    def keep(self, kept: Kept | None) -> None:
        """Keep a record durably, or forget it."""
        place = self._at(PATH)
        if kept is None:
            place.unlink(missing_ok=True)
            return
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_durably(place, kept_written(kept).encode())

    def do(self, step: Step) -> None:
        """Do one step; what is replaced is replaced whole."""
        place, half = self._at(step.path), self._at(f"{step.path}.lilo-part")
        if step.place.is_absent:
            place.unlink(missing_ok=True)
            self._clear(place.parent)
            return
        place.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
        half.unlink(missing_ok=True)
        if step.place.link is not None:
            half.symlink_to(step.place.link)
        else:
            half.write_text(step.place.text or "", "utf-8")
            half.chmod(step.place.mode)
            flush_to_disk(half)
        half.replace(place)
        flush_to_disk(place.parent)

    def has_keys(self) -> bool:
        """Whether the facility's keys are credentials of this machine.

        Raises:
            OnlyRootError: whoever asks may not look.
        """
        with _as_root_alone():
            return all(self._at(f"{CREDENTIALS}/{key}").exists() for key in KEYS)

    def turns_itself(self) -> bool:
        """Whether the cage of this machine turns screens; later ones leave it to wlr-randr."""
        program = shutil.which("cage") if self.root == Path("/") else None
        if program is None:
            return True
        told = subprocess.run(  # noqa: S603 - a fixed command
            [program, "-h"], capture_output=True, text=True, timeout=_COMMAND_S, check=False
        )
        return any(
            line.lstrip().startswith("-r") for line in (told.stdout + told.stderr).splitlines()
        )

    def has_user(self) -> bool:
        """Whether the kiosk's user is there."""
        passwd = self._at("/etc/passwd")
        lines = passwd.read_text("utf-8").splitlines() if passwd.exists() else []
        return any(line.startswith(f"{USER}:") for line in lines)

    def make_user(self) -> None:
        """Make the kiosk's user, from the description that comes with the package.

        Raises:
            KioskSetupError: it cannot be made.
        """
        self._run("systemd-sysusers", f"--root={self.root}", "lilo.conf")

    def missing(self, commands: Iterable[str]) -> list[str]:
        """Return those of some commands that are not installed."""
        places = ("/usr/bin", "/usr/sbin", "/bin", "/sbin")
        return [
            name
            for name in commands
            if not any(self._at(f"{place}/{name}").exists() for place in places)
        ]

    def take_up(self) -> None:
        """Let a running machine take up what was changed, without a restart as far as that goes.

        Raises:
            KioskSetupError: one of the commands failed; the others were run all the same.
        """
        faults = []
        for command in _TAKE_UP:
            try:
                self._run(*command)
            except KioskSetupError as error:
                faults.append(error.message)
        if faults:
            raise KioskSetupError(" ".join(faults), "Start the machine anew: that takes it up too.")

    def _seen(self, path: str) -> Place:
        place = self._at(path)
        if place.is_symlink():
            return Place(link=str(place.readlink()))
        if not place.exists():
            return ABSENT
        found = place.stat()
        if not place.is_file() or found.st_size > _LONGEST:
            raise KioskSetupError(
                f"{path} is something else than a short file.",
                "Look at it; Lilo does not replace it.",
            )
        return Place(text=place.read_text("utf-8"), mode=found.st_mode & 0o777)

    def _at(self, path: str) -> Path:
        return self.root / path.lstrip("/")

    def _clear(self, folder: Path) -> None:
        """Delete a folder that was made for one file, such as that of a unit."""
        if folder.name.endswith((".service.d", "lilo")) and not any(folder.iterdir()):
            folder.rmdir()

    def _run(self, *command: str) -> None:
        program = shutil.which(command[0])
        if program is None:
            return
        try:
            subprocess.run(  # noqa: S603 - fixed commands
                [program, *command[1:]],
                check=True,
                timeout=_COMMAND_S,
                capture_output=True,
                text=True,
                env={**os.environ, "LC_ALL": "C"},
            )
        except (OSError, subprocess.SubprocessError) as error:
            raise KioskSetupError(
                f"`{' '.join(command)}` failed: {getattr(error, 'stderr', '') or error}".strip(),
                "Run it by hand, and this again.",
            ) from error


@contextmanager
def _as_root_alone() -> Iterator[None]:
    try:
        yield
    except PermissionError as error:
        raise OnlyRootError from error
