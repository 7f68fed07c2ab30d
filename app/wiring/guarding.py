"""What guards the data: checkpoints of the audit log."""

from dataclasses import dataclass

from app.audit import CheckpointKeeper, Signer
from app.wiring.basics import Basics
from app.wiring.foundation import Foundation
from storage import Database, FacilityKeys, FacilityPaths
from storage.checkpoint_files import CheckpointFiles


@dataclass(frozen=True, slots=True)
class Guarding:
    """The services that work in the background, for the data and not for residents."""

    checkpoints: CheckpointKeeper

    async def run(self) -> None:
        """Work until `stop`."""
        await self.checkpoints.run()

    def stop(self) -> None:
        """End `run` once what is being written is written."""
        self.checkpoints.stop()


def wire_guarding(on: Foundation) -> Guarding:
    """Build them over the open database."""
    return Guarding(wire_checkpoints(on.basics, on.keys.keys, on.database))


def wire_checkpoints(basics: Basics, keys: FacilityKeys, database: Database) -> CheckpointKeeper:
    """Build what takes and reads checkpoints; commands use it without the rest of Lilo."""
    signer = Signer(keys.audit)
    store = CheckpointFiles(
        FacilityPaths(basics.root).checkpoints,
        basics.settings.audit.checkpoint_copy,
        signer.public.fingerprint,
    )
    return CheckpointKeeper(database.reading, signer, store, basics.clock)
