"""A voice of Piper in a folder: `*.onnx` and, beside it, `*.onnx.json` that describes it.

Piper (https://github.com/rhasspy/piper) trains VITS models on the phonemes of espeak-ng. Its files
are read here; its programs, of which the later ones are under the GPL, are not used.
"""

import json
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.conversation.aloud import VoiceError

_BEGIN, _END, _BLANK = "^", "$", "_"
_PHONEMES = "espeak"
_REMEDY = "Ask for a voice of Piper: a .onnx file with its .onnx.json, for one language."


@dataclass(frozen=True, slots=True)
class PiperFiles:
    """A voice, as its folder describes it.

    Attributes:
        model: the network.
        rate: samples a second.
        espeak_voice: the voice of espeak-ng that gives the phonemes it was trained on.
        ids: numbers of the network for each phoneme, one character each.
        noise, noise_of_lengths: how much it varies, as its maker chose.
        stretch: its maker's own; 1 is as trained, more is slower.
    """

    model: Path
    rate: int
    espeak_voice: str
    ids: Mapping[str, Sequence[int]]
    noise: float
    noise_of_lengths: float
    stretch: float

    @property
    def language(self) -> str:
        """The language it speaks, such as `en`."""
        return self.espeak_voice.partition("-")[0]

    def numbered(self, phonemes: str) -> list[int]:
        """Return what the network is given for phonemes; what it does not know is left out."""
        blank = self.ids[_BLANK]
        numbers = [*self.ids[_BEGIN], *blank]
        for sign in unicodedata.normalize("NFD", phonemes):
            if known := self.ids.get(sign):
                numbers += [*known, *blank]
        return [*numbers, *self.ids[_END]]


def read_piper(folder: Path) -> PiperFiles:
    """Read the voice of a folder, without loading it.

    Raises:
        VoiceError: there is none, or more than one, or one of another form.
    """
    models = sorted(folder.glob("*.onnx"))
    if len(models) != 1:
        raise VoiceError(f"{folder.name} holds {len(models)} voices of Piper, not one.", _REMEDY)
    told = models[0].with_name(f"{models[0].name}.json")
    try:
        return _read(models[0], json.loads(told.read_bytes()))
    except OSError as error:
        raise VoiceError(f"{told.name} is missing beside the voice.", _REMEDY) from error
    except (KeyError, TypeError, ValueError) as error:
        raise VoiceError(f"{told.name} is not what Piper writes: {error!r}.", _REMEDY) from error


def _read(model: Path, told: Mapping[str, Any]) -> PiperFiles:
    if told.get("phoneme_type", _PHONEMES) != _PHONEMES or told.get("num_speakers", 1) != 1:
        raise VoiceError(
            "The voice has several speakers, or other phonemes than espeak-ng's.", _REMEDY
        )
    ids = {str(sign): [int(one) for one in many] for sign, many in told["phoneme_id_map"].items()}
    if missing := {_BEGIN, _END, _BLANK} - set(ids):
        raise ValueError(f"no numbers for {sorted(missing)}")
    chosen = told.get("inference", {})
    return PiperFiles(
        model,
        int(told["audio"]["sample_rate"]),
        str(told["espeak"]["voice"]),
        ids,
        float(chosen.get("noise_scale", 0.667)),
        float(chosen.get("noise_w", 0.8)),
        float(chosen.get("length_scale", 1.0)),
    )
