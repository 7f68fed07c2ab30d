"""The pages beside the conversation, as QML reads them; see `ui.kiosk.view` for their meaning."""

from PySide6.QtCore import Signal

from ui.kiosk.shown import Shown, shown


class ShownToday(Shown):
    """The whole day."""

    title_changed = Signal()
    items_changed = Signal()
    empty_changed = Signal()

    title = shown("title", str, title_changed)
    items = shown("items", list, items_changed)
    empty = shown("empty", str, empty_changed)


class ShownStory(Shown):
    """One leaf of the album."""

    title_changed = Signal()
    when_changed = Signal()
    lines_changed = Signal()
    place_changed = Signal()
    next_text_changed = Signal()
    is_photo_changed = Signal()
    picture_changed = Signal()
    picture_spoken_changed = Signal()
    caption_changed = Signal()
    picture_place_changed = Signal()
    note_changed = Signal()

    title = shown("title", str, title_changed)
    when = shown("when", str, when_changed)
    lines = shown("lines", list, lines_changed)
    place = shown("place", str, place_changed)
    next_text = shown("next_text", str, next_text_changed)
    is_photo = shown("is_photo", bool, is_photo_changed)
    picture = shown("picture", str, picture_changed)
    picture_spoken = shown("picture_spoken", str, picture_spoken_changed)
    caption = shown("caption", str, caption_changed)
    picture_place = shown("picture_place", str, picture_place_changed)
    note = shown("note", str, note_changed)


class ShownChoices(Shown):
    """A screen of choices."""

    title_changed = Signal()
    line_changed = Signal()
    choices_changed = Signal()
    back_changed = Signal()
    other_changed = Signal()

    title = shown("title", str, title_changed)
    line = shown("line", str, line_changed)
    choices = shown("choices", list, choices_changed)
    back = shown("back", str, back_changed)
    other = shown("other", str, other_changed)


class ShownKeyboard(Shown):
    """The keyboard on the screen."""

    keys_changed = Signal()
    columns_changed = Signal()
    high_columns_changed = Signal()
    cells_changed = Signal()

    keys = shown("keys", list, keys_changed)
    columns = shown("columns", int, columns_changed)
    high_columns = shown("high_columns", int, high_columns_changed)
    cells = shown("cells", int, cells_changed)


class ShownLeave(Shown):
    """The pad for the code that lets staff out."""

    title_changed = Signal()
    line_changed = Signal()
    back_changed = Signal()
    done_changed = Signal()
    can_try_changed = Signal()

    title = shown("title", str, title_changed)
    line = shown("line", str, line_changed)
    back = shown("back", str, back_changed)
    done = shown("done", str, done_changed)
    can_try = shown("can_try", bool, can_try_changed)
