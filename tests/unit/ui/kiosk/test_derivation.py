from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, time
from uuid import UUID

import pytest
from kiosk_fakes import AFTERNOON, MARGARET, NIGHT, crisis_opened, scripts, spoken

from app.alerts import AlertStatus
from app.identity import Colours, Preferences
from app.ids import AlertId, new_uuid
from app.oversight import Progress
from app.safety import DangerKind
from app.schedule import ItemKind, ScheduledItem
from ui.kiosk.day_wording import load_day_wording
from ui.kiosk.derivation import derive
from ui.kiosk.inputs import CrisisInputs, KioskInputs, Overlay, Screen, TalkInputs
from ui.kiosk.view import KioskView, Sentence
from ui.kiosk.wording import Wording

View = Callable[..., KioskView]

INPUTS = KioskInputs(
    AFTERNOON, "Willow House", "12", Screen.HOME, resident_name="Margaret", is_ready=True
)


def item(title: str, at: time, kind: ItemKind = ItemKind.ACTIVITY) -> ScheduledItem:
    return ScheduledItem(UUID(int=1), MARGARET.id, title, title, at, frozenset(range(7)), kind)


@pytest.fixture
def view(wording: Wording) -> View:
    def make(inputs: KioskInputs = INPUTS, **changes: object) -> KioskView:
        return derive(replace(inputs, **changes), wording, load_day_wording())  # type: ignore[arg-type]

    return make


@pytest.mark.parametrize(
    ("hour", "greeting"),
    [
        (8, "Good morning, Margaret."),
        (13, "Good afternoon, Margaret."),
        (19, "Good evening, Margaret."),
        (22, "Good evening, Margaret."),
    ],
)
def test_greeting_follows_the_time_of_day(view: View, hour: int, greeting: str) -> None:
    assert view(now=AFTERNOON.replace(hour=hour)).day.greeting == greeting


def test_nobody_is_greeted_without_a_name(view: View) -> None:
    assert view(resident_name="").day.greeting == "Good afternoon."


def test_the_day_is_in_words_for_eyes_and_ears(view: View) -> None:
    day = view().day
    assert day.date == "Friday, 20 November · afternoon"
    assert day.clock == "3:40"
    assert day.clock_spoken == "It is 3:40."
    assert day.place == "You are at Willow House, room 12."


@pytest.mark.parametrize(
    ("kind", "icon"),
    [
        (ItemKind.ACTIVITY, "sun"),
        (ItemKind.MEAL, "meal"),
        (ItemKind.VISIT, "visit"),
        (ItemKind.MEDICATION, "medication"),
        (ItemKind.APPOINTMENT, "appointment"),
    ],
)
def test_what_comes_next_has_its_time_and_picture(view: View, kind: ItemKind, icon: str) -> None:
    day = view(next_item=item("Tea with Dorothy", time(16), kind)).day
    assert day.next_label == "Next today, at 4 o’clock"
    assert (day.next_title, day.next_icon) == ("Tea with Dorothy", icon)


def test_an_empty_day_says_nothing(view: View) -> None:
    assert (view().day.next_label, view().day.next_title) == ("", "")


@pytest.mark.parametrize(
    ("now", "screen", "shown", "look"),
    [
        (AFTERNOON, Screen.HOME, "home", "light"),
        (NIGHT, Screen.HOME, "night", "night"),
        (NIGHT, Screen.TALK, "talk", "night"),
        (NIGHT, Screen.STARTING, "starting", "night"),
        (AFTERNOON.replace(hour=20, minute=59), Screen.HOME, "home", "light"),
        (AFTERNOON.replace(hour=21, minute=0), Screen.HOME, "night", "night"),
        (AFTERNOON.replace(hour=6, minute=0), Screen.HOME, "home", "light"),
    ],
)
def test_night_is_how_home_looks_at_night(
    view: View, now: datetime, screen: Screen, shown: str, look: str
) -> None:
    frame = view(now=now, screen=screen).frame
    assert (frame.screen, frame.look) == (shown, look)


def test_only_the_newest_sentence_is_marked_while_a_reply_arrives(view: View) -> None:
    said = (spoken("One."), spoken("Two."))
    talk = TalkInputs(spoken=said, is_busy=True, is_writing=False)
    assert view(talk=talk).talk.sentences == (Sentence("One."), Sentence("Two.", is_marked=True))


