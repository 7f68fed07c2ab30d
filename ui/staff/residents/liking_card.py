"""How the open resident likes Lilo: what is kept, and fields to set it for them."""

from collections.abc import Iterable
from typing import TypeVar

from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QSpinBox, QWidget

from app.identity import (
    FASTEST,
    LOUDEST,
    SLOWEST,
    SOFTEST,
    Colours,
    KeyOrder,
    Permission,
    Tone,
)
from app.ids import ResidentId
from app.language_files import LANGUAGES
from app.station import Liking
from ui.staff.look.key_button import KeyButton
from ui.staff.look.page_frame import Card, row_of
from ui.staff.look.parts import label, roomy, set_text
from ui.staff.look.style import Look
from ui.staff.residents.residents_model import ResidentsModel
from ui.staff.residents.residents_view import liking_lines
from ui.staff.wording.language import Language

_Value = TypeVar("_Value", Colours, KeyOrder, Tone, float, str)

_SIZES = (1.0, 1.25, 1.5, 1.75, 2.0)
_SCAN_STEPS = (0.0, 4.0, 2.0)
_RATE_STEP, _PERCENT_STEP = 10, 10


class LikingCard(Card):
    """Fields fill anew for another resident or after saving, not under somebody's fingers."""

    def __init__(self, model: ResidentsModel, language: Language, look: Look) -> None:
        self._words = words = language.words.liking
        super().__init__(words.heading, look, words.explained)
        self._model = model
        self._language = language
        self._shown: tuple[ResidentId, Liking] | None = None
        self._said = label(wraps=True)
        self._said.setObjectName("liking")
        percent, every = language.words.desk.percent, words.scan_every
        self._size = _choice((size, percent.format(n=round(size * 100))) for size in _SIZES)
        self._colours = _choice((one, words.colours[one]) for one in Colours)
        self._keys = _choice((one, words.keys[one]) for one in KeyOrder)
        self._rate = _number(look, SLOWEST, FASTEST, _RATE_STEP, f" {words.rate_unit}")
        self._loudness = _number(
            look, round(SOFTEST * 100), round(LOUDEST * 100), _PERCENT_STEP, " %"
        )
        self._tone = _choice((one, words.tones[one]) for one in Tone)
        self._silent = QCheckBox()
        self._scan = _choice(
            (step, every.format(seconds=language.number(round(step))) if step else words.scan_off)
            for step in _SCAN_STEPS
        )
        self._speaks = _choice((one, language.words.languages[one]) for one in LANGUAGES)
        form = QFormLayout()
        form.setHorizontalSpacing(look.px(18))
        form.setVerticalSpacing(look.px(8))
        if look.scale > 1.3:
            form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        rows: tuple[tuple[str, str, QWidget], ...] = (
            ("likedSize", words.text_scale, self._size),
            ("likedColours", words.colours_name, self._colours),
            ("likedKeys", words.keys_name, self._keys),
            ("likedRate", words.rate, self._rate),
            ("likedLoudness", words.loudness, self._loudness),
            ("likedTone", words.tone, self._tone),
            ("likedSilent", words.silent, self._silent),
            ("likedScan", words.scan, self._scan),
            ("likedLanguage", words.language, self._speaks),
        )
        self._fields = [field for _name, _said, field in rows]
        for name, said, field in rows:
            field.setObjectName(name)
            field.setAccessibleName(said)
            form.addRow(label(said, "factName"), field)
        self._save = KeyButton(words.save, "do")
        self._save.setObjectName("saveLiking")
        self._save.clicked.connect(self._on_save)
        self.body.addWidget(self._said)
        self.body.addLayout(form)
        self.body.addLayout(row_of(look, self._save))

    def show_record(self) -> None:
        """Show what whoever is open likes, or nothing."""
        model, opened, liking = self._model, self._model.opened, self._model.liking
        may = model.allows(Permission.EDIT_RESIDENTS) and not model.is_busy
        for part in (*self._fields, self._save):
            part.setEnabled(may and liking is not None)
        if opened is None or liking is None:
            self._shown = None
            set_text(self._said, "")
            return
        lines = liking_lines(opened.preferences, self._language)
        said = "\n".join(f"{name}: {value}" for name, value in lines)
        set_text(self._said, said or self._words.nothing)
        now = (opened.resident.id, liking)
        if now != self._shown:
            self._shown = now
            self._fill(liking)

    def _fill(self, liking: Liking) -> None:
        for field, value in (
            (self._size, liking.text_scale),
            (self._colours, liking.colours),
            (self._keys, liking.keys),
            (self._tone, liking.tone),
            (self._scan, liking.scan_s),
            (self._speaks, liking.language),
        ):
            # One that is not among them was chosen elsewhere, and stays unless another is.
            field.setCurrentIndex(field.findData(value))
        self._rate.setValue(liking.words_a_minute)
        self._loudness.setValue(round(liking.loudness * 100))
        self._silent.setChecked(liking.is_silent)

    def _on_save(self) -> None:
        if self._shown is None:
            return
        _who, read = self._shown
        loudness = self._loudness.value() / 100

        def chosen(field: QComboBox, kept: _Value) -> _Value:
            return kept if field.currentIndex() < 0 else type(kept)(field.currentData())

        self._model.save_liking(
            Liking(
                chosen(self._size, read.text_scale),
                chosen(self._colours, read.colours),
                chosen(self._keys, read.keys),
                self._rate.value(),
                read.loudness if round(read.loudness * 100) == self._loudness.value() else loudness,
                chosen(self._tone, read.tone),
                self._silent.isChecked(),
                chosen(self._scan, read.scan_s),
                chosen(self._speaks, read.language),
            )
        )


def _choice(offered: Iterable[tuple[object, str]]) -> QComboBox:
    made = QComboBox()
    for value, said in offered:
        made.addItem(said, value)
    return made


def _number(look: Look, least: int, most: int, step: int, unit: str) -> QSpinBox:
    made = QSpinBox()
    made.setRange(least, most)
    made.setSingleStep(step)
    made.setSuffix(unit)
    roomy(made, look.px(12))
    return made
