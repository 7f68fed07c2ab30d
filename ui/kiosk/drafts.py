"""Each place to write in has its own words: none are shown, or sent, elsewhere. Pure."""

from collections.abc import Mapping
from dataclasses import replace

from ui.kiosk.inputs import KioskInputs, Screen

_TALK = "talk"


def talk_draft(inputs: KioskInputs) -> str:
    """Return what is being written to Lilo, wherever somebody is now."""
    is_there = _place(inputs) == _TALK
    return inputs.talk.draft if is_there else inputs.drafts.get(_TALK, "")


def all_drafts(inputs: KioskInputs) -> dict[str, str]:
    """Return all that is being written, by where it is written."""
    drafts = {**inputs.drafts, _place(inputs): inputs.talk.draft}
    return {place: words for place, words in drafts.items() if words}


def with_drafts(inputs: KioskInputs, drafts: Mapping[str, str]) -> KioskInputs:
    """Return the inputs with these drafts, that of the place which is shown now in its field."""
    here = _place(inputs)
    others = {place: words for place, words in drafts.items() if place != here}
    return replace(inputs, drafts=others, talk=replace(inputs.talk, draft=drafts.get(here, "")))


def with_own_draft(before: KioskInputs, after: KioskInputs) -> KioskInputs:
    """Return the inputs after a change, with the draft of the place that is shown now."""
    left, come = _place(before), _place(after)
    if left == come:
        return after
    drafts = {**after.drafts, left: before.talk.draft}
    talk = replace(after.talk, draft=drafts.get(come, ""), suggestions=(), wants_words=False)
    if after.crisis is None and after.check_in.shown is None:
        # What was written there has gone with what it was written to.
        drafts = {_TALK: drafts[_TALK]} if _TALK in drafts else {}
    return replace(after, talk=talk, drafts={k: v for k, v in drafts.items() if v and k != come})


def _place(inputs: KioskInputs) -> str:
    match inputs.screen:
        case Screen.CRISIS:
            return "crisis"
        case Screen.CHECK_IN:
            shown = inputs.check_in.shown
            return f"check_in/{shown.item}" if shown is not None else "check_in"
        case _:
            return _TALK