def test_nothing_is_marked_when_the_reply_is_there(view: View) -> None:
    talk = TalkInputs(spoken=(spoken("One."),), is_writing=False)
    assert not any(sentence.is_marked for sentence in view(talk=talk).talk.sentences)


def test_asked_again_the_first_sentence_is_marked(view: View) -> None:
    talk = TalkInputs(spoken=(spoken("One."), spoken("Two.")), is_repeating=True)
    assert [s.is_marked for s in view(talk=talk).talk.sentences] == [True, False]


def test_the_first_source_is_shown_as_it_was_written(view: View) -> None:
    said = (spoken("Hello."), spoken("It was blue.", "From your story “The blue door”"))
    assert view(talk=TalkInputs(spoken=said)).talk.source == "From your story “The blue door”"


@pytest.mark.parametrize(
    ("talk", "is_ready", "notice"),
    [
        (TalkInputs(is_busy=True), True, "I am thinking about what you said."),
        (
            TalkInputs(is_busy=True),
            False,
            "I am still waking up. My first answer may take a moment.",
        ),
        (TalkInputs(is_busy=True, spoken=(spoken("Yes."),)), True, ""),
        (TalkInputs(notice="Please try again."), True, "Please try again."),
    ],
)
def test_waiting_is_said(view: View, talk: TalkInputs, is_ready: bool, notice: str) -> None:
    assert view(talk=talk, is_ready=is_ready).talk.notice == notice


@pytest.mark.parametrize(
    ("talk", "ask"),
    [
        (TalkInputs(), "What would you like to tell me?"),
        (TalkInputs(wants_words=True), "Please write a few words first."),
        (TalkInputs(prompt="What comes to mind?"), "What comes to mind?"),
    ],
)
def test_the_line_over_the_field(view: View, talk: TalkInputs, ask: str) -> None:
    assert view(talk=talk).talk.ask == ask


def crisis(kind: DangerKind = DangerKind.SUICIDE, **changes: object) -> CrisisInputs:
    alert_id = AlertId(new_uuid())
    inputs = CrisisInputs(crisis_opened(alert_id, kind).dialogue, scripts(), alert_id)
    return replace(inputs, **changes)  # type: ignore[arg-type]


def answered(now: CrisisInputs) -> CrisisInputs:
    question = now.dialogue.question
    assert question is not None
    return replace(now, dialogue=now.dialogue.answered(question.answers[0]))


def test_a_crisis_speaks_to_the_resident_by_name(view: View) -> None:
    shown = view(screen=Screen.CRISIS, crisis=crisis()).crisis
    assert shown.lines == ("I am glad you told me, Margaret.",)
    assert shown.question == "Are you thinking about ending your life?"
    assert [answer.text for answer in shown.answers] == ["Yes", "No", "I don’t want to say"]
    assert shown.answers[1].spoken == "No. Answer 2 of 3."
    assert not shown.can_leave


@pytest.mark.parametrize("kind", list(DangerKind))
def test_no_script_leaves_a_name_unfilled(view: View, kind: DangerKind) -> None:
    now = crisis(kind)
    while True:
        shown = view(screen=Screen.CRISIS, crisis=now).crisis
        assert not any("{" in line for line in (*shown.lines, shown.question))
        assert len(shown.answers) <= 3
        if now.dialogue.question is None:
            break
        now = answered(now)


def test_a_crisis_is_left_only_after_staff_resolved_it(view: View) -> None:
    waiting = crisis(progress=Progress(AlertStatus.ACKNOWLEDGED, "Dana"))
    assert not view(crisis=waiting).crisis.can_leave
    ended = view(crisis=crisis(progress=Progress(AlertStatus.RESOLVED, "Dana"))).crisis
    assert ended.can_leave
    assert (ended.question, ended.answers) == ("", ())


def test_a_crisis_nobody_was_told_of_can_be_left_when_all_was_asked(view: View) -> None:
    now = crisis(DangerKind.FIRE_SURROUNDINGS, alert_id=None)
    assert not view(crisis=now).crisis.can_leave
    assert not view(crisis=answered(now)).crisis.can_leave
    assert view(crisis=answered(answered(now))).crisis.can_leave


