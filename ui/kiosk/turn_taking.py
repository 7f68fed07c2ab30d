"""One turn at a time, from the resident's words to Lilo's sentences on the screen."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import replace

from app.conversation import (
    CheckInShown,
    CrisisOpened,
    Disclosed,
    Heard,
    Spoken,
    TurnDone,
    TurnEvent,
    Working,
)
from app.conversation.family import FamilyDraft
from app.ids import ResidentId
from app.utterance import HeardBy
from ui.kiosk.authored_lines import AuthoredLines
from ui.kiosk.inputs import Screen, TalkInputs
from ui.kiosk.services import Talk
from ui.kiosk.state import KioskState
from ui.shared.spawner import Spawner

TurnShown = Heard | CrisisOpened | Disclosed | Working | Spoken | CheckInShown | TurnDone
"""What a turn shows on its own screen."""

LONGEST = 1500
PATIENCE_S = 90.0
"""Longest wait for the next thing to show, before Lilo says that something is wrong. Longer than
a first turn waits for the models to load."""


class TurnTaking:
    """Takes turns. Words that could not be heard come back into the field: nothing is lost.

    Attributes:
        on_family: shows a message to the family, and takes the last one away.
    """

    def __init__(
        self,
        state: KioskState,
        spawner: Spawner,
        lines: AuthoredLines,
        on_crisis: Callable[[CrisisOpened], None],
        on_kept: Callable[[], None] = lambda: None,
        patience_s: float = PATIENCE_S,
        *,
        on_check_in: Callable[[CheckInShown], None] | None = None,
    ) -> None:
        self._state = state
        self._spawner = spawner
        self._lines = lines
        self._on_crisis = on_crisis
        self._on_kept = on_kept
        self._patience_s = patience_s
        self._on_check_in = on_check_in
        self.on_family: Callable[[FamilyDraft | None], None] = lambda _: None
        self._is_check_in = False
        self._talk: Talk | None = None

    def attach(self, talk: Talk) -> None:
        """Know who answers."""
        self._talk = talk

    @property
    def is_ready(self) -> bool:
        """Whether somebody answers."""
        return self._talk is not None and self._talk.is_ready

    def keep_draft(self, text: str) -> None:
        """Remember what is being written."""
        self._state.change_talk(draft=shown_text(text), wants_words=False)

    def send(self) -> None:
        """Send what was written."""
        talk = self._state.inputs.talk
        if talk.is_busy:
            return
        if not talk.draft.strip():
            self._state.change_talk(wants_words=True)
            return
        self._begin(talk.draft, HeardBy.KEYBOARD, 1.0, talk, draft="")

    def say(self, words: str, heard_by: HeardBy, confidence: float = 1.0) -> None:
        """Take a turn with words that were spoken or touched; what is being written stays."""
        talk = self._state.inputs.talk
        if not talk.is_busy:
            whole = shown_text(" ".join(filter(None, (talk.draft, words))))
            before = replace(talk, draft=whole)
            self._begin(shown_text(words), heard_by, confidence, before, draft=talk.draft)

    async def worries(self, words: str) -> bool:
        """Whether words that were heard badly must not wait until they were read back."""
        resident_id = self._state.inputs.resident_id
        if self._talk is None or resident_id is None:
            return False
        return await self._talk.worries(resident_id, words)

    def _begin(
        self, words: str, heard_by: HeardBy, confidence: float, before: TalkInputs, *, draft: str
    ) -> None:
        """Take a turn.

        Args:
            words: what was said or written.
            heard_by: how it came in.
            confidence: of the recogniser.
            before: what is shown again when the words could not be heard.
            draft: what stays in the field meanwhile.
        """
        resident_id = self._state.inputs.resident_id
        if self._talk is None or resident_id is None:
            self._state.change_talk(notice=self._lines.trouble())
            return
        self.on_family(None)
        self._state.change_talk(
            draft=draft,
            heard="",
            about_lilo="",
            doing="",
            disclosed=(),
            spoken=(),
            notice="",
            is_busy=True,
            is_writing=False,
            is_repeating=False,
            wants_words=False,
            prompt="",
            suggestions=(),
        )
        self._is_check_in = False
        events = self._talk.take(resident_id, words, heard_by, confidence)
        turn = self._take(events, resident_id, before)

        def broke_off(_error: Exception) -> None:
            if self._state.inputs.resident_id == resident_id:
                self._broke_off(before)

        self._spawner.spawn(turn, broke_off, name="turn")

    def write(self) -> None:
        """Show the field."""
        if not self._state.inputs.talk.is_busy:
            self._state.change_talk(is_writing=True, is_repeating=False, notice="")

    def say_again(self) -> None:
        """Show the reply from its start."""
        self._state.change_talk(is_writing=False, is_repeating=True, wants_words=False)

    def begin(self, prompt: str = "") -> None:
        """Make the field ready, unless a reply is on its way; ask for something special if told."""
        self.write()
        if not self._state.inputs.talk.is_busy:
            self._state.change_talk(prompt=prompt)

    async def _take(
        self, events: AsyncIterator[TurnEvent], resident_id: ResidentId, before: TalkInputs
    ) -> None:
        try:
            async with asyncio.timeout(self._patience_s) as patience:
                async for event in events:
                    if self._state.inputs.resident_id != resident_id:
                        # Somebody else sits here now; the turn goes on, unseen.
                        continue
                    if isinstance(event, FamilyDraft):
                        self.on_family(event)
                    else:
                        self._show(event)
                    patience.reschedule(asyncio.get_running_loop().time() + self._patience_s)
        finally:
            close = getattr(events, "aclose", None)
            if close is not None:
                await close()
        if self._state.inputs.resident_id == resident_id:
            self._finished(before)

    def _show(self, event: TurnShown) -> None:
        match event:
            case Heard() | Disclosed() | Working():
                self._note(event)
            case Spoken(is_disclosure=True):
                # For the ear; the card says it to the eye.
                said = self._state.inputs.talk.disclosed
                self._state.change_talk(disclosed=(*said, event))
            case CheckInShown():
                self._is_check_in = True
                if self._on_check_in is not None:
                    self._on_check_in(event)
            case Spoken():
                if self._state.inputs.screen is Screen.CHECK_IN and not self._is_check_in:
                    # What was said was no answer, and has one of its own.
                    self._state.change(screen=Screen.TALK)
                spoken = self._state.inputs.talk.spoken
                self._state.change_talk(spoken=(*spoken, event))
            case CrisisOpened():
                self._on_crisis(event)
            case TurnDone():
                self._state.change_talk(is_busy=False)

    def _note(self, event: Heard | Disclosed | Working) -> None:
        """Show what is no part of the reply."""
        match event:
            case Heard(text=text):
                self._state.change_talk(heard=text)
            case Disclosed(screen=screen):
                self._state.change_talk(about_lilo=screen.text)
            case Working(sentence=sentence):
                self._state.change_talk(doing=sentence.text)

    def _finished(self, before: TalkInputs) -> None:
        """Settle a turn that came to its end, even if it never said so."""
        talk = self._state.inputs.talk
        has_answer = bool(talk.spoken) or self._state.inputs.crisis is not None or self._is_check_in
        if has_answer:
            self._state.change_talk(is_busy=False)
            self._on_kept()
        else:
            self._broke_off(before)

    def _broke_off(self, before: TalkInputs) -> None:
        talk = self._state.inputs.talk
        if talk.heard or talk.spoken:
            self._state.change_talk(is_busy=False, notice=self._lines.trouble())
            return
        # Not heard: back into the field with it, and the reply before stays to be read.
        kept = replace(before, notice=self._lines.trouble(), is_writing=True)
        self._state.change(talk=kept)


def shown_text(text: str) -> str:
    """Cut to what a field may hold, without half characters that cannot be stored."""
    whole = text[:LONGEST].encode("utf-16", "surrogatepass").decode("utf-16", "ignore")
    return whole.replace("\x00", "")
