"""Life stories on a real database, with real pictures read in the confined process."""

from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from app.audit import AuditAction
from app.conversation.history import Message, Speaker
from app.identity import Basis, Consent, ConsentKind, ConsentRule, Resident, StaffMember
from app.ids import MessageId, ResidentId, TurnId, new_uuid
from app.recall import Scope, StreamName
from app.runtime import ThreadLane
from app.safety import OutgoingScreen
from app.safety.trajectory import Reading
from app.story import StoryAlbum, StoryError, StoryShelf
from models.photos.confined_reader import ConfinedPhotoReader
from storage import Database
from tests.fakes.clock import FakeClock

TABLE = (
    "title,text,when,sensitivity,photos\n"
    "Rolls,I delivered rolls.,summer 1957,open,bike.png\n"
    "Door,Father painted it.,1940s,open,\n"
    "Fire,It burned.,1951,never_raise,\n"
    "Cat,We had a cat.,,open,\n"
)


@pytest.fixture
def changed() -> list[ResidentId]:
    return []


@pytest.fixture
def shelf(
    database: Database, lane: ThreadLane, clock: FakeClock, changed: list[ResidentId]
) -> StoryShelf:
    return StoryShelf(database.unit, lane, ConfinedPhotoReader(), clock, changed.append)


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "handed-in"
    folder.mkdir()
    (folder / "stories.csv").write_text(TABLE, "utf-8")
    picture = Image.new("RGBA", (2400, 1200), (200, 30, 30, 128))
    exif = picture.getexif()
    exif[0x0112] = 6  # Taken upright: turned by ninety degrees.
    exif[0x010E] = "secret place"
    picture.save(folder / "bike.png", exif=exif)
    return folder


async def test_a_folder_becomes_stories_by_their_time_with_safe_photographs(
    shelf: StoryShelf, folder: Path, resident: Resident, nurse: StaffMember,
    changed: list[ResidentId],
) -> None:  # fmt: skip
    done = await shelf.take_in(resident, folder, nurse.id)
    assert (done.kept, done.photos, done.problems) == (4, 1, ())
    assert changed == [resident.id]
    stories = await shelf.stories(resident.id)
    assert [s.passage.title for s in stories] == ["Door", "Fire", "Rolls", "Cat"]
    (photo,) = stories[2].photos
    jpeg = await shelf.pixels(photo.id)
    assert jpeg is not None
    assert b"secret place" not in jpeg
    with Image.open(BytesIO(jpeg)) as picture:
        assert (picture.format, picture.size) == ("JPEG", (800, 1600))
        assert (photo.width, photo.height) == picture.size


async def test_the_album_shows_open_stories_that_can_be_told_in_the_order_of_a_life(
    shelf: StoryShelf, folder: Path, resident: Resident, nurse: StaffMember,
    database: Database, lane: ThreadLane,
) -> None:  # fmt: skip
    (folder / "stories.csv").write_text(
        "title,text,when,sensitivity,retelling\n"
        "Cat,A cat.,,open,You had a cat.\n"
        "Rolls,Rolls.,summer 1957,open,You delivered rolls.\n"
        "Fire,It burned.,1951,never_raise,It burned.\n"
        "Door,A door.,1940s,open,Your father painted it blue.\n"
        "Untold,No words for it.,1930,open,\n",
        "utf-8",
    )
    await shelf.take_in(resident, folder, nurse.id)
    album = StoryAlbum(database.reading, lane, OutgoingScreen(()), ConsentRule())
    told = await album.of(resident.id)
    assert [(s.title.text, s.when) for s in told] == [
        ("Door", "1940s"), ("Rolls", "summer 1957"), ("Cat", ""),
    ]  # fmt: skip


async def test_the_album_shows_photographs_to_whom_they_belong_and_only_with_consent(
    shelf: StoryShelf, folder: Path, resident: Resident, nurse: StaffMember,
    database: Database, lane: ThreadLane, clock: FakeClock,
) -> None:  # fmt: skip
    await shelf.take_in(resident, folder, nurse.id)
    album = StoryAlbum(database.reading, lane, OutgoingScreen(()), ConsentRule())
    assert await album.of(resident.id) == (), "no words in the second person, and no consent"

    def word(*, is_given: bool) -> None:
        with database.unit() as unit:
            unit.consents.add(
                Consent(
                    new_uuid(),
                    resident.id,
                    ConsentKind.LIFE_STORY_PHOTOS,
                    is_given,
                    Basis.RESIDENT,
                    resident.full_name,
                    nurse.id,
                    clock(),
                )
            )

    word(is_given=True)
    (story,) = await album.of(resident.id)
    (photo,) = story.photos
    assert (story.title.text, photo.caption) == ("Rolls", ""), "its title is said once"
    jpeg = await album.picture(resident.id, photo.id)
    assert jpeg is not None
    with Image.open(BytesIO(jpeg)) as picture:
        assert picture.size == (800, 1600)
    assert await album.picture(ResidentId(new_uuid()), photo.id) is None
    word(is_given=False)
    assert await album.picture(resident.id, photo.id) is None


async def test_the_same_folder_twice_changes_nothing(
    shelf: StoryShelf, folder: Path, resident: Resident, nurse: StaffMember, database: Database
) -> None:
    await shelf.take_in(resident, folder, nurse.id)
    scope = Scope(StreamName.LIFE_STORY, resident.id)
    with database.reading() as unit:
        version = unit.passages.version(scope)
    before = await shelf.stories(resident.id)
    await shelf.take_in(resident, folder, nurse.id)
    assert await shelf.stories(resident.id) == before
    with database.reading() as unit:
        assert unit.passages.version(scope) == version


