"""Installing: from a source that nobody trusts to a slot that is in use, step by step."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime

from app.bundles.choosing import chosen_of, failed_before, is_news, must_not_be_older
from app.bundles.content import content_path, verified
from app.bundles.errors import (
    BundleError,
    StoreError,
    UnhealthyError,
)
from app.bundles.keeping import clear_up, states_of, tell, tell_unheard
from app.bundles.kinds import APART, WITHOUT_RESTART, Kind
from app.bundles.machine import ThisMachine, must_fit, must_have_room
from app.bundles.manifest import Offer, latest_release
from app.bundles.ports import BundleStore, Catalogue, Signatures, Source, Told, Trial
from app.bundles.publishers import Publisher
from app.bundles.record import Record, refused
from app.bundles.slots import Failure, Slot, SlotState
from app.bundles.steps import Passage, Step
from app.bundles.time_known import must_not_be_set_back
from app.clock import Clock


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one bundle.

    Attributes:
        name: id and version, or the name under which it is signed.
        error: why it was not installed; None when it was.
        waits: it is used from the next start of Lilo on.
    """

    name: str
    kind: Kind | None
    error: BundleError | None = None
    waits: bool = False


@dataclass(frozen=True, slots=True)
class Installer:
    """Verifies and installs what sources offer. Blocking.

    Attributes:
        record: keeps entries in the audit log.
    """

    signatures: Signatures
    store: BundleStore
    trial: Trial
    machine: ThisMachine
    record: Record
    clock: Clock

    def catalogue(self, source: Source, publisher: Publisher) -> Catalogue:
        """Verify what a source offers, and keep in mind how late it is.

        Raises:
            BundleError: it is refused; the audit log says so.
        """
        return self._verified(source, publisher)[0]

    def _verified(self, source: Source, publisher: Publisher) -> tuple[Catalogue, Passage]:
        try:
            now, known = self.clock(), self.store.time_known()
            must_not_be_set_back(now, known)
            passage = Passage().to(Step.TIME_KNOWN)
            found = self.signatures.catalogue(source, publisher)
            released = latest_release(found.offers)
            later = self.store.learn_time(lambda known: known.at(now).after(released))
            must_not_be_set_back(now, later)
        except BundleError as error:
            self.record(refused(error, source.name))
            raise
        return found, passage.to(Step.SIGNATURES_TRUSTED)

    def install(
        self,
        source: Source,
        publisher: Publisher,
        wanted: Sequence[str] = (),
        *,
        again: bool = False,
        told: Told | None = None,
    ) -> Sequence[Outcome]:
        """Install what is newer than what is in use.

        Args:
            wanted: ids, each perhaps with `@version`; without any, all that is newer.
            again: also what did not work here before.
            told: told how it gets on.

        Returns:
            One outcome for each bundle that was tried; none when all is up to date.

        Raises:
            BundleError: the source as a whole is refused, or has not what is wanted.
        """
        told = told or Told()
        told.begun("Checking signatures", 0)
        with self.store.locked():
            found, passage = self._verified(source, publisher)
            outcomes = self._refusals(found, source)
            chosen = chosen_of(self._for_here(found.offers), wanted)
            self._settle()
            for offer in chosen:
                if wanted and not again and (failure := self._failure(offer)):
                    name = f"{offer.manifest.id} {offer.manifest.version}"
                    outcomes.append(Outcome(name, offer.manifest.kind, failed_before(failure)))
                elif self._is_news(offer, named=bool(wanted), again=again):
                    outcomes.append(self._installed(offer, source, publisher, passage, told))
            if all(outcome.error is None for outcome in outcomes):
                # After an error, what was copied already is kept for the next attempt.
                self._clear_up()
            return outcomes

    def _is_news(self, offer: Offer, *, named: bool, again: bool) -> bool:
        try:
            state = self.store.state(offer.manifest.kind)
        except StoreError:
            return True  # Its own installation tells what is wrong, and the others go on.
        if state.in_use is not None and state.in_use.digest == offer.digest:
            # Reading it all takes a while: where somebody wants this very bundle anew.
            return (named or again) and self._is_altered(offer.digest)
        return is_news(offer, state, named=named, again=again)

    def _failure(self, offer: Offer) -> Failure | None:
        states, _ = states_of(self.store)
        state = states.get(offer.manifest.kind, SlotState())
        return state.failed_before(offer.digest)

    def _is_altered(self, digest: str) -> bool:
        try:
            return bool(self.store.altered(digest))
        except BundleError:
            return True  # Its manifest is gone, or is none.

    def verify(
        self, source: Source, publisher: Publisher, told: Told, *, for_here: bool = True
    ) -> tuple[Catalogue, Mapping[str, BundleError]]:
        """Read everything that a source offers without keeping it.

        Args:
            for_here: also whether it is for this machine and this Lilo.

        Returns:
            What it offers, and what of that cannot be used, by its name; the audit log says so too.

        Raises:
            BundleError: the source as a whole is refused.
        """
        found = self.catalogue(source, publisher)
        wrong = {outcome.name: outcome.error for outcome in self._refusals(found, source)}
        for offer in found.offers:
            try:
                self._check(offer, source, publisher, told, for_here=for_here)
            except BundleError as error:
                name = f"{offer.manifest.id} {offer.manifest.version}"
                self.record(refused(error, source.name, name))
                wrong[offer.manifest.target] = error
        return found, {name: error for name, error in wrong.items() if error is not None}

    def _check(
        self, offer: Offer, source: Source, publisher: Publisher, told: Told, *, for_here: bool
    ) -> None:
        manifest = offer.manifest
        publisher.must_have_a_say(offer)
        if for_here:
            # The application is for this machine, though not for a facility.
            must_fit(manifest, replace(self.machine, kinds=self.machine.kinds | APART))
        told.begun(f"Reading {manifest.id} {manifest.version}", manifest.size)
        for entry in manifest.files:
            for block in verified(entry, source.blocks(content_path(entry.sha256), entry.size)):
                told.moved(len(block))

    def _for_here(self, offers: Sequence[Offer]) -> Sequence[Offer]:
        """Leave the application to whoever upgrades it: that takes root, and a store apart."""
        known = self.machine.kinds
        return [o for o in offers if o.manifest.kind in known or o.manifest.kind not in APART]

    def _refusals(self, found: Catalogue, source: Source) -> list[Outcome]:
        for name, error in found.refused.items():
            self.record(refused(error, source.name, name))
        return [Outcome(name, None, error) for name, error in found.refused.items()]

    def _settle(self) -> None:
        """Finish what a power cut has left: trials end, and the audit log hears of switches."""
        for kind, state in states_of(self.store)[0].items():
            if state.candidate is not None:
                self.store.change(kind, SlotState.settled)
            tell_unheard(self.store, self.record, kind)

    def _clear_up(self) -> None:
        # What was installed is in use, whatever becomes of what nobody needs any more.
        with suppress(BundleError):
            if not any(
                kind not in WITHOUT_RESTART and state.may_run_an_older
                for kind, state in states_of(self.store)[0].items()
            ):
                clear_up(self.store)

    def _installed(
        self, offer: Offer, source: Source, publisher: Publisher, passage: Passage, told: Told
    ) -> Outcome:
        kind = offer.manifest.kind
        name = f"{offer.manifest.id} {offer.manifest.version}"
        try:
            self._take(offer, source, publisher, passage, told)
        except BundleError as error:
            self.record(refused(error, source.name, name))
            return Outcome(name, kind, error)
        return Outcome(name, kind, waits=kind not in WITHOUT_RESTART)

    def _take(
        self, offer: Offer, source: Source, publisher: Publisher, passage: Passage, told: Told
    ) -> None:
        manifest, store = offer.manifest, self.store
        publisher.must_have_a_say(offer)
        passage = passage.to(Step.SIGNER_ALLOWED)
        must_fit(manifest, self.machine)
        must_not_be_older(offer, store.state(manifest.kind))
        passage = passage.to(Step.FITTING)
        lacking = store.lacking(manifest.files)
        size = sum(entry.size for entry in lacking)
        must_have_room(size, store.free_bytes())
        name = f"{manifest.id} {manifest.version}"
        told.begun(f"Copying {name}", size)
        for entry in lacking:
            blocks = source.blocks(content_path(entry.sha256), entry.size)
            store.take_in(entry, blocks, told.moved)
        passage = passage.to(Step.CONTENT_WHOLE)
        folder = store.lay_out(offer)
        passage = passage.to(Step.STAGED).to(Step.ON_TRIAL)
        at = self.clock()
        program = str(self.machine.program)
        slot = Slot(
            offer.digest, manifest.id, manifest.version, offer.publisher, at.isoformat(), program
        )
        tried = passage
        store.change(manifest.kind, lambda state: state.on_trial(slot, tried))
        told.begun(f"Trying {name}", 0)
        try:
            self.trial.try_out(manifest.kind, folder)
        except UnhealthyError as error:
            self._give_up(manifest.kind, at, error.message)
            raise
        except Exception as error:
            # Whatever a loader raises on what it was never meant to read, the old stays in use.
            why = f"{name} could not be tried: {type(error).__name__}."
            self._give_up(manifest.kind, at, why)
            raise UnhealthyError(why, "What was in use stays in use.") from error
        passage = passage.to(Step.HEALTHY).to(Step.IN_USE)
        after = store.change(manifest.kind, lambda state: state.taken_into_use(passage))
        tell(store, self.record, manifest.kind, after.unheard[-1], source.name)

    def _give_up(self, kind: Kind, at: datetime, why: str) -> None:
        self.store.change(kind, lambda state: state.given_up(at.isoformat(), why))
