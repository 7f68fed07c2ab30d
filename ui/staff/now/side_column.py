"""Beside the alerts: notes about reminders, residents at a glance, and the shift."""

from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from ui.staff.look.parts import label
from ui.staff.look.style import Look
from ui.staff.now.now_model import NowModel
from ui.staff.now.panels import ShiftPanel
from ui.staff.now.reminder_panel import ReminderPanel
from ui.staff.now.reminders_model import RemindersModel
from ui.staff.now.residents import ResidentList
from ui.staff.wording.language import Language


class SideColumn(QWidget):
    """Residents as high as there is room, the shift's figures always in sight below them."""

    def __init__(
        self, model: NowModel, reminders: RemindersModel, language: Language, look: Look
    ) -> None:
        super().__init__()
        self.setObjectName("column")
        self._model = model
        words = language.words.residents
        self._list = ResidentList(words.heading, look)
        self._nobody = label(words.nobody, "secondary", wraps=True)
        self._shift = ShiftPanel(language, look)
        panel = QFrame()
        panel.setObjectName("panel")
        panel.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        inside = QVBoxLayout(panel)
        # The tiles bring their own gap at the right and below.
        inside.setContentsMargins(look.px(20), look.px(16), look.px(10), look.px(10))
        inside.setSpacing(look.px(10))
        inside.addWidget(label(words.heading, "strong"))
        inside.addWidget(self._nobody)
        inside.addWidget(self._list)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look.px(16))
        layout.addWidget(ReminderPanel(reminders, language, look))
        layout.addWidget(panel)
        layout.addWidget(self._shift)
        layout.addStretch()
        self._list.opened.connect(model.open_resident)
        model.changed.connect(self._show)
        self.show_whole(is_whole=False)
        self._show()

    def show_whole(self, *, is_whole: bool) -> None:
        """Show all residents without a scroll bar of one's own, or within the room there is."""
        vertical = QSizePolicy.Policy.Fixed if is_whole else QSizePolicy.Policy.Maximum
        self._list.setSizePolicy(QSizePolicy.Policy.Expanding, vertical)

    def _show(self) -> None:
        self._list.tiles.show_tiles(self._model.tiles)
        self._list.setVisible(bool(self._model.tiles))
        self._list.updateGeometry()
        self._nobody.setVisible(self._model.is_read and not self._model.tiles)
        self._shift.show_shift(self._model.shift)
        self._shift.setVisible(bool(self._model.shift))
