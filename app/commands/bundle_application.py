"""`lilo bundle upgrade`: the program itself, from a signed bundle, and back where it is worse.

It runs as root and trusts nothing that the kiosk's user can write: it has a store of its own, with
roots of its own, below /var/lib/lilo-setup. Packages are installed by dpkg from that store.

The slot is switched before dpkg runs, and proven once the doctor has been asked. A power cut in
between leaves it unproven, and the next upgrade puts the same packages in place again.
"""

import json
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path

import structlog

from app.audit import AuditDraft
from app.bundles import (
    Installer,
    Keeper,
    Kind,
    Offer,
    Publisher,
    Source,
    Told,
    UnhealthyError,
    Version,
)
from app.bundles.application import (
    PROGRAM,
    DoctorSaid,
    must_not_be_older,
    worse,
)
from app.bundles.errors import BundleError, BusyError, NothingToDoError
from app.bundles.manifest import newest
from app.bundles.slots import SlotState
from app.clock import system_clock
from app.commands import debian_packages as debian
from app.commands.application_trial import ApplicationTrial, packages_in, taken_of
from app.commands.bundle_house import this_machine
from app.commands.present_program import PresentProgram
from app.commands.program_doctor import ask_doctor, usual_command
from app.wiring.machine_here import program_version
from storage.bundles import FileBundleStore
from storage.errors import StorageBusyError
from storage.file_lock import file_lock
from storage.private_files import make_private_folder, write_durably

STORE = Path("/var/lib/lilo-setup/application")

_log = structlog.get_logger(__name__)

AskDoctor = Callable[[], DoctorSaid]


class NotRootError(BundleError):
    """Only root upgrades the program."""

    code = "bundle.not_root"


