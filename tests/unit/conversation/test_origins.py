"""Where something is from is said in the language that is spoken, whatever the house speaks."""

from datetime import UTC, datetime
from pathlib import Path

from app.conversation.agents.origins import origin_of, title_in
from app.conversation.wording import Wording, load_wording
from app.identity import Resident
from app.ids import DocumentId, new_uuid
from app.recall import Passage, StreamName

NOW = datetime(2026, 11, 20, 15, tzinfo=UTC)


def passage(resident: Resident, stream: StreamName, title: str, **facts: str) -> Passage:
    return Passage(DocumentId(new_uuid()), stream, resident.id, title, "Words.", facts=facts)


def test_the_day_of_earlier_talk_is_said_in_the_language_spoken(
    resident: Resident, resources: Path, wording: Wording
) -> None:
    english = "Tuesday, the seventeenth of November"
    at = datetime(2026, 11, 17, 10, tzinfo=UTC).isoformat()
    told = passage(resident, StreamName.CHAT, english, at=at)
    spanish = load_wording(resources / "i18n" / "es", resources / "replies" / "es" / "lines.yaml")
    assert title_in(told, wording, NOW) == english
    assert title_in(told, spanish, NOW) == "martes, diecisiete de noviembre"
    assert origin_of(told, spanish, NOW) == (
        "De lo que me contó el martes, diecisiete de noviembre"
    )


def test_a_memory_bears_when_it_was_told_and_a_story_its_title(
    resident: Resident, wording: Wording
) -> None:
    memory = passage(resident, StreamName.MEMORY, "event", kind="event", heard="2026-05-04")
    assert origin_of(memory, wording, NOW) == "You told me in spring"
    undated = passage(resident, StreamName.MEMORY, "event")
    assert origin_of(undated, wording, NOW) == "You told me"
    story = passage(resident, StreamName.LIFE_STORY, "The blue door")
    assert origin_of(story, wording, NOW) == "From your story “The blue door”"
