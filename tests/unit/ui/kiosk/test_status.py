from dataclasses import replace

import pytest
from kiosk_fakes import crisis_opened, scripts

from app.alerts import AlertStatus, Reach
from app.ids import AlertId, new_uuid
from app.oversight import Progress, Whereabouts
from ui.kiosk.inputs import CallInputs, CrisisInputs
from ui.kiosk.status import status
from ui.kiosk.view import Tone
from ui.kiosk.wording import Wording

ALERT = AlertId(new_uuid())
WAITING = Progress(AlertStatus.WAITING, "")
COMING = Progress(AlertStatus.ACKNOWLEDGED, "Dana")
HERE = replace(COMING, whereabouts=Whereabouts.HERE)
HANDED = replace(COMING, whereabouts=Whereabouts.UNKNOWN)
OVER = Progress(AlertStatus.RESOLVED, "Dana")
BOARD = CallInputs(Reach.BOARD, ALERT)


def said(
    wording: Wording, call: CallInputs, crisis: CrisisInputs | None = None
) -> tuple[Tone, list[str]]:
    tone, lines = status(crisis, call, wording)
    return tone, [line.text for line in lines]


@pytest.mark.parametrize(
    ("call", "tone", "lines"),
    [
        (CallInputs(), Tone.NONE, []),
        (CallInputs(is_calling=True), Tone.WAITING, ["I am calling the nurses."]),
        (BOARD, Tone.WAITING, ["The nurses have been called."]),
        (replace(BOARD, progress=WAITING), Tone.WAITING, ["The nurses have been called."]),
        (
            replace(BOARD, progress=COMING),
            Tone.TAKEN,
            ["The nurses have been called.", "Dana is coming."],
        ),
        (
            replace(BOARD, progress=Progress(AlertStatus.ACKNOWLEDGED, "")),
            Tone.TAKEN,
            ["The nurses have been called.", "A nurse is coming."],
        ),
        (replace(BOARD, progress=HERE), Tone.TAKEN, ["Dana is with you."]),
        (replace(BOARD, progress=HANDED), Tone.WAITING, ["The nurses have been called."]),
        (replace(BOARD, progress=OVER), Tone.NONE, []),
        (
            CallInputs(Reach.JOURNAL, is_ringing=True),
            Tone.WAITING,
            ["Your call is ringing on this device and is kept for the nurses."],
        ),
        (CallInputs(Reach.JOURNAL), Tone.WAITING, ["Your call is kept for the nurses."]),
        (
            CallInputs(Reach.DEVICE_ONLY, is_ringing=True),
            Tone.UNTOLD,
            ["I could not reach the nurses’ screen. Please ring your bell or call out."],
        ),
        (
            replace(BOARD, progress=COMING, is_calling=True),
            Tone.WAITING,
            ["I am calling the nurses."],
        ),
    ],
)
def test_a_call_says_only_what_is_true(
    wording: Wording, call: CallInputs, tone: Tone, lines: list[str]
) -> None:
    assert said(wording, call) == (tone, lines)


def crisis(progress: Progress | None = None, *, told: bool = True) -> CrisisInputs:
    dialogue = crisis_opened(ALERT).dialogue
    return CrisisInputs(dialogue, scripts(), ALERT if told else None, progress)


TOLD, STAYS = "I have told the nurses.", "I will stay with you."
SEEN = "Dana has seen this and is coming."
UNANSWERED = "No nurse has answered yet. The alarm is still on. You can also call out."
NOT_TOLD = "I could not reach the nurses’ screen. Please press Call a nurse, or call out loudly."


@pytest.mark.parametrize(
    ("now", "call", "tone", "lines"),
    [
        (crisis(), CallInputs(), Tone.WAITING, [TOLD, STAYS]),
        (crisis(WAITING), CallInputs(), Tone.WAITING, [TOLD, STAYS]),
        (
            replace(crisis(WAITING), is_unanswered=True),
            CallInputs(),
            Tone.WAITING,
            [UNANSWERED, STAYS],
        ),
        (crisis(COMING), CallInputs(), Tone.TAKEN, [TOLD, SEEN, STAYS]),
        (crisis(HERE), CallInputs(), Tone.TAKEN, ["Dana is with you.", STAYS]),
        (crisis(HANDED), CallInputs(), Tone.WAITING, [TOLD, STAYS]),
        (crisis(OVER), CallInputs(), Tone.TAKEN, ["Dana is looking after this now."]),
        (crisis(told=False), CallInputs(), Tone.UNTOLD, [NOT_TOLD]),
        (
            crisis(told=False),
            CallInputs(Reach.JOURNAL),
            Tone.WAITING,
            ["Your call is kept for the nurses.", STAYS],
        ),
        (crisis(COMING), BOARD, Tone.TAKEN, [TOLD, SEEN, STAYS]),
        (crisis(), BOARD, Tone.WAITING, [TOLD, STAYS]),
        (
            crisis(),
            replace(BOARD, progress=Progress(AlertStatus.ACKNOWLEDGED, "Rosa")),
            Tone.TAKEN,
            [TOLD, STAYS, "Rosa is coming."],
        ),
        (
            crisis(OVER),
            BOARD,
            Tone.WAITING,
            ["Dana is looking after this now.", "The nurses have been called."],
        ),
        (
            crisis(),
            CallInputs(is_calling=True),
            Tone.WAITING,
            [TOLD, STAYS, "I am calling the nurses."],
        ),
    ],
)
def test_a_crisis_and_a_call_together_say_only_what_is_true(
    wording: Wording, now: CrisisInputs, call: CallInputs, tone: Tone, lines: list[str]
) -> None:
    assert said(wording, call, now) == (tone, lines)
