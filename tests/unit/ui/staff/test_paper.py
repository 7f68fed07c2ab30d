"""What leaves as a file: private, whole, and no trap for a spreadsheet."""

import stat
from pathlib import Path

import pytest
from PySide6.QtGui import QPdfWriter
from pytestqt.qtbot import QtBot

from ui.staff.paper.pages import document_of, paint, pdf_of, table_of
from ui.staff.paper.private_file import ExportFileError, write_private
from ui.staff.paper.tables import csv_of


def test_nobody_else_can_read_it_whatever_was_there(tmp_path: Path) -> None:
    file = tmp_path / "scores.csv"
    file.write_text("old")
    file.chmod(0o666)
    write_private(file, b"new")
    assert file.read_bytes() == b"new"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [file]


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    elsewhere, link = tmp_path / "elsewhere", tmp_path / "link"
    elsewhere.write_text("kept")
    link.symlink_to(elsewhere)
    write_private(link, b"new")
    assert elsewhere.read_text() == "kept"
    assert not link.is_symlink()


def test_what_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "scores.pdf").mkdir()
    with pytest.raises(ExportFileError, match="cannot be written"):
        write_private(tmp_path / "scores.pdf", b"x")
    assert [path.name for path in tmp_path.iterdir()] == ["scores.pdf"]


def test_no_cell_becomes_a_formula() -> None:
    table = csv_of(("Day", "=1+1"), [("@SUM(A1)", 3), (None, -2), ("a,b", "-x")])
    assert table.decode("utf-8-sig").split("\r\n") == [
        "Day,'=1+1",
        "'@SUM(A1),3",
        ",-2",
        '"a,b",\'-x',
        "",
    ]


def test_words_are_never_markup(qtbot: QtBot) -> None:
    document = document_of(table_of(("A",), (("<b>x</b> & y",),)), "Inter")
    assert "<b>x</b> & y" in document.toPlainText()


def test_pages_are_as_many_as_it_takes(qtbot: QtBot, tmp_path: Path) -> None:
    def pages(lines: int) -> int:
        body = "".join(f"<p>line {n}</p>" for n in range(lines))
        return paint(document_of(body, "Inter"), QPdfWriter(str(tmp_path / "x.pdf")), "foot")

    assert pages(3) == 1
    assert 3 <= pages(120) <= 6
    assert pdf_of(document_of("<p>x</p>", "Inter"), "t", "f").startswith(b"%PDF-")