def test_what_is_said_to_the_residents_own_words_stands_where_the_script_stood(
    view: View,
) -> None:
    now = crisis(has_talked=True)
    question = now.dialogue.question
    assert question is not None
    told = spoken(now.scripts.status.told)
    said = TalkInputs(spoken=(spoken("I hear you."), told, spoken(question.ask)))
    shown = view(crisis=now, talk=said).crisis
    assert (shown.lines, shown.question) == (("I hear you.",), question.ask)
    reading = view(crisis=now, talk=TalkInputs(is_busy=True)).crisis
    assert (reading.lines, reading.can_write) == (("I am reading what you said.",), False)
    broken = view(crisis=now, talk=TalkInputs(notice="Not your fault.")).crisis
    assert broken.lines == ("Not your fault.",)
    assert view(crisis=now).crisis.lines == ("I am glad you told me, Margaret.",)


def test_the_field_of_a_crisis_asks_for_nothing_that_must_be_said(view: View) -> None:
    shown = view(crisis=crisis(is_writing=True)).crisis
    assert (shown.is_writing, shown.can_write) == (True, True)
    assert shown.ask == "Say it in your own words, or not at all."
    empty = view(crisis=crisis(is_writing=True), talk=TalkInputs(wants_words=True)).crisis
    assert empty.ask == "Please write a few words first."
    back = TalkInputs(draft="It hurts", notice="Please try again.")
    lost = view(crisis=crisis(), talk=back).crisis
    assert (lost.is_writing, lost.note) == (True, "Please try again.")
    over = crisis(is_writing=True, progress=Progress(AlertStatus.RESOLVED, "Dana"))
    assert (view(crisis=over).crisis.is_writing, view(crisis=over).crisis.can_write) == (
        False,
        False,
    )


def test_what_lilo_is_stands_apart_from_the_reply(view: View) -> None:
    talk = TalkInputs(about_lilo="Lilo is a computer program.", spoken=(spoken("Hello."),))
    shown = view(talk=talk).talk
    assert shown.about_lilo == "Lilo is a computer program."
    assert [sentence.text for sentence in shown.sentences] == ["Hello."]


def test_trouble_is_in_plain_words_and_names_the_button(view: View) -> None:
    notice = view(screen=Screen.TROUBLE, trouble="The disk is full.").notice
    assert notice.title == "Something is wrong with this screen."
    assert notice.lines[0] == "The disk is full."
    assert "Call a nurse" in notice.lines[-1]
    assert all(view(screen=Screen.TROUBLE, trouble="").notice.lines)
    named = "Not your fault. The Call a nurse button still works."
    assert list(view(screen=Screen.TROUBLE, trouble=named).notice.lines) == [named]


def test_starting_names_the_button(view: View) -> None:
    assert "Call a nurse" in view(screen=Screen.STARTING).notice.lines[-1]


@pytest.mark.parametrize(
    ("now", "colours", "look"),
    [
        (AFTERNOON, Colours.LIGHT, "light"),
        (AFTERNOON, Colours.DARK, "dark"),
        (NIGHT, Colours.LIGHT, "night"),
        (NIGHT, Colours.DARK, "night"),
        (AFTERNOON, Colours.CONTRAST, "contrast"),
        (NIGHT, Colours.CONTRAST, "contrast"),
    ],
)
def test_colours_are_those_chosen_and_the_nights_after_dark(
    view: View, now: datetime, colours: Colours, look: str
) -> None:
    assert view(now=now, preferences=Preferences(colours=colours)).frame.look == look


def test_nothing_lies_over_a_crisis(view: View) -> None:
    assert view(overlay=Overlay.LEAVE).frame.overlay == "leave"
    over = view(overlay=Overlay.LEAVE, screen=Screen.CRISIS, crisis=crisis())
    assert over.frame.overlay == ""


def test_what_lilo_is_doing_is_shown_until_it_speaks(view: View) -> None:
    doing = TalkInputs(is_busy=True, is_writing=False, doing="I am looking at your week.")
    assert view(screen=Screen.TALK, talk=doing).talk.notice == "I am looking at your week."
    speaking = replace(doing, spoken=(spoken("There is time."),))
    assert view(screen=Screen.TALK, talk=speaking).talk.notice == ""
