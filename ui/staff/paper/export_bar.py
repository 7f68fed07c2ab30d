"""Three ways out - PDF, table, paper - each behind a warning that has to be read first."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.station import ExportFormat
from ui.staff.look.key_button import KeyButton
from ui.staff.look.page_frame import News
from ui.staff.look.parts import label
from ui.staff.look.style import Look
from ui.staff.paper.export_model import ExportModel, Target
from ui.staff.wording.language import Language

SaveAs = Callable[[QWidget, str, str, str], str]
"""Asks a person for a file: parent, title, suggested name, kinds. Returns "" for none."""


def _ask_file(parent: QWidget, title: str, name: str, kinds: str) -> str:
    return QFileDialog.getSaveFileName(parent, title, name, kinds)[0]


class ExportBar(QWidget):
    """Hands something out after a second press.

    Args:
        hand_out: what is done once a place was chosen.
        save_as: asks for a file.
        warning: said before anything leaves, where no one person is named.
    """

    def __init__(
        self,
        model: ExportModel,
        hand_out: Callable[[ExportFormat, Target], None],
        language: Language,
        look: Look,
        save_as: SaveAs = _ask_file,
        warning: str = "",
    ) -> None:
        super().__init__()
        self._model = model
        self._hand_out = hand_out
        self._language = language
        self._asked: ExportFormat | None = None
        self._name = ""
        self._unnamed = warning or language.words.exports.warning_figures
        self.save_as = save_as
        words = language.words.exports
        self._warning = label(kind="warning", wraps=True)
        self._warning.setObjectName("exportWarning")
        self._news = News()
        self._buttons = {
            form: self._button(f"export-{form}", text)
            for form, text in (
                (ExportFormat.PDF, words.pdf),
                (ExportFormat.CSV, words.csv),
                (ExportFormat.PAPER, words.paper),
            )
        }
        for form, button in self._buttons.items():
            button.clicked.connect(lambda _checked=False, form=form: self._on_asked(form))
        self._go = self._button("exportGo", words.go_on, "do")
        self._go.clicked.connect(self._on_go)
        self._stay = self._button("exportCancel", words.cancel)
        self._stay.clicked.connect(self._ask_nothing)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look.px(8))
        row = QHBoxLayout()
        row.setSpacing(look.px(10))
        for button in (*self._buttons.values(), self._go, self._stay):
            row.addWidget(button)
        row.addStretch()
        layout.addLayout(row)
        layout.addWidget(self._warning)
        layout.addWidget(self._news)
        model.changed.connect(self._show)
        self._ask_nothing()

    def name(self, text: str) -> None:
        """Say whose data it would be; "" where nobody is named."""
        if text != self._name:
            self._name = text
            self._ask_nothing()

    def _button(self, name: str, text: str, kind: str = "") -> KeyButton:
        made = KeyButton(text, kind)
        made.setObjectName(name)
        return made

    def _ask_nothing(self) -> None:
        self._asked = None
        self._show()

    def _on_asked(self, form: ExportFormat) -> None:
        self._asked = form
        self._show()

    def _show(self) -> None:
        words, model = self._language.words.exports, self._model
        is_asked = self._asked is not None
        named = words.warning.format(name=self._name) if self._name else self._unnamed
        self._warning.setText(named)
        self._warning.setVisible(is_asked)
        for part in (self._go, self._stay):
            part.setVisible(is_asked)
        for button in self._buttons.values():
            button.setVisible(not is_asked)
            button.setEnabled(not model.is_busy)
        failed = model.notice if model.is_good else words.not_written.format(message=model.notice)
        self._news.tell(failed if model.notice else "", is_good=model.is_good)

    def _on_go(self) -> None:
        form, words = self._asked, self._language.words.exports
        self._ask_nothing()
        if form is None:
            return
        if form is ExportFormat.PAPER:
            self._print(form)
            return
        is_pdf = form is ExportFormat.PDF
        title = words.choose_pdf if is_pdf else words.choose_csv
        kinds = f"{words.pdf_files} (*.pdf)" if is_pdf else f"{words.csv_files} (*.csv)"
        path = self.save_as(self, title, f"lilo.{form}", kinds)
        if path:
            suffix = f".{form}"
            chosen = Path(path)
            self._hand_out(
                form, chosen if chosen.suffix else chosen.with_name(chosen.name + suffix)
            )

    def _print(self, form: ExportFormat) -> None:
        if not QPrinterInfo.availablePrinterNames():
            self._news.tell(self._language.words.exports.no_printer)
            return
        # Before anything is read: a dialog must not stand open in the middle of other work.
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        if QPrintDialog(printer, self).exec():
            self._hand_out(form, printer)
