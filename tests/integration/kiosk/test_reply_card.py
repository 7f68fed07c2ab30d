"""A reply that is longer than its card: where it stands while it comes, and while it is said."""

import asyncio

from kiosk_driver import REPLY, Kiosk, OpenKiosk, scrolling
from kiosk_fakes import done, heard, spoken

from app.conversation.aloud import Speaking


def long_reply_on_its_way(kiosk: Kiosk) -> asyncio.Event:
    """Sentence after sentence has come, and the turn is not over yet."""
    gates = [asyncio.Event() for _ in REPLY * 2]
    steps = [step for text, gate in zip(REPLY * 2, gates, strict=True) for step in (text, gate)]
    kiosk.bench.talk.steps = [
        heard("Tell me"),
        *(spoken(step * 3) if isinstance(step, str) else step for step in steps),
        done(),
    ]
    kiosk.touch("talkButton")
    kiosk.model.keep_draft("Tell me")
    kiosk.model.send()
    for gate in gates[:-1]:
        kiosk.spawner.advance()
        kiosk.lay_out()
        gate.set()
    kiosk.spawner.advance()
    for _ in range(3):
        # What follows from where the sentences stand comes after they have their places.
        kiosk.lay_out()
    return gates[-1]


def top_of_reply(kiosk: Kiosk) -> float:
    pane = scrolling(kiosk.find("sentence0"))
    assert pane is not None
    assert pane.property("canPage")
    return float(pane.property("contentTop"))


def test_where_nothing_is_heard_a_reply_stays_at_its_beginning(open_kiosk: OpenKiosk) -> None:
    kiosk = open_kiosk()
    gate = long_reply_on_its_way(kiosk)
    assert top_of_reply(kiosk) == 0
    gate.set()
    kiosk.settle()
    assert top_of_reply(kiosk) == 0


def test_what_is_being_said_can_be_seen(open_kiosk: OpenKiosk) -> None:
    kiosk = open_kiosk()
    gate = long_reply_on_its_way(kiosk)
    last = f"sentence/{2 * len(REPLY) - 1}"
    kiosk.model._state.change(speaking=Speaking("talk", last, is_sounding=True))
    for _ in range(3):
        kiosk.lay_out()
    assert top_of_reply(kiosk) > 0
    gate.set()
    kiosk.settle()
