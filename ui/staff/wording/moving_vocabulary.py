"""Section of the word file for who moves in and out."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import AfterValidator

from app.identity.preferences import Colours, KeyOrder
from app.identity.voice_liking import Tone
from ui.staff.wording.phrases import ForName, Plain, Section, holding

ForSeconds = Annotated[str, AfterValidator(holding("seconds"))]
ForVoice = Annotated[str, AfterValidator(holding("rate", "loudness", "tone"))]


class LikingWords(Section):
    """How a resident likes their screen: theirs to choose, and set by staff where they cannot.

    Attributes:
        colours, keys, tones: names of what can be chosen.
        scan_off, scan_every: whether, and how fast, the ring for one switch goes round.
    """

    heading: Plain
    explained: Plain
    nothing: Plain
    text_scale: Plain
    colours_name: Plain
    colours: Mapping[Colours, str]
    keys_name: Plain
    keys: Mapping[KeyOrder, str]
    voice: Plain
    voice_said: ForVoice
    voice_silent: Plain
    tones: Mapping[Tone, str]
    rate: Plain
    rate_unit: Plain
    loudness: Plain
    tone: Plain
    silent: Plain
    scan: Plain
    scan_off: Plain
    scan_every: ForSeconds
    language: Plain
    save: Plain
    saved: Plain


class DisplayWords(Section):
    """How the window looks, for whoever sits at it."""

    button: Plain
    theme: Plain
    themes: Mapping[str, str]
    size: Plain
    language: Plain
    kept: Plain


class MovingWords(Section):
    """Moving in, moving out, coming back."""

    begin: Plain
    not_yours: Plain
    heading: Plain
    explained: Plain
    born_hint: Plain
    born_wrong: Plain
    wing: Plain
    keep: Plain
    leave: Plain
    added: Plain
    show_all: Plain
    has_left: ForName
    living: Plain
    lives_here: Plain
    lives_elsewhere: Plain
    move_out: Plain
    move_back: Plain
    moved_out: Plain
    moved_back: Plain