async def test_a_new_picture_takes_the_place_of_the_old_one(
    shelf: StoryShelf, folder: Path, resident: Resident, nurse: StaffMember
) -> None:
    await shelf.take_in(resident, folder, nurse.id)
    Image.new("RGB", (30, 20)).save(folder / "bike.png")
    await shelf.take_in(resident, folder, nurse.id)
    (photo,) = (await shelf.stories(resident.id))[2].photos
    assert (photo.width, photo.height) == (30, 20)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("bike.png", b"\x89PNG\r\n\x1a\nnonsense"),
        ("bike.png", b""),
        ("../bike.png", None),
        ("bike.exe", b"MZ"),
        ("gone.jpg", None),
    ],
)
async def test_a_picture_that_cannot_be_kept_is_told_and_the_story_stays(
    shelf: StoryShelf, folder: Path, resident: Resident, nurse: StaffMember,
    name: str, content: bytes | None,
) -> None:  # fmt: skip
    (folder / "stories.csv").write_text(f"title,text,photos\nRolls,Rolls.,{name}\n", "utf-8")
    if content is not None:
        (folder / name).write_bytes(content)
    done = await shelf.take_in(resident, folder, nurse.id)
    assert (done.kept, done.photos, len(done.problems)) == (1, 0, 1)


async def test_a_picture_that_unpacks_to_far_too_much_is_refused(
    shelf: StoryShelf, folder: Path, resident: Resident, nurse: StaffMember
) -> None:
    Image.new("1", (15_000, 15_000)).save(folder / "bike.png")
    done = await shelf.take_in(resident, folder, nurse.id)
    assert (done.kept, done.photos) == (4, 0)
    assert "far too large" in done.problems[0].what


@pytest.mark.parametrize("files", [None, {}, {"picture.jpg": "x"}])
async def test_a_folder_that_tells_no_story_is_refused(
    shelf: StoryShelf, tmp_path: Path, resident: Resident, nurse: StaffMember,
    files: dict[str, str] | None,
) -> None:  # fmt: skip
    folder = tmp_path / "other"
    if files is not None:
        folder.mkdir()
        for name, content in files.items():
            (folder / name).write_text(content, "utf-8")
    with pytest.raises(StoryError):
        await shelf.take_in(resident, folder, nurse.id)


async def test_a_link_out_of_the_folder_is_not_followed(
    shelf: StoryShelf, folder: Path, resident: Resident, nurse: StaffMember, tmp_path: Path
) -> None:
    (tmp_path / "secret.md").write_text("# Secret\nKeep out.", "utf-8")
    (folder / "link.md").symlink_to(tmp_path / "secret.md")
    done = await shelf.take_in(resident, folder, nurse.id)
    assert done.kept == 4
    assert done.problems[0].where == "link.md"


async def test_pages_and_tables_of_windows_are_read_and_a_title_counts_once(
    shelf: StoryShelf, folder: Path, resident: Resident, nurse: StaffMember
) -> None:
    (folder / "cafe.md").write_bytes("# Café\nWe met there.".encode("cp1252"))
    (folder / "zz.md").write_text("# Rolls\nOnce more.", "utf-8")
    done = await shelf.take_in(resident, folder, nurse.id)
    assert done.kept == 5
    assert "another file" in done.problems[0].what
    assert "Café" in [s.passage.title for s in await shelf.stories(resident.id)]


async def test_a_removed_story_takes_its_photographs_along_and_all_is_audited(
    shelf: StoryShelf, folder: Path, resident: Resident, nurse: StaffMember, database: Database
) -> None:
    await shelf.take_in(resident, folder, nurse.id)
    rolls = (await shelf.read_by_staff(resident.id, nurse.id))[2]
    await shelf.remove(resident.id, rolls.passage.id, nurse.id)
    assert await shelf.pixels(rolls.photos[0].id) is None
    with pytest.raises(StoryError):
        await shelf.remove(resident.id, rolls.passage.id, nurse.id)
    with database.reading() as unit:
        actions = [entry.action for entry in unit.audit.entries()]
    assert actions == [AuditAction.STORY_ADDED, AuditAction.STORY_READ, AuditAction.STORY_REMOVED]


async def test_nobody_removes_the_story_of_another(
    shelf: StoryShelf, folder: Path, resident: Resident, nurse: StaffMember
) -> None:
    await shelf.take_in(resident, folder, nurse.id)
    (first, *_) = await shelf.stories(resident.id)
    with pytest.raises(StoryError):
        await shelf.remove(ResidentId(new_uuid()), first.passage.id, nurse.id)


def test_a_telling_knows_how_the_next_words_felt(
    database: Database, resident: Resident, clock: FakeClock
) -> None:
    story = new_uuid()
    with database.unit() as unit:
        unit.stories.add_telling(resident.id, story, TurnId(new_uuid()), clock())
    clock.advance(minutes=1)
    for valence in (0.6, -0.4):
        said = Message(
            MessageId(new_uuid()), TurnId(new_uuid()), resident.id, Speaker.RESIDENT, "Yes.",
            clock(),
        )  # fmt: skip
        with database.unit() as unit:
            unit.messages.add(said)
            reading = Reading(clock(), valence=valence, score=0.0, words=1, refused=False)
            unit.readings.add(resident.id, said.id, reading)
        clock.advance(minutes=1)
    with database.unit() as unit:
        unit.stories.add_telling(resident.id, story, TurnId(new_uuid()), clock())
        tellings = unit.stories.tellings(resident.id, clock() - timedelta(days=1))
    assert [telling.valence for telling in tellings] == [None, 0.6]
