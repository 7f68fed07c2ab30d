"""Every scene a kiosk can be brought to."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from kiosk_driver import ABOUT, REPLY, ROOT, SOURCE, Kiosk
from kiosk_fakes import (
    DANA,
    NIGHT,
    BrokenJournal,
    crisis_opened,
    disclosed,
    done,
    heard,
    run,
    sentence,
    spoken,
)

from app.alerts import Outcome
from app.check_in import Offer
from app.clinical import ScaleId
from app.clinical.scale_files import load_scales
from app.conversation import CheckInChoice, CheckInShown
from app.conversation.aloud import Speaking
from app.conversation.family import FamilyDraft, load_family_words
from app.conversation.listening import Ask, Hearing, Wish, Wished
from app.identity import KeyOrder
from app.ids import ResidentId
from app.schedule import ItemKind, Occurrence, Reminder, ScheduledItem
from ui.kiosk.check_in_view import CheckInInputs
from ui.kiosk.inputs import Screen
from ui.kiosk.presence_inputs import FaceInputs, ReminderInputs, ReminderTrouble, WhoInputs
from ui.kiosk.voice.listening_inputs import ListeningInputs, ListeningNote
from ui.kiosk.voice.places import place_of

SCENES = (
    "starting",
    "trouble",
    "home",
    "today",
    "stories",
    "stories, told",
    "stories, none",
    "calm",
    "calm, breathing",
    "more",
    "settings",
    "size",
    "looks",
    "colours",
    "scan",
    "keys",
    "voice",
    "speed",
    "language",
    "leave",
    "home, offered",
    "home, called",
    "home, coming",
    "home, ringing",
    "home, nothing reached",
    "night",
    "night, called",
    "writing",
    "thinking",
    "reply",
    "reply, called",
    "reply, speaking",
    "long reply",
    "crisis",
    "crisis, coming",
    "crisis, later and called",
    "crisis, not told",
    "crisis, resolved",
    "crisis, unanswered",
    "crisis, writing",
    "crisis, talked",
    "reply, disclosed",
    "reminder",
    "reminder, late",
    "reminder, called",
    "reminder, at night",
    "reminder, asked",
    "family",
    "still there",
    "who",
    "who, pin",
    "vacant",
    "check-in",
    "check-in, called",
    "check-in, spoken",
    "check-in, writing",
    "check-in, read back",
    "check-in, over",
    "listening",
    "listening, unclear",
    "listening, asked",
    "listening, check-in",
    "listening, check-in asked",
    "listening, reminder",
    "listening, home",
    "listening, home asked",
    "listening, home day",
    "listening, night",
    "listening, crisis ready",
    "listening, crisis",
    "listening, crisis asked",
    "crisis, spoken",
    "today, spoken",
    "writing, large keys",
)


def set_scene(kiosk: Kiosk, scene: str) -> None:
    """Bring an open kiosk there."""
    place, _, more = scene.partition(", ")
    if place in _PLACES:
        _PLACES[place](kiosk, more)
    elif more == "offered":
        _offered(kiosk)
    elif more:
        _call(kiosk, more)
    if place == "night" and more:
        _call(kiosk, more)
    kiosk.lay_out()


def _night(kiosk: Kiosk, _more: str) -> None:
    kiosk.bench.clock.now = NIGHT
    kiosk.model.tick()
    kiosk.settle()


def _reply(kiosk: Kiosk, more: str) -> None:
    said = [spoken(text, SOURCE) for text in REPLY]
    about = disclosed(ABOUT) if more == "disclosed" else ()
    kiosk.say(*about, *said, words="I was thinking of home.")
    if more == "called":
        _call(kiosk, more)
    if more == "speaking":
        speaking = Speaking("talk", "sentence/1", is_sounding=True)
        kiosk.model._state.change(speaking=speaking, has_voice=True)


def _writing(kiosk: Kiosk, more: str) -> None:
    if more == "large keys":
        preferences = kiosk.model._state.inputs.preferences
        kiosk.model._state.change(preferences=replace(preferences, keys=KeyOrder.HALVES))
    _reply(kiosk, "")
    kiosk.touch("answerButton")


def _thinking(kiosk: Kiosk, _more: str) -> None:
    kiosk.model.start_talking()
    kiosk.bench.talk.steps = [heard("Hello"), asyncio.Event()]
    kiosk.model.keep_draft("Hello")
    kiosk.model.send()
    kiosk.spawner.advance()


def _long_reply(kiosk: Kiosk, _more: str) -> None:
    long = [spoken(text * 3, SOURCE) for text in REPLY * 2]
    kiosk.say(*long, words="I was thinking about the bakery again, " * 12)


def _crisis(kiosk: Kiosk, more: str) -> None:
    alert_id = kiosk.fall_into_crisis(told=more != "not told")
    desk = kiosk.bench.desk
    if alert_id and more.startswith(("coming", "later")):
        run(kiosk.spawner, desk.acknowledge(alert_id, DANA.id))
    if more == "later and called":
        kiosk.touch("answer2")
        kiosk.touch("callButton")
    if more == "unanswered":
        kiosk.seconds.at += 1
        kiosk.model.tick()
        kiosk.seconds.at += 100
        kiosk.model.tick()
        kiosk.settle()
    if more == "spoken":
        kiosk.model._state.change(has_voice=True)
    if more in {"writing", "talked"}:
        kiosk.model.write_in_crisis()
        kiosk.model.keep_draft("It all hurts so much")
    if more == "talked":
        again = crisis_opened(alert_id, goes_on=True)
        said = spoken("You do not have to do anything now. I am here.")
        kiosk.bench.talk.steps = [heard("It all hurts so much"), again, said, done()]
        kiosk.touch("crisisSendButton")
    if alert_id and more == "resolved":
        run(kiosk.spawner, desk.resolve(alert_id, DANA.id, Outcome.HELPED))


def _call(kiosk: Kiosk, more: str) -> None:
    bench = kiosk.bench
    if more in {"ringing", "nothing reached"}:
        bench.button.desk = None
    if more == "nothing reached":
        bench.button.journal = BrokenJournal(bench.folder / "none")
    kiosk.touch("callButton")
    if more == "coming":
        run(kiosk.spawner, bench.desk.acknowledge(bench.last_alert, DANA.id))


def _reminder(kiosk: Kiosk, more: str) -> None:
    if more == "at night":
        _night(kiosk, "")
    kiosk.model._state.change(
        reminder=ReminderInputs(
            tablets(kiosk.bench.clock.now, is_late=more == "late"),
            ReminderTrouble.ASKED if more == "asked" else ReminderTrouble.NONE,
        )
    )
    if more == "called":
        kiosk.lay_out()
        _call(kiosk, more)


def _check_in(kiosk: Kiosk, more: str) -> None:
    scale = load_scales(ROOT / "resources" / "scales")[ScaleId.PHQ9]
    asked = CheckInShown(
        sentence("Thank you. Shall we go on?"),
        sentence(scale.lead.en),
        sentence(scale.items[5].text.en),
        tuple(CheckInChoice(o.value, sentence(o.text.en)) for o in scale.options),
        scale.items[5].id,
        6,
        9,
    )
    if more == "read back":
        remark = sentence("I heard: more than half the days. Is that right?")
        asked = replace(asked, remark=remark, read_back=2)
    if more == "over":
        asked = CheckInShown(sentence("That was the last question. Thank you for telling me."))
    kiosk.model._state.change(has_voice=more == "spoken")
    kiosk.model._check_in_line.show(asked)
    kiosk.settle()
    if more == "writing":
        kiosk.touch("checkInWriteButton")
    if more == "called":
        _call(kiosk, more)


def _listening(kiosk: Kiosk, more: str) -> None:
    """Where somebody speaks, where it was not understood, and where it is read back."""
    place, _, asks = more.partition(" ")
    _listened_to(kiosk, place)
    now = ListeningInputs(can_listen=True, is_free=True, hearing=Hearing.WAITING)
    idle = replace(now, hearing=Hearing.IDLE)
    words = "i was thinking about my father's bakery and the stairwell that smelled of bread"
    said = "I was thinking about the bakery"
    now = {
        "": replace(now, hearing=Hearing.HEARING, caption=words),
        "unclear": replace(idle, note=ListeningNote.UNCLEAR),
        "asked": replace(idle, asked=Ask(Wished(Wish.SAY), said, 0.4)),
    }.get(more, now)
    now = {
        "ready": idle,
        "day": replace(idle, note=ListeningNote.DAY, noted_at=kiosk.model._state.inputs.now),
        "asked": replace(now, asked=Ask(Wished(Wish.NURSE), "help", 0.4)),
    }.get(asks, now)
    kiosk.model._state.change(listening=now)
    kiosk.model._listening_line._place = place_of(kiosk.model._state.inputs)


def _listened_to(kiosk: Kiosk, place: str) -> None:
    match place:
        case "check-in" | "reminder":
            _PLACES[place](kiosk, "")
            kiosk.lay_out()
        case "crisis":
            _crisis(kiosk, "")
            kiosk.lay_out()
        case "night":
            _night(kiosk, "")
        case "home":
            pass
        case _:
            kiosk.model.start_talking()
            kiosk.model._state.change_talk(is_writing=False)


def _offered(kiosk: Kiosk) -> None:
    scale = load_scales(ROOT / "resources" / "scales")[ScaleId.PHQ9]
    kiosk.model._state.change(check_in=CheckInInputs(offer=Offer(scale, 4, is_unfinished=True)))


def tablets(now: datetime, *, is_late: bool = False) -> Reminder:
    """A reminder of medicines that is new now."""
    starts = (now - timedelta(minutes=80)) if is_late else now
    item = ScheduledItem(
        UUID(int=99),
        ResidentId(UUID(int=1)),
        "Tablets",
        "tablets",
        starts.time(),
        frozenset(range(7)),
        ItemKind.MEDICATION,
    )
    return Reminder(Occurrence(item, starts), is_new=True, is_late=is_late)


def _still_there(kiosk: Kiosk, _more: str) -> None:
    _reply(kiosk, "")
    kiosk.model._state.change(is_asked_if_there=True)


def _who(kiosk: Kiosk, more: str) -> None:
    names = ("Margaret", "Arthur", "June", "Harold", "Inês", "Sven", "Adaeze", "Wilhelmina", "Lou")
    faces = tuple(
        FaceInputs(ResidentId(UUID(int=n)), name, f"{name[0]}E", has_pin=True)
        for n, name in enumerate(names)
    )
    chosen = faces[0] if more == "pin" else None
    pictures = ("sun", "key") if chosen else ()
    kiosk.model._state.change(
        screen=Screen.WHO, who=WhoInputs(faces, chosen=chosen, pictures=pictures)
    )


def _vacant(kiosk: Kiosk, _more: str) -> None:
    kiosk.model._seat._move_out()


def _family(kiosk: Kiosk, _more: str) -> None:
    words = load_family_words(ROOT / "resources" / "i18n" / "en" / "family.yaml")
    said = "Tell Carol that the roses are out again, and that I think of her every morning. " * 2
    kiosk.model.start_talking()
    kiosk.settle()
    draft = FamilyDraft(said.strip(), words.card, words.says)
    kiosk.model._state.change(family=draft)


def _page(name: str) -> Callable[[Kiosk, str], None]:
    ways = {"today": "show_today", "leave": "ask_to_leave"}
    choices = {
        "more": (),
        "stories": (0,),
        "calm": (1,),
        "settings": (2,),
        "size": (2, 0),
        "looks": (2, 2),
        "colours": (2, 2, 0),
        "scan": (2, 2, 2),
        "voice": (2, 1),
        "speed": (2, 1, 0),
        "keys": (2, 2, 1, 0),
        "language": (2, 2, 1, 1),
    }

    def go(kiosk: Kiosk, more: str) -> None:
        if name in ways:
            getattr(kiosk.model, ways[name])()
        else:
            kiosk.model.show_more()
            for choice in choices[name]:
                kiosk.model.choose_option(choice)
        kiosk.settle()
        if more == "spoken":
            kiosk.model._state.change(has_voice=True)
        if more == "told":
            kiosk.touch("nextStoryButton")
        if more == "none":
            kiosk.model._state.change(stories=())
        if more == "breathing":
            kiosk.touch("breatheButton")

    return go


_PLACES: dict[str, Callable[[Kiosk, str], None]] = {
    **{
        name: _page(name)
        for name in (
            "today",
            "stories",
            "calm",
            "more",
            "settings",
            "size",
            "looks",
            "colours",
            "scan",
            "keys",
            "voice",
            "speed",
            "language",
            "leave",
        )
    },
    "night": _night,
    "reply": _reply,
    "writing": _writing,
    "thinking": _thinking,
    "long reply": _long_reply,
    "crisis": _crisis,
    "reminder": _reminder,
    "family": _family,
    "still there": _still_there,
    "who": _who,
    "vacant": _vacant,
    "check-in": _check_in,
    "listening": _listening,
}


def opening(scene: str) -> dict[str, object]:
    """How a kiosk is opened for a scene."""
    if scene == "starting":
        return {"is_open": False}
    if scene == "trouble":
        return {"is_open": False, "trouble": "The facility’s records cannot be opened."}
    return {}
