"""What a resident likes, set by staff: only what they changed, and never over somebody else's."""

from dataclasses import replace

import pytest

from app.identity import LanguageError, Preferences, Role, VoiceLiking
from app.ids import ResidentId, new_uuid
from app.station import Liking, RecordChangedError
from app.station.likings import LikingError
from app.station.residents import UnknownResidentError
from tests.fakes.station_house import StationHouse


async def test_what_the_resident_chose_meanwhile_stays(house: StationHouse) -> None:
    lilo, nurse, who = house.lilo, house.session(Role.NURSE), house.margaret.id
    likings = lilo.station.likings
    read = Liking.of(likings.house, "en")
    hers = Preferences(voice=VoiceLiking(loudness=0.5))
    await lilo.resident_screen.preferences.keep(who, hers)
    before, after = await likings.save(nurse, who, read, replace(read, text_scale=1.75))
    assert before.loudness == after.loudness == 0.5
    assert (await lilo.station.residents.open(nurse, who)).preferences == replace(
        hers, text_scale=1.75
    )
    with pytest.raises(RecordChangedError):
        await likings.save(nurse, who, read, replace(read, loudness=1.0))


async def test_nothing_is_kept_that_no_screen_can_do(house: StationHouse) -> None:
    nurse, who = house.session(Role.NURSE), house.margaret.id
    likings = house.lilo.station.likings
    read = Liking.of(likings.house, "en")
    with pytest.raises(LikingError, match="9 times its size"):
        await likings.save(nurse, who, read, replace(read, text_scale=9.0))
    with pytest.raises(LanguageError):
        await likings.save(nurse, who, read, replace(read, language="fr"))
    with pytest.raises(UnknownResidentError):
        await likings.save(nurse, ResidentId(new_uuid()), read, read)


async def test_what_was_not_changed_leaves_no_entry(house: StationHouse) -> None:
    nurse, who = house.session(Role.NURSE), house.margaret.id
    opened = await house.lilo.station.residents.open(nurse, who)
    likings = house.lilo.station.likings
    now = Liking.of(opened.preferences or likings.house, opened.resident.language)
    count = house.count()
    assert await likings.save(nurse, who, now, now) == (now, now)
    assert house.count() == count