class Upgrader:
    """Installs the program over itself, and goes back where it has grown worse. Blocking.

    Attributes:
        store: where bundles of the application lie.
        present: the packages of the program in place, for the way back from a first upgrade.
    """

    def __init__(
        self,
        root: Path = STORE,
        *,
        doctor: AskDoctor = lambda: ask_doctor(usual_command()),
        say: Callable[[str], None] = lambda _line: None,
    ) -> None:
        if root == STORE and os.geteuid() != 0:
            raise NotRootError("Only root can upgrade Lilo.", "sudo lilo bundle upgrade")
        make_private_folder(root)
        self.root = root
        self.store = FileBundleStore(root)
        self.present = PresentProgram(root / "present")
        self._doctor = doctor
        self._say = say
        self._keeper = Keeper(self.store, self.record, system_clock)

    def record(self, draft: AuditDraft) -> None:
        """Keep what was done: root has no key to any facility's audit log."""
        line = {"at": system_clock().isoformat(), **asdict(draft)}
        with (self.root / "upgrades.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps(line, default=str) + "\n")
        _log.warning("upgrade", path=str(draft.action))

    def upgrade(
        self,
        source: Source,
        publisher: Publisher,
        told: Told,
        *,
        again: bool = False,
        present: Sequence[Path] = (),
    ) -> str:
        """Take the newest application; return its version, or "" where it is in place already.

        Args:
            again: also what did not work here before.
            present: packages of the program that is in place, as the way back.

        Raises:
            BundleError: it is refused, or was worse; the message says what is in place.
        """
        with self._alone():
            finished = self._finish()
            installer = self._installer()
            offer = _newest_of(installer.catalogue(source, publisher).offers)
            must_not_be_older(offer.manifest.number, _version_here())
            self._must_not_have_failed(offer, again=again)
            if self._is_in_place(offer):
                return finished
            if present:
                self.present.keep(present)
            self.present.drop_unless(debian.installed(PROGRAM).version)
            told.begun("Asking the doctor of the program in place", 0)
            before = self._doctor()
            # Kept before the slot is switched: after a power cut it is what to compare with.
            self._keep_before(before)
            name = f"{offer.manifest.id}@{offer.manifest.version}"
            outcomes = installer.install(source, publisher, [name], again=again, told=told)
            for outcome in outcomes:
                # What else the source has of wrong things is on record, and stops nothing.
                if outcome.error is not None and outcome.kind is Kind.APPLICATION:
                    raise outcome.error
            told.begun(f"Putting Lilo {offer.manifest.version} in place", 0)
            return self._put_in_place(before)

    def go_back(self) -> str:
        """Put the application before in place; return its version.

        Raises:
            NothingToDoError: there is none.
        """
        with self._alone():
            state = self.store.state(Kind.APPLICATION)
            back = self._way_back(state)
            if not back:
                raise NothingToDoError(
                    "No earlier application is kept here.",
                    "Install its package: apt install --allow-downgrades ./lilo_VERSION.deb",
                )
            debian.install(back)
            self._keeper.roll_back(Kind.APPLICATION)
            return debian.installed(PROGRAM).version

    def _installer(self) -> Installer:
        from storage.bundles.tuf_signatures import TufSignatures

        machine = replace(this_machine(), kinds=frozenset({Kind.APPLICATION}))
        signatures = TufSignatures(self.root / "trust")
        return Installer(
            signatures, self.store, ApplicationTrial(), machine, self.record, system_clock
        )

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Keep other upgrades out from the first look to the doctor's last word."""
        try:
            with file_lock(self.root / "upgrading.lock", timeout_s=0.0):
                yield
        except StorageBusyError as error:
            raise BusyError("Another upgrade is at work.", "Wait until it has finished.") from error

    def _finish(self) -> str:
        """Go on with what a power cut has left; return the version that is in place for it."""
        if self.store.state(Kind.APPLICATION).proven:
            return ""
        self._say("An earlier upgrade was cut short. It is put in place again.")
        return self._put_in_place(self._kept_before())

    def _is_in_place(self, offer: Offer) -> bool:
        here, failed = debian.installed(PROGRAM), self.store.state(Kind.APPLICATION).failed_before
        same = offer.manifest.number == _version_here()
        return same and (here.is_whole or not here.version) and failed(offer.digest) is None

    def _must_not_have_failed(self, offer: Offer, *, again: bool) -> None:
        failure = self.store.state(Kind.APPLICATION).failed_before(offer.digest)
        if failure is None or again:
            return
        raise NothingToDoError(
            f"Lilo {failure.version} did not work here on {failure.at[:10]}: {failure.why}",
            "When that is mended, try it once more: the same command with --again",
        )

    def _put_in_place(self, before: DoctorSaid) -> str:
        state = self.store.state(Kind.APPLICATION)
        slot = state.in_use
        if slot is None:
            raise NothingToDoError("Nothing was taken over from the source.", "See upgrades.jsonl.")
        try:
            back = self._way_back(state)
        except UnhealthyError:
            back = ()  # It lacks the engine that was installed since.
        if not back:
            self._say("There is no way back from this upgrade by itself; see the guide, step 6.")
        try:
            debian.install(taken_of(packages_in(self.store.folder(slot.digest))))
            why = worse(before, self._doctor())
        except BundleError as error:
            why = str(error)
        if why:
            raise self._returned(why, back)
        self.store.change(Kind.APPLICATION, SlotState.got_home)
        return slot.version

    def _returned(self, why: str, back: Sequence[Path]) -> UnhealthyError:
        """Put what was before in place, and return what to say of it."""
        if back:
            try:
                debian.install(back)
            except BundleError as error:
                # It stays unproven, so that what was before is not forgotten.
                return UnhealthyError(
                    f"{why} The program before could not be put in place again: {error.message}",
                    "sudo dpkg --configure -a, then: sudo lilo bundle upgrade --back",
                )
        self._keeper.return_from(Kind.APPLICATION, why)
        if not back:
            return UnhealthyError(
                f"{why} It stays in place, because no earlier application is kept here.",
                "Install the package before: apt install --allow-downgrades ./lilo_VERSION.deb",
            )
        here = debian.installed(PROGRAM).version
        return UnhealthyError(
            f"{why} Lilo {here} is in place again.",
            "Send a support file: lilo doctor --export FILE",
        )

    def _way_back(self, state: SlotState) -> Sequence[Path]:
        slot = state.before
        if slot is None:
            kept = self.present.packages()
        else:
            kept = packages_in(self.store.folder(slot.digest))
        return taken_of(kept) if kept else ()

    def _keep_before(self, said: DoctorSaid) -> None:
        write_durably(self.root / "doctor-before.json", json.dumps(asdict(said)).encode())

    def _kept_before(self) -> DoctorSaid:
        try:
            found = json.loads((self.root / "doctor-before.json").read_bytes())
            return DoctorSaid(tuple(found["bad"]), found["silent"])
        except (OSError, ValueError, KeyError, TypeError):
            return DoctorSaid(silent="the upgrade was cut short before its doctor was asked.")


def _newest_of(offers: Sequence[Offer]) -> Offer:
    ours = [one for one in newest(offers).values() if one.manifest.kind is Kind.APPLICATION]
    if not ours:
        raise NothingToDoError("The source has no application.", "lilo bundle verify")
    return max(ours, key=lambda one: one.manifest.number)


def _version_here() -> Version:
    """Return the version that dpkg has; a program of another origin says itself what it is."""
    try:
        return Version.parse(debian.installed(PROGRAM).version)
    except ValueError:
        return program_version()
