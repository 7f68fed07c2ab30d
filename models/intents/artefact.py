"""What training of intents leaves behind, in one file, and how it is kept and read."""

import json
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from app.conversation.intents import Intent, IntentDataError, Marks
from models.intents.head import Grams, Head, Linear

FORMAT = 1

BOTH, ALONE = "both", "alone"


@dataclass(frozen=True, slots=True)
class View:
    """A head with where its intents begin."""

    head: Head
    marks: Marks


@dataclass(frozen=True, slots=True)
class IntentArtefact:
    """A trained intent model.

    Attributes:
        base: fingerprint of the embedding model.
        second: fingerprint of the danger model, whose vector is looked at as well.
        lines: fingerprint of the examples.
        intents: order of the classes.
        both: by both vectors. alone: where the danger model is another one, or has failed.
    """

    base: str
    second: str
    lines: str
    intents: tuple[Intent, ...]
    both: View
    alone: View


def save(artefact: IntentArtefact, path: Path) -> None:
    """Write the file; numbers are kept in half precision."""
    views = {BOTH: artefact.both, ALONE: artefact.alone}
    arrays: dict[str, NDArray[np.generic]] = {}
    for name, view in views.items():
        arrays[f"{name}/rarity"] = view.head.grams.rarity.astype(np.float16)
        for part, linear in (("dense", view.head.dense), ("grams", view.head.grams.linear)):
            arrays[f"{name}/{part}"] = linear.weights.astype(np.float16)
            arrays[f"{name}/{part}_bias"] = linear.bias
    about = {
        "format": FORMAT,
        "base": artefact.base,
        "second": artefact.second,
        "lines": artefact.lines,
        "intents": [intent.value for intent in artefact.intents],
        "views": {
            name: {
                "blend": list(view.head.blend),
                "primary": {intent.value: mark for intent, mark in view.marks.primary.items()},
                "secondary": view.marks.secondary,
            }
            for name, view in views.items()
        },
    }
    arrays["about"] = np.frombuffer(json.dumps(about, sort_keys=True).encode(), dtype=np.uint8)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        np.savez_compressed(file, allow_pickle=False, **arrays)


def load(path: Path) -> IntentArtefact:
    """Read the file.

    Raises:
        IntentDataError: it is missing, damaged, or of another format.
    """
    try:
        with path.open("rb") as kept, np.load(kept, allow_pickle=False) as file:
            about = json.loads(bytes(file["about"]))
            if about["format"] != FORMAT:
                raise ValueError(f"format {about['format']}, expected {FORMAT}")  # noqa: TRY301
            views = {name: _view(file, name, about["views"][name]) for name in (BOTH, ALONE)}
            return IntentArtefact(
                about["base"],
                about["second"],
                about["lines"],
                tuple(Intent(value) for value in about["intents"]),
                views[BOTH],
                views[ALONE],
            )
    except (OSError, EOFError, ValueError, KeyError, TypeError, BadZipFile) as error:
        raise IntentDataError(
            f"The intent model {path} cannot be read: {error}",
            "Restore it from the installation, or make it again with `lilo train intents`.",
        ) from error


def _view(file: "np.lib.npyio.NpzFile", name: str, about: dict[str, object]) -> View:
    dense, grams = (
        Linear(file[f"{name}/{part}"].astype(np.float32), file[f"{name}/{part}_bias"])
        for part in ("dense", "grams")
    )
    blend, primary = about["blend"], about["primary"]
    if not isinstance(blend, list) or not isinstance(primary, dict):
        raise TypeError("blend or marks are not what they should be")
    marks = Marks(
        {Intent(value): float(mark) for value, mark in primary.items()},
        float(str(about["secondary"])),
    )
    rarity = file[f"{name}/rarity"].astype(np.float32)
    return View(Head(dense, Grams(grams, rarity), (float(blend[0]), float(blend[1]))), marks)
