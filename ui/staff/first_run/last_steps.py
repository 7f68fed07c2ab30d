"""The steps in which something happens: the key, the recovery code, the alarm."""

from html import escape

from PySide6.QtGui import QTextDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QCheckBox, QComboBox, QVBoxLayout, QWidget

from app.alerts import Recipient
from ui.staff.first_run.fields import Fields
from ui.staff.first_run.first_run_model import FirstRunModel
from ui.staff.look.key_button import KeyButton
from ui.staff.look.page_frame import Card, row_of
from ui.staff.look.parts import label, restyle, set_text
from ui.staff.look.style import Look
from ui.staff.paper.pages import document_of, paint
from ui.staff.wording.language import Language


class KeyStep(QWidget):
    """Where the key is kept; by a person where no keyring is."""

    def __init__(self, model: FirstRunModel, language: Language, look: Look) -> None:
        super().__init__()
        self._model = model
        self._words = words = language.words.first_run
        self._kept = label(wraps=True)
        self._kept.setObjectName("keyKept")
        self._fields = Fields(look)
        self._fields.line("keyPassphrase", words.key_passphrase, is_secret=True)
        self._fields.line("keyAgain", language.words.sign_in.new_again, is_secret=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look.px(12))
        layout.addWidget(self._kept)
        layout.addWidget(self._fields)
        layout.addStretch()
        model.changed.connect(self._show)
        self._show()

    def go_on(self) -> None:
        """Make the facility."""
        self._model.found(self._fields.text("keyPassphrase"), self._fields.text("keyAgain"))

    def _show(self) -> None:
        model, words = self._model, self._words
        keeper = model.key_keeper
        said = words.key_by_keyring.format(name=keeper) if keeper else words.key_by_person
        self._kept.setText(words.making if model.is_busy else said)
        self._fields.setVisible(not keeper and not model.is_busy)
        if model.code:
            self._fields.clear()


def code_document(code: str, house: str, language: Language, family: str) -> QTextDocument:
    """Return the sealed sheet: the code, what it is for, and how it is kept."""
    words = language.words.first_run
    body = (
        f"<h1>{escape(words.code_sheet.format(name=house))}</h1>"
        f"<p style='font-size: 22pt; font-family: monospace'>{escape(code)}</p>"
        f"<p>{escape(words.code_explained)}</p>"
        f"<p class='small'>{escape(words.code_how)}</p>"
    )
    return document_of(body, family)


class CodeStep(QWidget):
    """The recovery code, shown once. It goes to paper only, never into a file by itself."""

    def __init__(self, model: FirstRunModel, language: Language, look: Look) -> None:
        super().__init__()
        self._model = model
        self._language = language
        self._look = look
        words = language.words.first_run
        self._code = label(kind="code", wraps=True)
        self._code.setObjectName("recoveryCode")
        self._print = KeyButton(words.print_code)
        self._print.setObjectName("printCode")
        self._print.clicked.connect(self._on_print)
        self._news = label(kind="secondary", wraps=True)
        self._kept = QCheckBox(words.code_kept)
        self._kept.setObjectName("codeKept")
        card = Card(words.code, look, words.code_explained)
        card.body.addWidget(self._code)
        card.body.addLayout(row_of(look, self._print))
        card.body.addWidget(self._news)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look.px(12))
        layout.addWidget(card)
        layout.addWidget(self._kept)
        layout.addStretch()
        model.changed.connect(self._show)
        self._show()

    def go_on(self) -> None:
        """Go on once somebody says that it is written down."""
        if self._kept.isChecked():
            self._model.code_is_kept()
        else:
            self._news.setText(self._language.words.first_run.code_first)

    def _show(self) -> None:
        self._code.setText(self._model.code)
        self._code.setAccessibleName(self._model.code)

    def _on_print(self) -> None:
        words = self._language.words
        if not QPrinterInfo.availablePrinterNames():
            self._news.setText(f"{words.exports.no_printer} {words.first_run.write_it}")
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        if QPrintDialog(printer, self).exec():
            sheet = code_document(
                self._model.code, self._model.house_name, self._language, self._look.family
            )
            paint(sheet, printer, words.first_run.code)
            self._news.setText(words.exports.printed)


class AlarmStep(QWidget):
    """Whether an alarm is heard here, and a first message outside, if there is to be one."""

    def __init__(self, model: FirstRunModel, language: Language, look: Look) -> None:
        super().__init__()
        self._model = model
        self._words = words = language.words.first_run
        self._play = KeyButton(words.play, "do")
        self._play.setObjectName("playAlarm")
        self._play.clicked.connect(model.play_alarm)
        self._heard = label(kind="state", wraps=True)
        self._heard.setObjectName("alarmHeard")
        sound = Card(words.sound, look, words.sound_explained)
        sound.body.addLayout(row_of(look, self._play, self._heard, stretched=(self._heard,)))
        self._fields = Fields(look)
        self._fields.line("targetName", language.words.people.name, words.target_name_hint)
        self._fields.line("targetAddress", words.target_address, words.target_hint, is_secret=True)
        self._role = QComboBox()
        for role in Recipient:
            self._role.addItem(language.words.roles[role], role)
        self._fields.put("targetRole", words.target_role, self._role)
        self._send = KeyButton(words.send_test)
        self._send.setObjectName("sendTest")
        self._send.clicked.connect(self._on_send)
        self._sent = label(kind="state", wraps=True)
        self._sent.setObjectName("testSent")
        outside = Card(words.outside, look, words.outside_explained)
        outside.body.addWidget(self._fields)
        outside.body.addLayout(row_of(look, self._send, self._sent, stretched=(self._sent,)))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look.px(12))
        layout.addWidget(sound)
        layout.addWidget(outside)
        layout.addStretch()
        model.changed.connect(self._show)
        self._show()

    def go_on(self) -> None:
        """Open the staff window."""
        self._fields.clear()
        self._model.finish()

    def _show(self) -> None:
        model, words = self._model, self._words
        heard = {None: "", True: words.played, False: words.not_played}[model.heard]
        set_text(self._heard, heard)
        restyle(self._heard, "tone", "bad" if model.heard is False else "good")
        set_text(self._sent, words.sending if model.is_busy else model.sent)
        restyle(self._sent, "tone", "good")
        self._send.setEnabled(not model.is_busy)

    def _on_send(self) -> None:
        self._model.send_test(
            self._fields.text("targetName"),
            self._fields.text("targetAddress"),
            Recipient(self._role.currentData()),
        )
