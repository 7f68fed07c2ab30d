"""Photographs in the album: which leaf follows which, and what is fetched, held and let go of."""

import threading
from dataclasses import replace
from uuid import UUID

import pytest
from kiosk_fakes import AFTERNOON, Bench, BrokenError, sentence
from PySide6.QtCore import QBuffer, QIODevice, QSize, Qt
from PySide6.QtGui import QImage

from app.identity import ConsentKind
from app.story import AlbumPhoto, ToldStory
from app.story.entry import PhotoId
from ui.kiosk import leafing
from ui.kiosk.inputs import KioskInputs
from ui.kiosk.photographs import Photographs, decoded_photo
from ui.kiosk.story_leaves import leaves_of, wanted
from ui.kiosk.story_page import story_page
from ui.kiosk.view_model import KioskViewModel
from ui.kiosk.wording import Wording
from ui.shared.spawner import QueuedSpawner

IDS = [PhotoId(UUID(int=number)) for number in range(1, 5)]
PHOTOS = tuple(AlbumPhoto(photo_id) for photo_id in IDS[:3])
WORDS = (sentence("Your father kept a bakery."),)
BAKERY = ToldStory(sentence("The bakery"), "1940s", WORDS, PHOTOS)
ROLLS = ToldStory(sentence("Rolls"), "", WORDS, (AlbumPhoto(IDS[3], "With the basket."),))
INPUTS = KioskInputs(AFTERNOON, "Willow House", "12", stories=(BAKERY, ROLLS))


def jpeg(width: int = 640, height: int = 480) -> bytes:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkCyan)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "JPEG")
    return bytes(buffer.data().data())


def test_a_photograph_opens_a_story_its_words_follow_and_then_the_others() -> None:
    assert [leaf.number for leaf in leaves_of(BAKERY, {})] == [1, 0, 2, 3]


def test_a_photograph_that_cannot_be_shown_has_no_leaf() -> None:
    assert [leaf.number for leaf in leaves_of(BAKERY, {IDS[0]: ""})] == [1, 0, 2]
    assert [leaf.number for leaf in leaves_of(BAKERY, dict.fromkeys(IDS, ""))] == [0]


def test_a_story_without_words_is_its_photographs() -> None:
    silent = replace(BAKERY, lines=())
    assert [leaf.number for leaf in leaves_of(silent, {})] == [1, 2, 3]
    assert [leaf.number for leaf in leaves_of(silent, dict.fromkeys(IDS, ""))] == [0]


@pytest.mark.parametrize(
    ("leaf", "following"), [(0, "The story"), (1, "Next picture"), (3, "Next story")]
)
def test_the_button_says_what_comes_next(wording: Wording, leaf: int, following: str) -> None:
    assert story_page(replace(INPUTS, leaf=leaf), wording.stories).next_text == following


def test_after_the_only_story_comes_its_start(wording: Wording) -> None:
    alone = replace(INPUTS, stories=(BAKERY,), leaf=3)
    page = story_page(alone, wording.stories)
    assert (page.next_text, page.place) == ("From the start", "")
    only = replace(INPUTS, stories=(replace(BAKERY, photos=()),))
    assert story_page(only, wording.stories).next_text == ""


def test_a_leaf_tells_its_picture_and_how_many_there_are(wording: Wording) -> None:
    inputs = replace(INPUTS, pictures={IDS[0]: "image://photographs/1"})
    page = story_page(inputs, wording.stories)
    assert (page.is_photo, page.picture, page.lines) == (True, "image://photographs/1", ())
    assert page.picture_spoken == "Photograph: The bakery"
    assert page.picture_place == "Picture 1 of 3"
    told = story_page(replace(INPUTS, story_index=1), wording.stories)
    assert told.picture_spoken == "Photograph: With the basket."
    assert (told.caption, told.picture_place) == ("With the basket.", "")


def test_the_words_say_that_a_picture_is_missing(wording: Wording) -> None:
    page = story_page(replace(INPUTS, leaf=1, pictures={IDS[1]: ""}), wording.stories)
    assert page.note == "Not every picture can be shown just now."
    assert story_page(replace(INPUTS, leaf=1), wording.stories).note == ""


def test_what_lies_open_is_wanted_and_what_comes_next() -> None:
    assert wanted(INPUTS) == (IDS[0], IDS[1])
    assert wanted(replace(INPUTS, leaf=3)) == (IDS[2], IDS[3])
    assert wanted(replace(INPUTS, stories=None)) == ()


def test_a_photograph_is_no_larger_than_the_screen_and_never_made_larger() -> None:
    assert decoded_photo(jpeg(1600, 1200), 1280).size() == QSize(1280, 960)
    assert decoded_photo(jpeg(1200, 1600), 1280).size() == QSize(960, 1280)
    assert decoded_photo(jpeg(640, 480), 1280).size() == QSize(640, 480)


def test_damaged_files_give_no_picture(qtlog: object) -> None:
    assert decoded_photo(b"", 1280).isNull()
    assert decoded_photo(b"not a picture", 1280).isNull()


