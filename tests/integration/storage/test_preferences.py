"""Preferences and what the resident's window reads, on the real database."""

import pytest

from app.audit import AuditAction
from app.conversation.history import Message, Speaker
from app.conversation.vocabulary import Vocabulary
from app.identity import (
    Colours,
    ConsentRule,
    KeyOrder,
    PreferenceBook,
    Preferences,
    Resident,
    Tone,
    VoiceLiking,
)
from app.ids import DocumentId, MessageId, TurnId, new_uuid
from app.oversight import SilenceBook
from app.recall import Passage, Sensitivity, StreamName
from app.runtime import ThreadLane
from app.safety import OutgoingScreen
from app.story import StoryAlbum
from storage import Database
from tests.fakes.clock import FakeClock

VOICE = VoiceLiking(125, 0.4, Tone.DEEP, is_silent=True)
CHOSEN = Preferences(1.75, Colours.CONTRAST, KeyOrder.QWERTY, VOICE, 4.0)


async def test_a_choice_is_kept_and_the_last_one_counts(
    home: Database, lane: ThreadLane, clock: FakeClock, resident: Resident
) -> None:
    book = PreferenceBook(home.unit, lane, clock)
    assert await book.read(resident.id) is None
    await book.keep(resident.id, Preferences(colours=Colours.DARK))
    await book.keep(resident.id, CHOSEN)
    assert await book.read(resident.id) == CHOSEN
    with home.reading() as unit:
        entries = [e for e in unit.audit.entries() if e.action == "resident.preferences_changed"]
    assert [entry.details["colours"] for entry in entries] == ["dark", "contrast"]
    assert entries[0].subject == str(resident.id)


@pytest.mark.parametrize("scale", [0.99, 2.01, float("nan")])
def test_a_size_that_no_screen_holds_is_refused(scale: float) -> None:
    with pytest.raises(ValueError, match="times its size"):
        Preferences(text_scale=scale)


@pytest.mark.parametrize(
    "liking", [{"words_a_minute": 109}, {"words_a_minute": 201}, {"loudness": 0.1}]
)
def test_a_voice_that_nobody_could_follow_is_refused(liking: dict[str, int]) -> None:
    with pytest.raises(ValueError, match=r"voice|words a minute"):
        VoiceLiking(**liking)


async def test_the_voice_and_the_switch_are_among_what_is_handed_over_and_erased(
    home: Database, lane: ThreadLane, clock: FakeClock, resident: Resident
) -> None:
    await PreferenceBook(home.unit, lane, clock).keep(resident.id, CHOSEN)
    with home.reading() as unit:
        notes = unit.records.collect(resident.id)["marks"]
    names = {note["name"] for note in notes}
    assert names == {f"{kind}:{resident.id.hex}" for kind in ("voice", "access")}


async def test_staff_are_told_once_that_the_voice_fell_silent_and_once_that_it_is_back(
    home: Database, lane: ThreadLane, clock: FakeClock
) -> None:
    book = SilenceBook(home.unit, lane, clock)
    await book.note("")
    for _ in range(2):
        await book.note("voice.playback")
    with home.reading() as unit:
        assert unit.silence.since() == (clock(), "voice.playback")
    for _ in range(2):
        await book.note("")
    with home.reading() as unit:
        assert unit.silence.since() is None
        told = [e for e in unit.audit.entries() if e.action.startswith("kiosk.voice")]
    assert [entry.action for entry in told] == [AuditAction.VOICE_LOST, AuditAction.VOICE_BACK]
    assert told[0].details == {"why": "voice.playback"}


async def test_only_open_stories_in_the_second_person_are_shown(
    home: Database, lane: ThreadLane, resident: Resident
) -> None:
    def passage(title: str, *lines: str, sensitivity: Sensitivity = Sensitivity.OPEN) -> Passage:
        return Passage(
            DocumentId(new_uuid()),
            StreamName.LIFE_STORY,
            resident.id,
            title,
            "Margaret's father kept a bakery.",
            retelling=lines,
            sensitivity=sensitivity,
            facts={"time": "1940s"},
        )

    with home.unit() as unit:
        unit.passages.add(
            [
                passage("The bakery", "Your father kept a bakery."),
                passage("The war", "You lost him.", sensitivity=Sensitivity.CAREFUL),
                passage("The fire", "It burned.", sensitivity=Sensitivity.NEVER_RAISE),
                passage("Without words"),
            ]
        )
    stories = await StoryAlbum(home.reading, lane, OutgoingScreen(()), ConsentRule()).of(
        resident.id
    )
    assert [(story.title.text, story.when) for story in stories] == [("The bakery", "1940s")]
    assert stories[0].lines[0].text == "Your father kept a bakery."


async def test_words_are_the_residents_own_and_not_lilos(
    home: Database, lane: ThreadLane, clock: FakeClock, resident: Resident
) -> None:
    def said(speaker: Speaker, text: str) -> Message:
        return Message(
            MessageId(new_uuid()), TurnId(new_uuid()), resident.id, speaker, text, clock()
        )

    with home.unit() as unit:
        unit.messages.add(said(Speaker.RESIDENT, "Carol brings marmalade"))
        unit.messages.add(said(Speaker.LILO, "Marzipan is sweet"))
    words = await Vocabulary(home.reading, lane, ["market"]).of(resident.id)
    assert words.beginning_with("mar", 5) == ("marmalade", "market")
