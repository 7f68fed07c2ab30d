"""The steps of the first start that are filled in: house, administrator, residents."""

from pathlib import Path
from zoneinfo import available_timezones

from PySide6.QtCore import QLocale, QTimeZone
from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from ui.staff.first_run.fields import Fields
from ui.staff.first_run.first_run_model import (
    FirstRunModel,
    TypedAdministrator,
    TypedHouse,
    TypedResident,
)
from ui.staff.look.key_button import KeyButton
from ui.staff.look.page_frame import row_of
from ui.staff.look.style import Look
from ui.staff.look.table import RowView, Table
from ui.staff.wording.language import Language


class HouseStep(QWidget):
    """Where the facility is kept, and what it is."""

    def __init__(self, model: FirstRunModel, folder: Path, language: Language, look: Look) -> None:
        super().__init__()
        self._model = model
        self._words = words = language.words.first_run
        self._fields = Fields(look)
        self._fields.line("houseName", words.house_name)
        self._fields.line("houseAddress", words.address, words.address_hint)
        self._fields.line("houseCity", words.city)
        self._zone = QComboBox()
        self._zone.addItems(sorted(available_timezones()))
        own = bytes(QTimeZone.systemTimeZoneId().data()).decode("ascii", "replace")
        self._zone.setCurrentText(own if self._zone.findText(own) >= 0 else "UTC")
        self._fields.put("houseZone", words.timezone, self._zone)
        number = self._fields.line("houseNumber", words.emergency_number)
        is_there = QLocale.system().measurementSystem()
        number.setText("911" if is_there is QLocale.MeasurementSystem.ImperialUSSystem else "112")
        self._folder = self._fields.line("houseFolder", words.folder)
        self._folder.setText(str(folder))
        choose = KeyButton(words.choose_folder)
        choose.clicked.connect(self._on_choose)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._fields)
        layout.addLayout(row_of(look, choose))
        layout.addStretch()

    def go_on(self) -> None:
        """Go on with what was typed."""
        text = self._fields.text
        self._model.take_house(
            TypedHouse(
                Path(text("houseFolder").strip()).expanduser(),
                text("houseName"),
                self._zone.currentText(),
                text("houseNumber"),
                text("houseAddress"),
                text("houseCity"),
            )
        )

    def _on_choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self._words.folder, self._folder.text())
        if chosen:
            self._folder.setText(chosen)


class AdministratorStep(QWidget):
    """Who looks after the facility first."""

    def __init__(self, model: FirstRunModel, language: Language, look: Look) -> None:
        super().__init__()
        self._model = model
        words, people, signing = (
            language.words.first_run,
            language.words.people,
            language.words.sign_in,
        )
        self._fields = Fields(look)
        self._fields.line("adminGiven", people.given_name)
        self._fields.line("adminFamily", people.family_name)
        self._fields.line("adminTitle", people.title, words.optional)
        self._fields.line("adminLogin", people.login, signing.name_hint)
        self._fields.line("adminPassphrase", signing.passphrase, is_secret=True)
        self._fields.line("adminAgain", signing.new_again, is_secret=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._fields)
        layout.addStretch()

    def go_on(self) -> None:
        """Go on with what was typed."""
        text = self._fields.text
        self._model.take_administrator(
            TypedAdministrator(
                text("adminGiven"),
                text("adminFamily"),
                text("adminLogin"),
                text("adminTitle"),
                text("adminPassphrase"),
                text("adminAgain"),
            )
        )


class ResidentsStep(QWidget):
    """Who lives there; more can be written down later in the people file."""

    def __init__(self, model: FirstRunModel, language: Language, look: Look) -> None:
        super().__init__()
        self._model = model
        words, pages = language.words.first_run, language.words.resident_pages
        people = language.words.people
        headings = (people.name, pages.known_as, pages.room, pages.born)
        self._table = Table("newResidents", words.residents, headings, look, grows=True, most=6)
        self._fields = Fields(look)
        self._fields.line("residentGiven", people.given_name)
        self._fields.line("residentFamily", people.family_name)
        right = Fields(look)
        self._right = right
        right.line("residentCalled", pages.known_as, words.optional)
        right.line("residentRoom", pages.room)
        self._born = Fields(look)
        self._born.line("residentBorn", pages.born, words.born_hint)
        add = KeyButton(people.add)
        add.setObjectName("addResident")
        add.clicked.connect(self._on_add)
        remove = KeyButton(words.remove_resident)
        remove.setObjectName("removeResident")
        remove.clicked.connect(self._on_remove)
        self._kiosk = QComboBox()
        self._no_kiosk = words.no_kiosk
        whose = Fields(look)
        whose.put("kioskResident", words.kiosk, self._kiosk)
        beside = QHBoxLayout()
        beside.setSpacing(look.px(14))
        beside.addWidget(self._fields, 1)
        beside.addWidget(right, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look.px(12))
        layout.addWidget(self._table)
        layout.addLayout(beside)
        layout.addWidget(self._born)
        layout.addLayout(row_of(look, add, remove))
        layout.addWidget(whose)
        layout.addStretch()
        model.changed.connect(self._show)
        self._show()

    def go_on(self) -> None:
        """Go on with the list; what stands in the fields is put on it first."""
        if self._fields.text("residentGiven").strip() and not self._on_add():
            return
        self._model.take_residents(str(self._kiosk.currentData() or ""))

    def _show(self) -> None:
        residents = self._model.residents
        self._table.show_rows(
            [
                RowView(str(at), (one.full_name, one.called or one.given, one.room, one.born))
                for at, one in enumerate(residents)
            ]
        )
        self._table.setVisible(bool(residents))
        names = [one.full_name for one in residents]
        if names != [self._kiosk.itemData(at) for at in range(1, self._kiosk.count())]:
            chosen = self._kiosk.currentData()
            self._kiosk.clear()
            self._kiosk.addItem(self._no_kiosk, "")
            for one in residents:
                self._kiosk.addItem(f"{one.full_name} · {one.room}", one.full_name)
            self._kiosk.setCurrentIndex(max(self._kiosk.findData(chosen), 0))

    def _on_add(self) -> bool:
        is_added = self._model.add_resident(
            TypedResident(
                self._fields.text("residentGiven"),
                self._fields.text("residentFamily"),
                self._right.text("residentCalled"),
                self._right.text("residentRoom"),
                self._born.text("residentBorn"),
            )
        )
        if is_added:
            for fields in (self._fields, self._right, self._born):
                fields.clear()
        return is_added

    def _on_remove(self) -> None:
        if key := self._table.key:
            self._model.remove_resident(int(key))
