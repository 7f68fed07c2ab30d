"""Answering what a resident asks of memory: what is known, forget that, do not keep this."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from zoneinfo import ZoneInfo

from app.clock import Clock
from app.conversation.agents.origins import origin_of
from app.conversation.by_turns import least_heard
from app.conversation.following import FRESH, Answer
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
    MemoryState,
    Wish,
)
from app.memory.fading import weight
from app.memory.forgetting import speaks_of
from app.memory.keeper import MemoryUnits
from app.runtime import Lane

_UTC = ZoneInfo("UTC")
TOLD_AT_ONCE = 2
"""With the sentence before or after them a reply of three sentences."""


@dataclass(frozen=True, slots=True)
class Remembering:
    """The memory of one facility, as a conversation in one language uses it.

    Attributes:
        reads_memories: memories are English sentences; nobody is read them in another language.
    """

    keeper: MemoryKeeper
    forgetter: Forgetter
    requests: MemoryRequests
    units: MemoryUnits
    database: Lane
    wording: Wording
    clock: Clock
    zone: ZoneInfo = _UTC
    reads_memories: bool = True

    def asked(
        self,
        text: str,
        recent: Sequence[Message] = (),
        yes_or_no: Callable[[str], Answer | None] = lambda _text: None,
    ) -> MemoryRequest | None:
        """Return what is asked of memory, or None.

        Args:
            recent: what was said before; a yes may answer whether everything shall go.
        """
        if self._waits_for_a_word(recent) and (answer := yes_or_no(text)) is not None:
            return MemoryRequest(Wish.FORGET_ALL, agreed=answer is Answer.YES)
        return self.requests.heard_in(text)

    def _waits_for_a_word(self, recent: Sequence[Message]) -> bool:
        last = recent[-1] if recent else None
        return (
            last is not None
            and last.trace.get("strategy") == Wish.FORGET_ALL
            and last.text.endswith("?")
            and self.clock() - last.at <= FRESH
        )

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
                return [self._line(await self._keep_not(resident.id, [said, *before]), recent)]
            case Wish.FORGET:
                count = await self._forget(resident.id, said, request.about, recent)
                key = "memory_forgotten" if count else "memory_not_found"
                return [self._line(await self._said_of(resident.id, key), recent)]
            case Wish.FORGET_ALL:
                return [self._line(await self._forget_all(resident.id, request.agreed), recent)]
            case Wish.KEEP:
                return await self._kept(resident.id, request.about, recent)
            case Wish.PRIVATE_ON | Wish.PRIVATE_OFF:
                private = request.wish is Wish.PRIVATE_ON
                await self.forgetter.set_private(resident.id, private=private)
                return [self._line(f"memory_{request.wish.value}", recent)]

    async def _keep_not(self, resident_id: ResidentId, messages: Sequence[MessageId]) -> str:
        """Forget messages; return which lines say so, and whether anything of them is held."""

        def held() -> bool:
            with self.units() as unit:
                if not unit.holds.is_held(resident_id):
                    return False
                withheld = unit.memories.of(resident_id, (MemoryState.WITHHELD,))
                sources = {source for memory in withheld for source in memory.sources}
                sources |= {doubt.source for doubt in unit.memories.doubts(resident_id)}
                return not sources.isdisjoint(messages)

        await self.forgetter.forget_messages(resident_id, messages)
        return "memory_forgotten_held" if await self.database.run(held) else "memory_keep_not"

    async def _said_of(self, resident_id: ResidentId, key: str) -> str:
        """Return the lines that are true where a legal hold keeps what was forgotten."""

        def held() -> bool:
            with self.units() as unit:
                return unit.holds.is_held(resident_id)

        is_gone = key in {"memory_forgotten", "memory_all_forgotten"}
        return "memory_forgotten_held" if is_gone and await self.database.run(held) else key

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

    async def _forget_all(self, resident_id: ResidentId, agreed: bool | None) -> str:
        """Ask before everything goes, and do as is answered; return which lines say so."""
        if agreed is None:
            return "memory_forget_all"
        if not agreed:
            return "memory_all_kept"
        await self.keeper.catch_up(resident_id)
        count = await self.forgetter.forget_everything(resident_id)
        key = "memory_all_forgotten" if count else "memory_not_found"
        return await self._said_of(resident_id, key)

    async def _forget_last(self, resident_id: ResidentId, recent: Sequence[Message]) -> int:
        """Forget what Lilo has just told, or else what the resident said last."""
        told = [m.text for m in recent[-1:] if m.speaker is Speaker.LILO]
        memories = await self.database.run(partial(self._current, resident_id))
        just_told = [m.text for m in memories if any(m.text in text for text in told)]
        if just_told:
            return await self.forgetter.forget_said(resident_id, just_told)
        return await self.forgetter.forget_messages(resident_id, _last_said(recent))

    async def _kept(
        self, resident_id: ResidentId, about: str, recent: Sequence[Message]
    ) -> list[Draft]:
        """Say what will be kept, and only where it will: it is read from the record afterwards."""
        extracted = self.keeper.extractor.asked(about)
        if not extracted.found:
            return []
        match await self.database.run(partial(self._hindrance, resident_id)):
            case "":
                shown = extracted.found[:TOLD_AT_ONCE] if self.reads_memories else ()
                told = [Draft(found.text) for found in shown]
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
        if about:
            await self.keeper.catch_up(resident_id)
            memories = await self.database.run(partial(self._current, resident_id))
            if memories and not self.reads_memories:
                return [self._line("memory_not_in_words", recent)]
            named = [m for m in memories if speaks_of(about, f"{m.text} {m.said}")]
            told = [self._told(m) for m in named[-TOLD_AT_ONCE:]]
            key = "memory_told" if told else "memory_not_told"
            return [self._line(key, recent), *told]
        memories = await self.database.run(partial(self._current, resident_id))
        if memories and not self.reads_memories:
            return [self._line("memory_not_in_words", recent)]
        said = [m.text for m in recent if m.speaker is Speaker.LILO]
        # What is sad is not raised by a general question.
        open_ones = [memory for memory in memories if not memory.careful]
        fresh = [m for m in open_ones if not any(m.text in text for text in said)]
        now = self.clock()
        chosen = sorted(fresh or open_ones, key=lambda m: -weight(m, now) * m.strength)
        if not chosen:
            return [self._line("memory_none", recent)]
        told = [self._told(memory) for memory in chosen[:TOLD_AT_ONCE]]
        return [self._line("memory_known", recent), *told]

    def _told(self, memory: Memory) -> Draft:
        now = self.clock().astimezone(self.zone)
        return Draft(memory.text, origin_of(memory.passage, self.wording, now))

    def _current(self, resident_id: ResidentId) -> Sequence[Memory]:
        with self.units() as unit:
            return unit.memories.of(resident_id)

    def _line(self, key: str, recent: Sequence[Message]) -> Draft:
        return Draft(least_heard(self.wording.lines[key], recent))


def _last_said(recent: Sequence[Message]) -> list[MessageId]:
    own = [message.id for message in recent if message.speaker is Speaker.RESIDENT]
    return own[-1:]
