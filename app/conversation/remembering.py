"""Answering what a resident asks of memory: what is known, forget that, do not keep this."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from app.clock import Clock
from app.conversation.by_turns import least_heard
from app.conversation.history import Message, Speaker
from app.conversation.reply import Draft
from app.conversation.wording import Wording
from app.identity import ConsentKind, Resident
from app.ids import MessageId, ResidentId
from app.memory import (
    Forgetter,
    Memory,
    MemoryKeeper,
    MemoryRequest,
    MemoryRequests,
    Wish,
)
from app.memory.fading import weight
from app.memory.forgetting import speaks_of
from app.memory.keeper import MemoryUnits
from app.recall import StreamName
from app.runtime import Lane

TOLD_AT_ONCE = 2
"""With the sentence before or after them a reply of three sentences."""


@dataclass(frozen=True, slots=True)
class Remembering:
    """The memory of one facility, as a conversation uses it."""

    keeper: MemoryKeeper
    forgetter: Forgetter
    requests: MemoryRequests
    units: MemoryUnits
    database: Lane
    wording: Wording
    clock: Clock

    def asked(self, text: str) -> MemoryRequest | None:
        """Return what is asked of memory, or None."""
        return self.requests.heard_in(text)

    async def answer(
        self,
        resident: Resident,
        said: MessageId,
        request: MemoryRequest,
        recent: Sequence[Message],
    ) -> Sequence[Draft]:
        """Do what is asked and say so."""
        match request.wish:
            case Wish.WHAT_KNOWN:
                return await self._known(resident.id, request.about, recent)
            case Wish.KEEP_NOT:
                # Beside a statement it means that; alone, what was said before.
                before = _last_said(recent) if request.alone else []
                gone = await self.forgetter.forget_messages(resident.id, [said, *before])
                key = "memory_forgotten_held" if gone else ""
                return [
                    self._line(await self._if_held(resident.id, key) or "memory_keep_not", recent)
                ]
            case Wish.FORGET:
                count = await self._forget(resident.id, said, request.about, recent)
                if not count:
                    return [self._line("memory_not_found", recent)]
                held = await self._if_held(resident.id, "memory_forgotten_held")
                return [self._line(held or "memory_forgotten", recent)]
            case Wish.KEEP:
                return await self._kept(resident.id, request.about, recent)
            case Wish.PRIVATE_ON | Wish.PRIVATE_OFF:
                private = request.wish is Wish.PRIVATE_ON
                await self.forgetter.set_private(resident.id, private=private)
                return [self._line(f"memory_{request.wish.value}", recent)]

    async def _if_held(self, resident_id: ResidentId, key: str) -> str:
        """Return the key of lines where a legal hold keeps what was forgotten; else empty."""

        def held() -> bool:
            with self.units() as unit:
                return unit.holds.is_held(resident_id)

        if not key:
            return ""
        is_held = await self.database.run(held)
        return key if is_held else ""

    async def _forget(
        self, resident_id: ResidentId, said: MessageId, about: str, recent: Sequence[Message]
    ) -> int:
        # What is still being learned must not come after what forgets it.
        await self.keeper.catch_up(resident_id)
        if about:
            count = await self.forgetter.forget_about(resident_id, about)
        else:
            count = await self._forget_last(resident_id, recent)
        # The request itself may name what is to be forgotten.
        await self.forgetter.forget_messages(resident_id, [said])
        return count

    async def _forget_last(self, resident_id: ResidentId, recent: Sequence[Message]) -> int:
        """Forget what Lilo has just told, or else what the resident said last."""
        told = [m.text for m in recent[-1:] if m.speaker is Speaker.LILO]
        memories = await self.database.run(partial(self._current, resident_id))
        just_told = [m.text for m in memories if any(m.text in text for text in told)]
        if just_told:
            return await self.forgetter.forget_said(resident_id, just_told)
        last = _last_said(recent)
        forgotten = await self.forgetter.forget_messages(resident_id, last)
        # Words without memories are set aside all the same.
        return forgotten or len(last)

    async def _kept(
        self, resident_id: ResidentId, about: str, recent: Sequence[Message]
    ) -> list[Draft]:
        """Say what will be kept, and only where it will: it is read from the record afterwards."""
        extracted = self.keeper.extractor.asked(about)
        if not extracted.found:
            return []
        match await self.database.run(partial(self._hindrance, resident_id)):
            case "":
                told = [Draft(found.text) for found in extracted.found[:TOLD_AT_ONCE]]
                return [self._line("memory_keep", recent), *told]
            case hindrance:
                return [self._line(hindrance, recent)]

    def _hindrance(self, resident_id: ResidentId) -> str:
        """Return the lines that say why nothing is kept; empty where it is."""
        with self.units() as unit:
            if unit.memory_marks.is_private(resident_id):
                return "memory_keep_private"
            allows = self.keeper.consent.allows(unit.consents, resident_id, ConsentKind.MEMORY)
            return "" if allows else "memory_keep_no_consent"

    async def _known(
        self, resident_id: ResidentId, about: str, recent: Sequence[Message]
    ) -> list[Draft]:
        source = self.wording.source(StreamName.MEMORY, "")
        if about:
            await self.keeper.catch_up(resident_id)
            memories = await self.database.run(partial(self._current, resident_id))
            named = [m for m in memories if speaks_of(about, f"{m.text} {m.said}")]
            told = [Draft(m.text, source) for m in named[-TOLD_AT_ONCE:]]
            key = "memory_told" if told else "memory_not_told"
            return [self._line(key, recent), *told]
        memories = await self.database.run(partial(self._current, resident_id))
        said = [m.text for m in recent if m.speaker is Speaker.LILO]
        # What is sad is not raised by a general question.
        open_ones = [memory for memory in memories if not memory.careful]
        fresh = [m for m in open_ones if not any(m.text in text for text in said)]
        now = self.clock()
        chosen = sorted(fresh or open_ones, key=lambda m: -weight(m, now) * m.strength)
        if not chosen:
            return [self._line("memory_none", recent)]
        told = [Draft(memory.text, source) for memory in chosen[:TOLD_AT_ONCE]]
        return [self._line("memory_known", recent), *told]

    def _current(self, resident_id: ResidentId) -> Sequence[Memory]:
        with self.units() as unit:
            return unit.memories.of(resident_id)

    def _line(self, key: str, recent: Sequence[Message]) -> Draft:
        return Draft(least_heard(self.wording.lines[key], recent))


def _last_said(recent: Sequence[Message]) -> list[MessageId]:
    own = [message.id for message in recent if message.speaker is Speaker.RESIDENT]
    return own[-1:]
