"""What a resident likes is neither lost nor flashed over by what the house likes."""

from dataclasses import replace

from kiosk_fakes import Bench
from presence_stand import ARTHUR, Stand

from app.identity import Colours, Preferences
from ui.kiosk.inputs import KioskInputs

HERS = Preferences(colours=Colours.DARK, text_scale=2.0)


def shown(bench: Stand) -> Preferences:
    return bench.model._state.inputs.preferences


def test_her_screen_stays_as_she_likes_it_when_the_facility_is_taken_into_use_anew(
    stand: Stand,
) -> None:
    stand.bench.memory.preferences.kept[stand.bench.resident.id] = HERS
    stand.model.attach(stand.services_of(stand.bench.resident))
    stand.spawner.drain()
    seen: list[Preferences] = []

    def look(inputs: KioskInputs) -> None:
        seen.append(inputs.preferences)

    stand.model._state.on_change(look)
    stand.model.attach(stand.services_of(stand.bench.resident))
    stand.spawner.drain()
    assert set(seen) <= {HERS}
    assert shown(stand) == HERS


def test_somebody_else_does_not_see_hers(stand: Stand) -> None:
    stand.bench.memory.preferences.kept[stand.bench.resident.id] = HERS
    stand.model.attach(stand.services_of(stand.bench.resident))
    stand.spawner.drain()
    stand.model.attach(stand.services_of(ARTHUR))
    assert shown(stand) == Preferences()


def test_after_a_failed_read_only_what_she_chooses_is_kept(stand: Stand) -> None:
    bench: Bench = stand.bench
    bench.memory.preferences.kept[bench.resident.id] = HERS
    bench.lane.is_broken = True
    stand.model.attach(stand.services_of(bench.resident))
    stand.spawner.drain()
    assert shown(stand) == Preferences()
    bench.lane.is_broken = False
    voice = replace(Preferences().voice, loudness=0.4)
    stand.model._liking.choose(replace(shown(stand), voice=voice))
    stand.spawner.drain()
    expected = replace(HERS, voice=replace(HERS.voice, loudness=0.4))
    assert bench.memory.preferences.kept[bench.resident.id] == expected
    assert shown(stand) == expected


def test_while_nothing_can_be_kept_what_she_chose_is_shown_all_the_same(stand: Stand) -> None:
    stand.bench.lane.is_broken = True
    stand.model.attach(stand.services_of(stand.bench.resident))
    stand.spawner.drain()
    stand.model._liking.choose(HERS)
    stand.spawner.drain()
    assert shown(stand) == HERS
    assert stand.bench.memory.preferences.kept == {}
