"""Signed checkpoints of the audit log, one a line, for keeping outside the database."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from enum import StrEnum
from hashlib import sha256

from app.audit.canonical import canonical_moment
from app.audit.signing import Signer, Verifier

BEGINNING = "0" * 64
"""Stands in for the digest of the line before the first."""


class CheckpointKind(StrEnum):
    """Why a checkpoint was written."""

    ROUTINE = "routine"
    RESTORED = "restored"
    """The database was put back to an older state; what later checkpoints counted is gone."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """How long the log was at one moment, and how it ended.

    Attributes:
        number: 1, 2, 3, ... without gaps.
        count: entries in the log.
        head: MAC of the last of them; 64 zeros for an empty log.
        at: what the clock said; only for people, never for order.
        before: SHA-256 of the line before, hex, so that none can be taken out.
        signature: Ed25519 over all of this, hex.
    """

    number: int
    kind: CheckpointKind
    count: int
    head: str
    at: str
    before: str
    signature: str = ""

    @property
    def signed(self) -> bytes:
        """The bytes under the signature."""
        content = asdict(self)
        del content["signature"]
        return json.dumps(content, sort_keys=True, separators=(",", ":")).encode()

    @property
    def line(self) -> str:
        """The checkpoint as it is kept."""
        return json.dumps(asdict(self), sort_keys=True, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class History:
    """The checkpoints that can be relied upon.

    Attributes:
        standing: those since the last restoring, oldest first.
        last: the newest of all.
        problem: what is wrong with the file, in words; empty when nothing is.
    """

    standing: Sequence[Checkpoint] = ()
    last: Checkpoint | None = None
    problem: str = ""


def next_checkpoint(
    signer: Signer,
    last: Checkpoint | None,
    count: int,
    head: str,
    at: datetime,
    kind: CheckpointKind = CheckpointKind.ROUTINE,
) -> Checkpoint:
    """Return the signed checkpoint that follows `last`."""
    unsigned = Checkpoint(
        number=last.number + 1 if last else 1,
        kind=kind,
        count=count,
        head=head,
        at=canonical_moment(at),
        before=_digest(last.line) if last else BEGINNING,
    )
    return replace(unsigned, signature=signer.sign(unsigned.signed).hex())


def read_history(lines: Iterable[str], verifier: Verifier) -> History:
    """Check lines from the first on; those after a bad one are not relied upon."""
    standing: list[Checkpoint] = []
    last: Checkpoint | None = None
    for place, line in enumerate(lines, 1):
        checkpoint = _parsed(line)
        problem = "cannot be read" if checkpoint is None else ""
        if checkpoint and not _signed_by(verifier, checkpoint):
            problem = "was altered, or signed with another key"
        elif checkpoint and (
            checkpoint.number != place
            or checkpoint.before != (_digest(last.line) if last else BEGINNING)
        ):
            problem = "does not follow the one before it"
        if checkpoint is None or problem:
            return History(standing, last, f"Checkpoint {place} {problem}.")
        if checkpoint.kind is CheckpointKind.RESTORED:
            standing.clear()
        standing.append(checkpoint)
        last = checkpoint
    return History(standing, last)


def checkpoint_in(line: str, verifier: Verifier) -> Checkpoint | None:
    """Return the checkpoint of one line where its signature holds; nothing is said of the others.

    For showing how old the newest is, not for verifying a log.
    """
    checkpoint = _parsed(line)
    return checkpoint if checkpoint and _signed_by(verifier, checkpoint) else None


def _parsed(line: str) -> Checkpoint | None:
    try:
        content = json.loads(line)
        checkpoint = Checkpoint(**{**content, "kind": CheckpointKind(content["kind"])})
    except (ValueError, TypeError, KeyError):
        return None
    numbers = (checkpoint.number, checkpoint.count)
    texts = (checkpoint.head, checkpoint.at, checkpoint.before, checkpoint.signature)
    right = all(type(n) is int and n >= 0 for n in numbers) and all(
        isinstance(t, str) and t.isascii() for t in texts
    )
    return checkpoint if right else None


def _signed_by(verifier: Verifier, checkpoint: Checkpoint) -> bool:
    try:
        signature = bytes.fromhex(checkpoint.signature)
    except ValueError:
        return False
    return verifier.holds(signature, checkpoint.signed)


def _digest(line: str) -> str:
    return sha256(line.encode()).hexdigest()
