"""Reading scales: one file each, their shared answers, and how answers are heard."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import Field, ValidationError, model_validator

from app.accents import without_accents
from app.clinical.scale import AnswerSet, Row, Scale
from app.clinical.scores import ScaleId
from app.errors import LiloError
from app.plain_yaml import read_yaml

_Made = TypeVar("_Made")

SHARED = "shared"
"""The folder beside the scales with what several share."""


class ScaleError(LiloError):
    """A file of a scale is missing or wrong."""

    code = "clinical.scale"


class Scales(Mapping[ScaleId, Scale]):
    """The scales of a facility, by their ids, in the order of their files."""

    def __init__(self, scales: Mapping[ScaleId, Scale]) -> None:
        self._scales = dict(scales)

    def __getitem__(self, scale_id: ScaleId) -> Scale:
        return self._scales[scale_id]

    def __iter__(self) -> Iterator[ScaleId]:
        return iter(self._scales)

    def __len__(self) -> int:
        return len(self._scales)

    def spoken_in(self, language: str) -> "Scales":
        """Return those that can be asked in a language."""
        return Scales({name: one for name, one in self._scales.items() if one.is_in(language)})

    def wordings(self) -> frozenset[str]:
        """Return every published sentence of every scale."""
        return frozenset().union(*(scale.wordings() for scale in self.values()))


class SpeechWords(Row):
    """What people say around an answer, in one language; accents are taken off.

    Attributes:
        fillers: words and phrases that mean nothing for the answer.
        polite: words that change no command.
        unsure: among them, those after which the answer is read back.
        negators: words that turn an answer round.
        days: words that make a number one of days.
        numbers: spoken numbers.
        confirm, refuse: what answers a reading back.
        agrees: besides, what agrees to an offer.
        commands: by name ("repeat", "skip", "stop", "back"), what asks for it.
    """

    fillers: tuple[str, ...]
    polite: frozenset[str]
    unsure: tuple[str, ...]
    negators: tuple[str, ...]
    days: tuple[str, ...]
    numbers: Mapping[str, int]
    confirm: tuple[str, ...] = Field(min_length=1)
    refuse: tuple[str, ...] = Field(min_length=1)
    agrees: tuple[str, ...]
    commands: Mapping[str, tuple[str, ...]]

    @model_validator(mode="before")
    @classmethod
    def _plain(cls, raw: Any) -> Any:
        return _without_accents(raw)


class Speech(Row):
    """How answers are heard.

    Attributes:
        read_back_below: confidence under which a spoken answer is read back.
        most_other_words: words beside an answer, above which it is read back.
    """

    read_back_below: float = Field(ge=0, le=1)
    most_other_words: int = Field(ge=0)
    en: SpeechWords
    es: SpeechWords | None = None

    def in_(self, language: str) -> SpeechWords:
        """Return the words of a language, English where it has none."""
        return self.es if language == "es" and self.es else self.en


def load_scales(folder: Path, only: tuple[str, ...] = ()) -> Scales:
    """Read the scales of a folder, or some of them.

    Raises:
        ScaleError: a file is missing or wrong; the message names the place.
    """
    shared = folder / SHARED / "answers.yaml"
    answers = _checked(shared, _answer_sets)
    found: dict[ScaleId, Scale] = {}
    for path in sorted(folder.glob("*.yaml")):
        scale = _checked(path, partial(_scale, files=(path, shared), answers=answers))
        if not only or scale.id in only:
            found[scale.id] = scale
    if missing := [name for name in only if name not in found]:
        raise ScaleError(
            f"There is no scale '{missing[0]}' in {folder}.",
            "Correct `clinical.scales` in the settings, or add its file.",
        )
    scales = Scales(found)
    _check_steps(scales, folder)
    return scales


def load_speech(path: Path) -> Speech:
    """Read how answers are heard.

    Raises:
        ScaleError: the file is missing or wrong.
    """
    return _checked(path, Speech.model_validate)


def _without_accents(raw: Any) -> Any:
    """Take the accents off every word of a file; they are off what is heard as well."""
    match raw:
        case str():
            return without_accents(raw)
        case list():
            return [_without_accents(one) for one in raw]
        case dict():
            return {_without_accents(name): _without_accents(one) for name, one in raw.items()}
        case _:
            return raw


def _answer_sets(raw: Any) -> dict[str, AnswerSet]:
    return {str(name): AnswerSet.model_validate(one) for name, one in raw.items()}


def _scale(raw: Any, files: tuple[Path, Path], answers: Mapping[str, AnswerSet]) -> Scale:
    named = raw.pop("answers")
    if isinstance(named, str):
        if named not in answers:
            raise ValueError(f"there are no shared answers '{named}'")
        chosen = answers[named]
    else:
        chosen = AnswerSet.model_validate(named)
    digest = hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:12]
    shown = {"options": chosen.options, "is_numbered": chosen.is_numbered, "version": digest}
    scale = Scale.model_validate({**raw, **shown})
    if scale.id != files[0].stem:
        raise ValueError(f"the file of '{scale.id}' must bear its name")
    return scale


def _check_steps(scales: Scales, folder: Path) -> None:
    """A short scale must be the beginning of the one it goes on to."""
    for scale in scales.values():
        following = scales.get(scale.continues.to) if scale.continues else None
        if following is None:
            continue
        begins = [item.text for item in following.items[: len(scale.items)]]
        same = begins == [item.text for item in scale.items]
        if not same or following.begins_with != scale.id or following.options != scale.options:
            raise ScaleError(
                f"'{scale.id}' in {folder} is not the beginning of '{following.id}'.",
                "Its items must be the first of the longer scale, word for word.",
            )


def _checked(path: Path, make: Callable[[Any], _Made]) -> _Made:
    try:
        return make(read_yaml(path.read_text("utf-8")))
    except (
        OSError,
        UnicodeDecodeError,
        ValueError,
        TypeError,
        KeyError,
        AttributeError,
        yaml.YAMLError,
        ValidationError,
    ) as error:
        raise ScaleError(
            f"The scale file {path} cannot be used: {error}",
            "Restore the file from the installation, or correct the named place.",
        ) from error
