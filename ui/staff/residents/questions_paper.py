"""The questions for families on paper, with lines to write on."""

from html import escape
from pathlib import Path

from PySide6.QtGui import QTextDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QFileDialog, QWidget

from app.errors import LiloError
from app.story.questionnaire import Questionnaire, called
from ui.staff.paper.pages import document_of, paint, pdf_of
from ui.staff.paper.private_file import write_private
from ui.staff.wording.language import Language

_LINES = 3


def questions_document(asked: Questionnaire, name: str, family: str) -> QTextDocument:
    """Return the questions about a resident, each with room for an answer."""
    parts = [
        f"<h1>{escape(called(asked.heading, name))}</h1>",
        f"<p>{escape(called(asked.explained, name))}</p>",
    ]
    line = "<tr><td style='padding-top: 10pt; border-bottom: 1px solid #7D8A98'>&nbsp;</td></tr>"
    lines = f"<table width='100%' cellspacing='0'>{line * _LINES}</table>"
    for part in asked.parts:
        parts.append(f"<h2>{escape(called(part.title, name))}</h2>")
        parts += [
            f"<p>{escape(called(question.asks, name))}</p>{lines}" for question in part.questions
        ]
    return document_of("".join(parts), family)


def print_questions(
    asked: Questionnaire, name: str, parent: QWidget, language: Language
) -> tuple[str, bool]:
    """Print the questions, or write them as a PDF where there is no printer.

    Returns:
        What became of it, in words, and whether it went well; "" where nothing was chosen.
    """
    words = language.words
    document = questions_document(asked, name, parent.font().family())
    foot = called(asked.heading, name)
    if QPrinterInfo.availablePrinterNames():
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        if not QPrintDialog(printer, parent).exec():
            return "", True
        paint(document, printer, foot)
        return words.stories.printed_questions.format(name=name), True
    kinds = f"{words.exports.pdf_files} (*.pdf)"
    path, _ = QFileDialog.getSaveFileName(parent, words.exports.choose_pdf, "lilo.pdf", kinds)
    if not path:
        return "", True
    try:
        write_private(Path(path), pdf_of(document, foot, foot))
    except LiloError as error:
        return words.exports.not_written.format(message=str(error)), False
    return words.exports.written.format(file=Path(path).name), True
