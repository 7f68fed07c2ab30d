"""What can be done to a store, each from a store that is ready for it, and what must hold after."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from app.bundles import Kind
from storage.bundles import FileBundleStore, FolderSource
from tests.fakes.kiosks import Kiosk, make_kiosk
from tests.fakes.releases import Release

Move = Callable[[Kiosk, Release], object]


def install(kiosk: Kiosk, release: Release) -> object:
    outcomes = kiosk.installer.install(FolderSource(release.folder), release.publisher())
    for outcome in outcomes:
        if outcome.error is not None:
            raise outcome.error
    return outcomes


def roll_back(kiosk: Kiosk, _release: Release) -> object:
    return kiosk.keeper.roll_back(Kind.KNOWLEDGE)


def prune(kiosk: Kiosk, _release: Release) -> object:
    return kiosk.keeper.prune()


def take_back(kiosk: Kiosk, _release: Release) -> object:
    return kiosk.keeper.return_from(Kind.KNOWLEDGE, "it does not work")


class Hoarding(FileBundleStore):
    """Clears nothing up."""

    def sweep(self, keep: frozenset[str]) -> int:
        return 0


@dataclass(frozen=True)
class Situation:
    """A store to begin with, and a move from it."""

    name: str
    store: Path
    move: Move


def situations(release: Release, folder: Path) -> list[Situation]:
    """Return every move with its store; the release ends with 1.1.0, of three files."""
    first, second, third = folder / "empty", folder / "one", folder / "two"
    first.mkdir(parents=True)
    kiosk = make_kiosk(second)
    install(kiosk, release)
    articles = {
        f"knowledge/{name}.md": f"---\nid: {name}\ntitle: T\nreviewed: 2026-01-05\n"
        f"review_by: 2027-01-05\n---\nAbout {name}.\n"
        for name in ("tea", "walks", "songs")
    }
    release.add(Kind.KNOWLEDGE, articles, "1.1.0")
    release.publish()
    shutil.copytree(second, third, symlinks=True)
    install(make_kiosk(third), release)
    # Something for prune to delete: a third bundle that nobody needs.
    release.add(
        Kind.KNOWLEDGE, {**articles, "knowledge/pets.md": articles["knowledge/tea.md"]}, "1.2.0"
    )
    release.publish()
    pruned = folder / "three"
    shutil.copytree(third, pruned, symlinks=True)
    kiosk = make_kiosk(pruned)
    hoarding = replace(kiosk.installer, store=Hoarding(pruned))
    hoarding.install(FolderSource(release.folder), release.publisher())
    return [
        Situation("first installation", first, install),
        Situation("update", second, install),
        Situation("going back", third, roll_back),
        Situation("going back by itself", third, take_back),
        Situation("pruning", pruned, prune),
    ]


def must_hold(store: Path, release: Release, before: str | None, after: str | None) -> str | None:
    """What is in use is old or new and whole, and everything goes on from there.

    Returns:
        The version in use; None for what ships.
    """
    kiosk = make_kiosk(store)
    state = kiosk.store.state(Kind.KNOWLEDGE)
    found = state.in_use.version if state.in_use else None
    assert found in {before, after}, f"{found} is in use, neither {before} nor {after}"
    for slot in (state.in_use, state.before):
        if slot is not None:
            assert kiosk.store.altered(slot.digest) == [], f"{slot.version} is not whole"
    install(kiosk, release)
    kiosk.keeper.prune()
    state = kiosk.store.state(Kind.KNOWLEDGE)
    assert state.candidate is None
    for digest in state.digests:
        assert kiosk.store.altered(digest) == []
    return found