def test_photographs_are_held_by_name_and_let_go_of(qapp: object) -> None:
    held = Photographs()
    assert held.keep(IDS[0], QImage(4, 3, QImage.Format.Format_RGB32)).endswith(str(IDS[0]))
    size = QSize()
    assert held.requestImage(str(IDS[0]), size, QSize()).width() == 4
    assert size == QSize(4, 3)
    held.retain([IDS[1]])
    assert len(held) == 0
    assert held.requestImage(str(IDS[0]), size, QSize()).isNull()


@pytest.fixture
def album(opened: KioskViewModel, bench: Bench, spawner: QueuedSpawner) -> KioskViewModel:
    """An album with three photographs, of which one is damaged and one is gone."""
    bench.story("The bakery", "Your father kept a bakery.", when="1940s")
    bench.photograph("The bakery", jpeg(1600, 1200))
    bench.photograph("The bakery", b"not a picture")
    bench.photograph("The bakery", None)
    opened.show_more()
    opened.choose_option(0)
    spawner.drain()
    return opened


def test_the_photograph_comes_with_the_story(album: KioskViewModel) -> None:
    assert album.story.is_photo
    name = album.story.picture.removeprefix("image://photographs/")
    image = album.photographs.requestImage(name, QSize(), QSize())
    assert max(image.width(), image.height()) == album.photographs.edge_px


def test_an_album_opened_again_opens_at_the_start_of_its_story_and_stays_there(
    album: KioskViewModel, spawner: QueuedSpawner
) -> None:
    album.turn_leaf()
    spawner.drain()
    album.go_home()
    album.show_more()
    album.choose_option(0)
    assert album.story.is_photo
    before = album.story.picture_place
    spawner.drain()
    assert (album.story.is_photo, album.story.picture_place) == (True, before)


def test_a_photograph_that_failed_once_is_tried_again_when_the_album_is_opened_again(
    opened: KioskViewModel, bench: Bench, spawner: QueuedSpawner
) -> None:
    bench.story("The bakery", "Your father kept a bakery.", when="1940s")
    photo = bench.photograph("The bakery", None)
    for is_there in (False, True):
        opened.show_more()
        opened.choose_option(0)
        spawner.drain()
        assert opened.story.is_photo is is_there
        opened.go_home()
        spawner.drain()
        bench.memory.stories.jpegs[photo] = jpeg()


def test_damaged_and_missing_photographs_are_left_out(
    album: KioskViewModel, spawner: QueuedSpawner
) -> None:
    album.turn_leaf()
    spawner.drain()
    assert (album.story.is_photo, album.story.note) == (
        False,
        "Not every picture can be shown just now.",
    )
    assert album.story.lines == ["Your father kept a bakery."]
    album.turn_leaf()
    spawner.drain()
    assert album.story.is_photo, "the first one again"


def test_whoever_leaves_the_album_leaves_no_photograph_in_memory(
    album: KioskViewModel, spawner: QueuedSpawner
) -> None:
    assert len(album.photographs) == 1
    album.go_home()
    spawner.drain()
    assert (len(album.photographs), album.story.picture) == (0, "")


def test_a_database_that_fails_costs_the_picture_and_not_the_story(
    opened: KioskViewModel,
    bench: Bench,
    spawner: QueuedSpawner,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(photo_id: PhotoId) -> bytes:
        raise BrokenError("The database cannot be reached.")

    bench.story("The bakery", "Your father kept a bakery.")
    bench.photograph("The bakery", jpeg())
    monkeypatch.setattr(bench.memory.stories, "pixels", broken)
    opened.show_more()
    opened.choose_option(0)
    spawner.drain()
    assert (opened.story.title, opened.story.is_photo) == ("The bakery", False)


def test_without_consent_no_photograph_is_shown(
    opened: KioskViewModel, bench: Bench, spawner: QueuedSpawner
) -> None:
    bench.story("The bakery", "Your father kept a bakery.")
    bench.photograph("The bakery", jpeg())
    bench.memory.consents.given.discard(ConsentKind.LIFE_STORY_PHOTOS)
    opened.show_more()
    opened.choose_option(0)
    spawner.drain()
    assert (opened.story.title, opened.story.is_photo) == ("The bakery", False)


def test_nothing_is_decoded_on_the_thread_that_draws(
    opened: KioskViewModel,
    bench: Bench,
    spawner: QueuedSpawner,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    threads: list[threading.Thread] = []

    def noted(file: bytes, edge_px: int) -> QImage:
        threads.append(threading.current_thread())
        return decoded_photo(file, edge_px)

    monkeypatch.setattr(leafing, "decoded_photo", noted)
    bench.story("The bakery", "Your father kept a bakery.")
    bench.photograph("The bakery", jpeg())
    opened.show_more()
    opened.choose_option(0)
    spawner.drain()
    assert len(threads) == 1
    assert threads[0] is not threading.main_thread()
