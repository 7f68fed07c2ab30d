"""How wide the columns of a table are: as what they hold, and the last as wide as is left."""

from PySide6.QtWidgets import QHeaderView, QTableView


def place_last(table: QTableView, last: int) -> None:
    """Give the last column what room there is, and never less than its texts take.

    The columns before it follow what they hold; where all of them together do not fit, the table
    scrolls instead of cutting texts off.
    """
    header = table.horizontalHeader()
    before = sum(
        max(table.sizeHintForColumn(at), header.sectionSizeHint(at), header.minimumSectionSize())
        for at in range(last)
    )
    needed = max(table.sizeHintForColumn(last), header.sectionSizeHint(last))
    modes = QHeaderView.ResizeMode
    fits = before + needed <= table.viewport().width()
    mode = modes.Stretch if fits else modes.ResizeToContents
    if header.sectionResizeMode(last) is not mode:
        header.setSectionResizeMode(last, mode)
