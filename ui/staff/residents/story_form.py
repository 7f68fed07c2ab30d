"""One entry of a life story: read, written, with its photographs."""

from collections.abc import Hashable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QFormLayout,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from app.identity import Permission
from app.recall import Sensitivity
from app.story import Story
from ui.staff.entry.kept_form import KeptForm
from ui.staff.look.key_button import KeyButton
from ui.staff.look.page_frame import Card, row_of
from ui.staff.look.parts import label, set_text
from ui.staff.look.style import Look
from ui.staff.residents.photo_strip import PhotoStrip
from ui.staff.residents.stories_model import StoriesModel
from ui.staff.residents.stories_view import source_of, typed_draft
from ui.staff.wording.language import Language


class StoryForm(Card):
    """Fields fill anew for another entry or after saving, not under somebody's fingers."""

    closed = Signal()

    def __init__(self, model: StoriesModel, language: Language, look: Look) -> None:
        words = language.words.stories
        super().__init__(words.entry, look)
        self._model = model
        self._language = language
        self._story: Story | None = None
        self._is_sure = False
        self._fields: dict[str, QLineEdit] = {}
        form = QFormLayout()
        form.setHorizontalSpacing(look.px(18))
        form.setVerticalSpacing(look.px(8))
        if look.scale > 1.3:
            form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        self._text, self._retelling = QPlainTextEdit(), QPlainTextEdit()
        self._raising = QComboBox()
        for sensitivity in Sensitivity:
            self._raising.addItem(words.sensitivities[sensitivity], sensitivity)
        rows: tuple[tuple[str, str, str, QWidget | None], ...] = (
            ("storyTitle", words.title, "", None),
            ("storyTime", words.time, words.time_hint, None),
            ("storyText", words.text, "", self._text),
            ("storyPeople", words.people, words.several_hint, None),
            ("storyPlaces", words.places, words.several_hint, None),
            ("storyMood", words.mood, "", None),
            ("storyRaising", words.raising, "", self._raising),
            ("storyRetelling", words.retelling, words.retelling_hint, self._retelling),
        )
        for name, said, hint, made in rows:
            field = made or self._line(name, hint)
            field.setObjectName(name)
            field.setAccessibleName(said)
            form.addRow(label(said, "factName"), field)
        for field, height in ((self._text, 120), (self._retelling, 76)):
            field.setTabChangesFocus(True)
            field.setFixedHeight(look.px(height))
        self._retelling.setPlaceholderText(words.retelling_hint)
        self._source = label(kind="secondary", wraps=True)
        self._closed = label(words.photos_closed, "secondary", wraps=True)
        self._strip = PhotoStrip(language, look)
        self._strip.chosen.connect(self._on_photo)
        self._save = self._button("saveStory", words.save, "do", self._on_save)
        self._cancel = self._button("cancelStory", words.cancel, "", self._on_cancel)
        self._delete = self._button("deleteStory", words.delete, "danger", self._on_delete)
        self._add = self._button("addPhoto", words.add_photo, "", self._on_add_photo)
        self._drop = self._button("removePhoto", words.remove_photo, "danger", self._on_drop)
        fields = {"text": self._text, "retelling": self._retelling, "raising": self._raising}
        self._kept = KeptForm(model.drafts, self._fields | fields, self._about, self)
        self.body.addWidget(self._source)
        self.body.addLayout(form)
        self.body.addWidget(self._closed)
        self.body.addWidget(self._strip)
        self.body.addLayout(
            row_of(look, self._save, self._cancel, self._add, self._drop, self._delete)
        )

    def show_story(self, story: Story | None) -> None:
        """Show an entry, or empty fields for a new one."""
        is_other = story != self._story or story is None
        self._story = story
        words = self._language.words.stories
        if is_other:
            self._fill(story)
            self._kept.filled()
        source = f"{words.source}: {source_of(story, self._language)}" if story else words.new
        set_text(self._source, source)
        self.refresh()

    def refresh(self) -> None:
        """Follow what may be done, and the photographs."""
        self._kept.put_back()
        model, story, words = self._model, self._story, self._language.words.stories
        may = model.allows(Permission.EDIT_RESIDENTS) and not model.is_busy
        for part in (self._save, self._cancel):
            part.setEnabled(may)
        for field in self._fields.values():
            field.setReadOnly(not may)
        for text in (self._text, self._retelling):
            text.setReadOnly(not may)
        self._raising.setEnabled(may)
        self._delete.setVisible(story is not None)
        self._delete.setEnabled(may)
        self._add.setVisible(story is not None)
        self._add.setEnabled(may)
        photos = model.photos.get(story.passage.id, {}) if story else {}
        shows = bool(model.opened and model.opened.shows_photos)
        self._closed.setVisible(bool(story and story.photos) and not shows)
        self._strip.show_photos(story.passage.title if story else "", photos)
        self._drop.setVisible(bool(photos))
        self._drop.setEnabled(may and self._strip.photo is not None)
        self._drop.setText(words.remove_photo_sure if self._is_sure else words.remove_photo)

    def clear(self) -> None:
        """Keep nothing that was typed or shown."""
        self._story = None
        self._fill(None)
        self._kept.settle()
        self._strip.show_photos("", {})

    def add_photo(self, path: Path) -> None:
        """Put a picture to the entry that is shown."""
        if self._story:
            self._model.add_photo(self._story.passage.id, path)

    def _line(self, name: str, hint: str) -> QLineEdit:
        made = QLineEdit()
        made.setPlaceholderText(hint)
        self._fields[name] = made
        return made

    def _button(self, name: str, text: str, kind: str, slot: object) -> KeyButton:
        made = KeyButton(text, kind)
        made.setObjectName(name)
        made.clicked.connect(slot)
        return made

    def _fill(self, story: Story | None) -> None:
        passage = story.passage if story else None
        values = {
            "storyTitle": passage.title if passage else "",
            "storyTime": story.told_time if story else "",
            "storyPeople": "; ".join(passage.people) if passage else "",
            "storyPlaces": "; ".join(passage.places) if passage else "",
            "storyMood": story.mood if story else "",
        }
        for name, value in values.items():
            self._fields[name].setText(value)
        self._text.setPlainText(passage.text if passage else "")
        self._retelling.setPlainText("\n".join(passage.retelling) if passage else "")
        sensitivity = passage.sensitivity if passage else Sensitivity.OPEN
        self._raising.setCurrentIndex(list(Sensitivity).index(sensitivity))
        self._is_sure = False

    def _on_save(self) -> None:
        self._kept.sent()
        fields = self._fields
        draft = typed_draft(
            fields["storyTitle"].text(),
            fields["storyTime"].text(),
            self._text.toPlainText(),
            fields["storyPeople"].text(),
            fields["storyPlaces"].text(),
            fields["storyMood"].text(),
            Sensitivity(self._raising.currentData()),
            self._retelling.toPlainText(),
            self._story,
        )
        self._model.save(draft, self._story)

    def _about(self) -> Hashable | None:
        resident = self._model.resident
        if resident is None or self.isHidden():
            return None
        return ("story", resident.id, self._story.passage.id if self._story else None)

    def _on_cancel(self) -> None:
        self._kept.given_up()
        self.closed.emit()

    def _on_delete(self) -> None:
        if self._story:
            self._kept.given_up()
            self._model.remove(self._story)
            self.closed.emit()

    def _on_add_photo(self) -> None:
        words = self._language.words.stories
        kinds = f"{words.photo_files} (*.jpg *.jpeg *.png *.webp)"
        path, _ = QFileDialog.getOpenFileName(self, words.add_photo, "", kinds)
        if path:
            self.add_photo(Path(path))

    def _on_photo(self) -> None:
        self._is_sure = False
        self.refresh()

    def _on_drop(self) -> None:
        if not self._is_sure:
            self._is_sure = True
            self.refresh()
            return
        self._is_sure = False
        photo = self._strip.photo
        if self._story and photo:
            self._model.remove_photo(self._story.passage.id, photo)
