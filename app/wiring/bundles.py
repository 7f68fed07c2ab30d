"""Bundles in a running house: taken up while it runs, proven when it gets home, taken back."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from threading import Event

import structlog
from watchfiles import awatch

from app.audit import AuditDraft
from app.bundles import ActiveResources, BundleError, BundleTrouble, Keeper, Kind, resources_of
from app.bundles.kinds import WITHOUT_RESTART
from app.bundles.slots import SlotState
from app.bundles.trouble import damaged_kinds, failed_lately
from app.chores import Chore, Daily
from app.knowledge import exchange_pack
from app.language_files import LanguageFiles
from app.memory.nightly import HOUR
from app.recall import StreamName, embed_missing, load_articles
from app.wiring.bundle_look import first_to_run_out, keep_clock
from app.wiring.bundle_retrial import Retrial, house_retrial
from app.wiring.foundation import Foundation, Waking
from app.wiring.remembrance import Recollection
from app.wiring.replying import Replying
from app.wiring.tongues import REPLIES
from models.generation import load_library
from models.generation.prompts import ExampleShelf, load_examples, load_prompts
from storage.bundles import FileBundleStore
from storage.private_files import make_private_folder, write_durably

_log = structlog.get_logger(__name__)

_SETTLE_MS = 200
_PACK_MARK = "knowledge.applied"
_SHIPPED = "shipped"

Changes = Callable[[Path], AsyncIterator[object]]


@dataclass(slots=True)
class Bundles:
    """Keeps a running house on what is installed.

    Attributes:
        in_use: what this program works with now.
        hearing_fault: says why nothing is heard, or nothing.
        retrial: tries what is in use once more after Lilo itself has changed.
    """

    on: Foundation
    waking: Waking
    recall: Recollection
    replying: Replying
    store: FileBundleStore
    keeper: Keeper
    in_use: ActiveResources
    hearing_fault: Callable[[], str]
    retrial: Retrial
    _trouble: BundleTrouble = field(default_factory=BundleTrouble)

    def trouble(self) -> BundleTrouble:
        """Return what staff should know, as of the last look."""
        return self._trouble

    def look_at_store(self) -> None:
        """See what did not work, and what cannot be read. Blocking."""
        self._tell(*self._store_seen())

    async def keep_clock(self) -> None:
        """Keep what the clock shows, and see whether it was set back.

        Raises:
            BundleError: the store does not take it.
        """
        was = await asyncio.to_thread(keep_clock, self.store, self.on.basics.clock())
        self._trouble = replace(self._trouble, clock_was=was)

    async def look_at_trust(self) -> None:
        """See whether signatures run out soon.

        Raises:
            BundleError: what is kept of trust cannot be read.
        """
        warn = timedelta(days=self.on.basics.settings.bundles.warn_days)
        now = self.on.basics.clock()
        found = await asyncio.to_thread(first_to_run_out, self.store.root, now, warn)
        self._trouble = replace(self._trouble, running_out=found)

    def _store_seen(self) -> tuple[str, tuple[str, ...]]:
        return failed_lately(self.store, self.on.basics.clock()), damaged_kinds(self.store)

    def _tell(self, failed: str, damaged: tuple[str, ...]) -> None:
        self._trouble = replace(self._trouble, failed=failed, damaged=damaged)

    async def keep_watch(
        self, changes: Changes = lambda folder: awatch(folder, debounce=_SETTLE_MS, step=50)
    ) -> None:
        """Take up what is installed while this runs, until it is cancelled."""
        folder = self.store.root / "slots"
        try:
            await asyncio.to_thread(make_private_folder, folder)
            async for _ in changes(folder):
                await self.look_again()
        except Exception:
            _log.exception("bundles_not_watched")

    async def look_again(self) -> None:
        """Take up what was installed or taken back since, as far as that goes without a restart."""
        try:
            now = await asyncio.to_thread(resources_of, self.store, self.in_use.shipped)
            self._tell(*await asyncio.to_thread(self._store_seen))
        except BundleError as error:
            _log.error("installed_bundles_not_read", code=error.code)
            return
        for kind in sorted(WITHOUT_RESTART - set(self._trouble.damaged)):
            # Of a kind whose slots are damaged, what is in use goes on.
            if now.installed.get(kind) != self.in_use.installed.get(kind):
                await self._take_up(kind, now)

    async def _take_up(self, kind: Kind, now: ActiveResources) -> None:
        try:
            await (self._prompts(now) if kind is Kind.PROMPTS else self._knowledge(now))
        except Exception as error:
            # It passed its trial and still does not load: what was before goes on.
            _log.exception("bundle_not_taken_up", path=str(kind))
            why = f"A running program could not take it up: {type(error).__name__}."
            if folder := now.installed.get(kind):
                await self._return_from(kind, why, folder.name)
            return
        installed = {k: f for k, f in self.in_use.installed.items() if k is not kind}
        if kind in now.installed:
            installed[kind] = now.installed[kind]
        self.in_use = ActiveResources(now.shipped, installed)
        _log.info("bundle_taken_up", path=str(kind))

    async def _prompts(self, now: ActiveResources) -> None:
        replies = now.folder("replies")
        libraries = {
            language: await asyncio.to_thread(
                load_library, LanguageFiles(language, now.shipped).beside(replies, REPLIES).parent
            )
            for language in self.on.tongues
        }
        book = self.replying.tiers.book
        if book is not None:
            folder = now.folder("prompts")
            prompts = await asyncio.to_thread(load_prompts, folder)
            examples = ExampleShelf(await asyncio.to_thread(load_examples, folder / "examples"))
            if embedder := self.waking.embedder:
                said = examples.said()
                vectors = await self.on.runtime.inference.run(partial(embedder.embed, said))
                examples.learn(vectors)
            book.use(prompts, examples)
        for language, library in libraries.items():
            self.on.tongues[language].curated.use(library)

    async def _knowledge(self, now: ActiveResources) -> None:
        lanes = self.on.runtime
        await lanes.database.run(partial(self._exchange, now), deadline_s=60.0)
        self.recall.changed(StreamName.KNOWLEDGE, None)
        if embedder := self.waking.searching:
            await embed_missing(self.on.database.unit, embedder, lanes.database, lanes.inference)
            self.recall.changed(StreamName.KNOWLEDGE, None)

    def adopt_pack(self) -> None:
        """Let the knowledge of the pack in use be in the database, at the start. Blocking."""
        mark = self.store.root / _PACK_MARK
        applied = mark.read_text("ascii") if mark.is_file() else _SHIPPED
        if applied != _pack_name(self.in_use):
            self._exchange(self.in_use)

    def _exchange(self, now: ActiveResources) -> None:
        name = _pack_name(now)
        passages = load_articles(now.folder("knowledge"))
        exchange_pack(self.on.database.unit, passages, name[:16], self.on.basics.clock)
        make_private_folder(self.store.root)
        write_durably(self.store.root / _PACK_MARK, name.encode("ascii"))

    async def got_home(self) -> None:
        """Note that what this program works with has carried it to its home screen. Never raises.

        What it had to leave out, or what failed meanwhile, is gone back from.
        """
        try:
            for kind, out in self.on.basics.left_out.items():
                await self._return_from(kind, out.why, out.digest)
            loaded = {kind: folder.name for kind, folder in self.in_use.installed.items()}
            for kind, fault in self._faults().items():
                if fault and (digest := loaded.pop(kind, None)):
                    await self._return_from_unproven(kind, fault, digest)
            await self.on.runtime.database.run(partial(self.keeper.got_home, loaded))
        except Exception:
            _log.exception("bundles_not_proven")

    async def try_again(self) -> None:
        """Try what is in use once more, where another version of Lilo has tried it. Never raises.

        It can take minutes; residents talk meanwhile.
        """
        for kind in tuple(self.in_use.installed):
            try:
                await self._try_again(kind)
            except Exception:
                _log.exception("bundle_not_tried_again", path=str(kind))

    async def _try_again(self, kind: Kind) -> None:
        retrial, digest = self.retrial, self.in_use.installed[kind].name
        state = await asyncio.to_thread(self.store.state, kind)
        if state.was_tried_by(digest, program := await asyncio.to_thread(lambda: retrial.program)):
            return
        end = Event()
        try:
            why = await asyncio.to_thread(retrial.why_not, kind, self.in_use, end)
        finally:
            # Where the program ends meanwhile, the thread must not keep it.
            end.set()
        if why:
            await self._return_from(kind, why, digest)
        else:
            note = partial(SlotState.tried_by, digest=digest, program=program)
            await asyncio.to_thread(self.store.change, kind, note)

    def _faults(self) -> dict[Kind, str]:
        tiers, waking = self.replying.tiers.fault, self.waking.fault
        of_waking = waking.message if waking else ""
        return {
            Kind.LANGUAGE_MODEL: tiers.message if tiers else "",
            # Any of them can have kept the models from waking, and none of them was tried.
            Kind.EMBEDDING_MODEL: of_waking,
            Kind.CRISIS: of_waking,
            Kind.PROMPTS: of_waking,
            Kind.RECOGNISER: self.hearing_fault(),
        }

    async def _return_from_unproven(self, kind: Kind, why: str, digest: str) -> None:
        state = await asyncio.to_thread(self.store.state, kind)
        if not state.proven:
            await self._return_from(kind, why, digest)

    async def _return_from(self, kind: Kind, why: str, digest: str) -> None:
        back = partial(self.keeper.return_from, kind, why, digest)
        await self.on.runtime.database.run(back)
        self._tell(*await asyncio.to_thread(self._store_seen))


def wire_bundles(
    on: Foundation,
    waking: Waking,
    recall: Recollection,
    replying: Replying,
    hearing_fault: Callable[[], str],
) -> Bundles:
    """Build what keeps a house on its bundles, and bring its knowledge up to the pack in use.

    Raises:
        LiloError: the pack in use cannot be read.
    """

    def record(draft: AuditDraft) -> None:
        with on.database.unit() as unit:
            unit.audit.append(draft, on.basics.clock())

    store = FileBundleStore(on.paths.bundles)
    keeper = Keeper(store, record, on.basics.clock)
    in_use = on.basics.resources
    retrial = house_retrial(store, on.basics.settings, on.paths.config)
    bundles = Bundles(on, waking, recall, replying, store, keeper, in_use, hearing_fault, retrial)
    bundles.adopt_pack()
    try:
        keeper.tell_all()
        bundles.look_at_store()
    except BundleError as error:
        _log.warning("bundle_moves_not_recorded", code=error.code)
    return bundles


CLOCK_EVERY = timedelta(hours=1)


def bundle_chores(bundles: Bundles) -> Sequence[Chore]:
    """Return the chores that look at what judges bundles: each start, and then by the clock."""

    async def every_hour(done_at: datetime | None, now: datetime) -> datetime:
        return now if done_at is None else done_at + CLOCK_EVERY

    zone = bundles.on.basics.settings.facility.zone
    return [
        Chore("bundle_clock", every_hour, bundles.keep_clock, is_kept=False),
        Chore("bundle_trust", Daily(HOUR, zone), bundles.look_at_trust, is_kept=False),
    ]


def _pack_name(resources: ActiveResources) -> str:
    folder = resources.installed.get(Kind.KNOWLEDGE)
    return folder.name if folder else _SHIPPED
