"""Sections of the word file for what leaves as a file, and for undoing and sounds."""

from typing import Annotated

from pydantic import AfterValidator

from ui.staff.wording.phrases import ForMessage, ForName, ForWhen, Plain, Section, holding

ForFile = Annotated[str, AfterValidator(holding("file"))]
ForMade = Annotated[str, AfterValidator(holding("when", "name"))]
ForPage = Annotated[str, AfterValidator(holding("page", "all"))]


class ExportWords(Section):
    """Writing figures into files and printing them."""

    pdf: Plain
    csv: Plain
    paper: Plain
    warning: ForName
    warning_figures: Plain
    warning_house: Plain
    go_on: Plain
    cancel: Plain
    choose_pdf: Plain
    choose_csv: Plain
    pdf_files: Plain
    csv_files: Plain
    written: ForFile
    not_written: ForMessage
    printed: Plain
    no_printer: Plain
    heading: Plain
    heading_figures: Plain
    made: ForMade
    confidential: Plain
    scale: Plain
    day: Plain
    total: Plain
    band: Plain
    items: Plain
    estimated: Plain


class UndoWords(Section):
    """Taking back what was done."""

    undo: Plain
    hint: Plain
    undone: Plain
    sure: Plain


class SoundWords(Section):
    """What can be heard on this screen."""

    works: Plain
    works_more: ForName
    none: Plain
    none_more: Plain
    test: Plain
    mute: Plain
    unmute: Plain
    muted: Plain
    muted_more: ForWhen
    only_low: Plain
