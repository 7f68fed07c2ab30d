from random import Random

from app.quality.misrecognition import SoundAlikes, misheard

ALIKES = SoundAlikes(["there their meat meet pain pane knight night"] * 3)


def test_words_of_the_same_sound_are_taken_for_each_other() -> None:
    assert ALIKES.of("their") == ["there"]
    assert ALIKES.of("Night!") == ["knight"]


def test_a_word_that_sounds_like_no_other_is_not_replaced() -> None:
    assert ALIKES.of("xylophone") == []
    assert ALIKES.of("1998") == []


def test_rare_words_replace_nothing() -> None:
    assert SoundAlikes(["meat meet", "meat"]).of("meet") == []


def test_a_sound_one_step_away_is_near() -> None:
    assert "pain" in SoundAlikes(["pain"] * 3).of("paint")


def test_about_the_share_is_misheard_and_never_all_is_lost() -> None:
    text = "there is pain in the night and the meat is there"
    chances = [misheard(text, 0.3, ALIKES, Random(n)) for n in range(300)]
    words = len(text.split())
    same = sum(len(set(text.split()) & set(heard.split())) > words // 3 for heard in chances)
    assert same > 290
    assert sum(heard != text for heard in chances) > 250
    assert misheard(text, 0.0, ALIKES, Random(1)) == text
    assert misheard("xylophone", 1.0, ALIKES, Random(1)) == "xylophone"
