"""What the status panel says: only what is true of a call and of a crisis at this moment."""

from collections.abc import Iterable

from app.alerts import AlertStatus, Reach
from app.oversight import Progress, Whereabouts
from app.safety import Level
from ui.kiosk.inputs import CallInputs, CrisisInputs
from ui.kiosk.view import StatusLine, Tone
from ui.kiosk.wording import CallWords, Wording

Status = tuple[Tone, tuple[StatusLine, ...]]

NOTHING: Status = (Tone.NONE, ())


def status(crisis: CrisisInputs | None, call: CallInputs, wording: Wording) -> Status:
    """Say who knows and who comes, of the crisis and of the call together."""
    of_call = call_status(call, wording.call)
    if crisis is None:
        return of_call
    if crisis.alert_id is None and of_call is not NOTHING:
        # The resident has pressed the button: how that went is what counts now.
        return of_call[0], (*of_call[1], StatusLine(crisis.scripts.status.with_you))
    tone, lines = crisis_status(crisis, wording)
    if is_over(crisis.progress):
        return (tone, lines) if of_call is NOTHING else (of_call[0], (*lines, *of_call[1]))
    if call.reach is Reach.BOARD and not call.is_calling:
        # The nurses have been told already; only who comes is news.
        of_call = of_call[0], tuple(line for line in of_call[1] if line.is_strong)
    taken = Tone.TAKEN in {tone, of_call[0]}
    return Tone.TAKEN if taken else tone, _once((*lines, *of_call[1]))


def call_status(call: CallInputs, words: CallWords) -> Status:
    """Say how far a call got."""
    if call.is_calling:
        return Tone.WAITING, (StatusLine(words.calling),)
    match call.reach:
        case None:
            return NOTHING
        case Reach.BOARD:
            return _call_on_board(call, words)
        case Reach.JOURNAL:
            line = words.journal_ringing if call.is_ringing else words.journal
            return Tone.WAITING, (StatusLine(line),)
        case Reach.DEVICE_ONLY:
            return Tone.UNTOLD, (StatusLine(words.device_only, is_strong=True),)


def crisis_status(crisis: CrisisInputs, wording: Wording) -> Status:
    """Say who knows of the crisis."""
    lines = crisis.scripts.status
    if crisis.alert_id is None:
        return Tone.UNTOLD, (StatusLine(lines.not_told, is_strong=True),)
    someone = wording.call.someone
    told, stays = StatusLine(lines.told), StatusLine(lines.with_you)
    match crisis.progress:
        case Progress(AlertStatus.RESOLVED, name):
            ended = filled(lines.resolved, staff=name or someone)
            return Tone.TAKEN, (StatusLine(ended, is_strong=True),)
        case Progress(AlertStatus.ACKNOWLEDGED, name, Whereabouts.HERE):
            here = filled(lines.here, staff=name or someone)
            return Tone.TAKEN, (StatusLine(here, is_strong=True), stays)
        case Progress(AlertStatus.ACKNOWLEDGED, _, Whereabouts.UNKNOWN):
            return Tone.WAITING, (told, stays)
        case Progress(AlertStatus.ACKNOWLEDGED, name):
            coming = filled(lines.coming, staff=name or someone)
            told = StatusLine(lines.told, is_minor=True)
            return Tone.TAKEN, (told, StatusLine(coming, is_strong=True), stays)
        case _ if crisis.is_unanswered:
            unanswered = StatusLine(lines.unanswered, is_strong=True)
            return Tone.WAITING, (unanswered, StatusLine(lines.with_you, is_minor=True))
        case _:
            return Tone.WAITING, (told, stays)


def is_over(progress: Progress | None) -> bool:
    """Whether staff have resolved what this is the progress of."""
    return progress is not None and progress.status is AlertStatus.RESOLVED


def filled(line: str, **values: str) -> str:
    """Fill names in braces that are known and leave all others as they are."""
    for name, value in values.items():
        line = line.replace(f"{{{name}}}", value)
    return line


def _call_on_board(call: CallInputs, words: CallWords) -> Status:
    match call.progress:
        case Progress(AlertStatus.RESOLVED):
            return NOTHING
        case Progress(AlertStatus.ACKNOWLEDGED, name, Whereabouts.HERE):
            here = words.here.format(staff=name or words.someone)
            return Tone.TAKEN, (StatusLine(here, is_strong=True),)
        case Progress(AlertStatus.ACKNOWLEDGED, name, Whereabouts.COMING):
            coming = words.coming.format(staff=name or words.someone)
            told = StatusLine(words.told, is_minor=True)
            return Tone.TAKEN, (told, StatusLine(coming, is_strong=True))
        case _:
            is_urgent = call.level is Level.IMMEDIATE
            return Tone.WAITING, (StatusLine(words.told_urgent if is_urgent else words.told),)


def _once(lines: Iterable[StatusLine]) -> tuple[StatusLine, ...]:
    return tuple({line.text: line for line in lines}.values())
