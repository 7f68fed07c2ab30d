"""What is planned, written down: what, when first, and how often."""

from collections.abc import Hashable
from datetime import date, time

from PySide6.QtCore import QDate, QLocale, QTime, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateEdit,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QSpinBox,
    QTimeEdit,
    QWidget,
)

from app.identity import Permission
from app.schedule import ItemKind, ScheduledItem
from app.schedule.drafting import LONGEST_MINUTES, PlanDraft, Repeats, draft_of
from ui.staff.entry.kept_form import KeptForm
from ui.staff.look.key_button import KeyButton
from ui.staff.look.page_frame import Card, row_of
from ui.staff.look.parts import label, roomy
from ui.staff.look.style import Look
from ui.staff.schedule.schedule_model import ScheduleModel
from ui.staff.schedule.schedule_view import day_name
from ui.staff.wording.language import Language

_BY_WEEK = {Repeats.WEEKLY, Repeats.FORTNIGHTLY}


class PlanForm(Card):
    """Something new, or what was chosen on the plan."""

    closed = Signal()

    def __init__(self, model: ScheduleModel, language: Language, look: Look) -> None:
        words = language.words.plans
        super().__init__(words.new, look)
        self._model = model
        self._language = language
        self._item: ScheduledItem | None = None
        self._title, self._visitor, self._spoken = QLineEdit(), QLineEdit(), QLineEdit()
        self._visitor.setPlaceholderText(words.visitor_hint)
        self._spoken.setPlaceholderText(words.spoken_hint)
        self._kind, self._repeats = QComboBox(), QComboBox()
        for kind in ItemKind:
            self._kind.addItem(words.kinds[kind], kind)
        for repeats in Repeats:
            self._repeats.addItem(words.repeats[repeats], repeats)
        locale = QLocale(language.name)
        self._first, self._at = QDateEdit(), QTimeEdit()
        self._first.setLocale(locale)
        self._first.setDisplayFormat("ddd d MMM yyyy")
        self._first.setCalendarPopup(True)
        self._at.setDisplayFormat("HH:mm")
        roomy(self._at, look.px(12))
        self._minutes = QSpinBox()
        self._minutes.setRange(0, LONGEST_MINUTES)
        self._minutes.setSingleStep(15)
        roomy(self._minutes, look.px(12))
        self._minutes.setMinimumWidth(look.px(90))
        self._days = [QCheckBox(day_name(day, language)) for day in range(7)]
        days = QWidget()
        row = QHBoxLayout(days)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.px(12))
        for day in self._days:
            row.addWidget(day)
        row.addStretch()
        self._days_row = days
        self._days_label = label(words.on_days, "factName")
        form = QFormLayout()
        form.setHorizontalSpacing(look.px(18))
        form.setVerticalSpacing(look.px(8))
        if look.scale > 1.3:
            form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        parts: tuple[tuple[str, str, QWidget], ...] = (
            ("planTitle", words.title, self._title),
            ("planKind", words.kind, self._kind),
            ("planFirst", words.first_day, self._first),
            ("planAt", words.at, self._at),
            ("planRepeats", words.how_often, self._repeats),
            ("planDays", words.on_days, days),
            ("planMinutes", words.minutes, self._minutes),
            ("planVisitor", words.visitor, self._visitor),
            ("planSpoken", words.spoken, self._spoken),
        )
        for name, said, part in parts:
            part.setObjectName(name)
            part.setAccessibleName(said)
            own = self._days_label if part is days else label(said, "factName")
            form.addRow(own, part)
        fields = {name: part for name, _said, part in parts if part is not days}
        boxes = {f"day{at}": box for at, box in enumerate(self._days)}
        self._kept = KeptForm(model.drafts, fields | boxes, self._about, self)
        self._repeats.currentIndexChanged.connect(lambda _at: self.refresh())
        self.body.addLayout(form)
        self._save = KeyButton(words.add, "do")
        self._save.setObjectName("savePlan")
        self._save.clicked.connect(self._on_save)
        self._remove = KeyButton(words.remove, "danger")
        self._remove.setObjectName("removePlan")
        self._remove.clicked.connect(self._on_remove)
        self._cancel = KeyButton(words.cancel)
        self._cancel.setObjectName("cancelPlan")
        self._cancel.clicked.connect(self._on_cancel)
        self.body.addLayout(row_of(look, self._save, self._cancel, self._remove))

    @property
    def item(self) -> ScheduledItem | None:
        """What is shown; None for something new."""
        return self._item

    def show_item(self, item: ScheduledItem | None, today: date) -> None:
        """Show what is planned, or empty fields for something new."""
        self._item = item
        blank = PlanDraft("", ItemKind.ACTIVITY, today, time(10))
        draft = draft_of(item, today) if item else blank
        self._title.setText(draft.title)
        self._kind.setCurrentIndex(list(ItemKind).index(draft.kind))
        self._first.setDate(QDate(draft.first.year, draft.first.month, draft.first.day))
        self._at.setTime(QTime(draft.at.hour, draft.at.minute))
        self._repeats.setCurrentIndex(list(Repeats).index(draft.repeats))
        for at, day in enumerate(self._days):
            day.setChecked(at in draft.weekdays)
        self._minutes.setValue(draft.minutes)
        self._visitor.setText(draft.visitor)
        self._spoken.setText(draft.spoken)
        self._kept.settle()
        self.refresh()

    def refresh(self) -> None:
        """Follow what may be done, and what goes with how often."""
        self._kept.put_back()
        words, model = self._language.words.plans, self._model
        may = model.allows(Permission.EDIT_RESIDENTS) and not model.is_busy
        repeats = Repeats(self._repeats.currentData())
        is_by_week = repeats in _BY_WEEK
        self._days_row.setVisible(is_by_week)
        self._days_label.setVisible(is_by_week)
        self._first.setEnabled(repeats is not Repeats.AS_KEPT)
        self._save.setText(words.save if self._item else words.add)
        for part in (self._save, self._remove):
            part.setEnabled(may)
        self._remove.setVisible(self._item is not None)
        self._cancel.setVisible(self._item is not None)

    def clear(self) -> None:
        """Keep nothing that was typed."""
        self._item = None
        for field in (self._title, self._visitor, self._spoken):
            field.setText("")
        self._kept.settle()

    def _about(self) -> Hashable | None:
        chosen = self._model.chosen
        return ("plan", chosen.id, self._item.id if self._item else None) if chosen else None

    def _on_cancel(self) -> None:
        self._kept.given_up()
        self.closed.emit()

    def _draft(self) -> PlanDraft:
        first, at = self._first.date(), self._at.time()
        repeats = Repeats(self._repeats.currentData())
        days = frozenset(at for at, day in enumerate(self._days) if day.isChecked())
        return PlanDraft(
            self._title.text(),
            ItemKind(self._kind.currentData()),
            date(first.year(), first.month(), first.day()),
            time(at.hour(), at.minute()),
            repeats,
            days if repeats in _BY_WEEK else frozenset(),
            self._visitor.text(),
            self._spoken.text(),
            self._minutes.value(),
        )

    def _on_save(self) -> None:
        self._kept.sent()
        if self._item:
            self._model.change(self._item, self._draft())
        else:
            self._model.add(self._draft())

    def _on_remove(self) -> None:
        if self._item:
            self._model.remove(self._item)
            self.closed.emit()
