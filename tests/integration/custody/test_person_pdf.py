"""The PDF of a person's records: words and pictures, and nothing that only a program reads."""

import io
import re

import pytest
from PIL import Image
from pypdf import PdfReader

from app.ids import DocumentId, MemoryId, MessageId, new_uuid
from app.memory import Memory, MemoryKind
from app.recall import Passage, StreamName
from app.story.entry import Photo, PhotoId
from storage.person_pdf import person_pdf
from storage.personal_tables import BLANKED, ERASED
from storage.record_words import record_words, said
from storage.tables import Base
from tests.fakes.kept_facility import NOON, Facility, made_facility

PROGRAMS = """
    alert_id asked attempts by case_id claimed_until confidence details digest event_id facts
    failures blocked_until fragments give_up_at height id item_id administration_id last_error
    message_id messages next_at opinions owner pin_hash prompt ended tier tokens_cached tokens_in
    tokens_out profile read_up_to recorded_by resident_id schema_name scope sequence slot source
    story_id successor target trace turn_id uid value width words level score
"""
"""Columns that may go without words: numbers and marks of programs."""


def picture(colour: tuple[int, int, int], form: str = "JPEG") -> bytes:
    target = io.BytesIO()
    Image.new("RGB", (64, 48), colour).save(target, form)
    return target.getvalue()


@pytest.fixture(scope="module")
def pdf(tmp_path_factory: pytest.TempPathFactory) -> PdfReader:
    facility = made_facility(tmp_path_factory.mktemp("house") / "facility")
    return PdfReader(io.BytesIO(_told(facility)))


def _told(facility: Facility) -> bytes:
    who = facility.resident.id
    story = DocumentId(new_uuid())
    with facility.open() as database, database.unit() as unit:
        memory = Memory(
            MemoryId(new_uuid()),
            who,
            MemoryKind.FACT,
            "You were a baker.",
            "I was a baker",
            "",
            "",
            MessageId(new_uuid()),
            NOON,
            NOON,
            0.9,
        )
        unit.memories.save(memory)
        unit.passages.add(
            [Passage(story, StreamName.LIFE_STORY, who, "Rolls", "I delivered rolls.")]
        )
        photo = Photo(PhotoId(new_uuid()), story, who, "The bicycle", 64, 48, b"d" * 32)
        unit.stories.add_photo(photo, picture((200, 30, 30)))
        broken = Photo(PhotoId(new_uuid()), story, who, "Damaged", 64, 48, b"e" * 32)
        unit.stories.add_photo(broken, b"\xff\xd8\xff no picture")
        door = unit.doors.of(who)
        unit.doors.save(type(door)(who, picture((30, 30, 200), "PNG"), "$argon2id$v=19$m=8"))
        records = unit.records.collect(who)
    return person_pdf(records, "Eleanor Whitcombe", "Willow House", NOON)


def test_it_tells_in_words_and_holds_no_long_hexadecimal(pdf: PdfReader) -> None:
    text = "\n".join(page.extract_text() for page in pdf.pages)
    words = " ".join(text.split())
    assert not re.search(r"[0-9a-fA-F]{12,}", text)
    for hidden in ("resident_id", "jpeg", "digest", "argon2", "Resident id", "sequence"):
        assert hidden not in text
    for told in (
        "Records of Eleanor Whitcombe",
        "About the person",
        "Conversations with Lilo (1)",
        "The pears by the wall were always mine.",
        "Remembered You were a baker.",
        "Caption The bicycle",
        "When 2026-03-14 12:00",
        "A picture that cannot be shown",
    ):
        assert told in words


def test_photographs_and_the_portrait_are_pictures(pdf: PdfReader) -> None:
    pictures = [one.image for page in pdf.pages for one in page.images]
    assert sorted(one.size for one in pictures if one) == [(64, 48), (64, 48)]
    colours = {
        max(range(3), key=one.convert("RGB").getpixel((9, 9)).__getitem__)
        for one in pictures
        if one
    }  # type: ignore[union-attr,index]
    assert colours == {0, 2}


def test_every_kind_of_record_has_words_or_is_for_programs() -> None:
    words = record_words()
    tables = {rows.table for rows in (*ERASED, BLANKED)}
    assert set(words.sections) | set(words.only_in_json) == tables
    for name, section in words.sections.items():
        columns = set(Base.metadata.tables[name].columns.keys())
        assert set(section.columns) <= columns, name
        assert columns - set(section.columns) <= set(PROGRAMS.split()), name


def test_values_are_said_as_a_person_reads_them() -> None:
    assert said(True) == "yes"
    assert said("hold_placed") == "hold placed"
    assert said("3f2504e0-4f89-11d3-9a0c-0305e82c3301") == ""
    assert said("chat:3f2504e04f8911d39a0c0305e82c3301") == ""
    assert said(["Ann", {"name": "Bob", "age": 3}]) == "Ann, name: Bob, age: 3"
    assert said("I said: I was there_once.") == "I said: I was there_once."
