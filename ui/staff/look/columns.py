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


def share_out(table: QTableView, columns: int) -> bool:
    """Give each column what it needs and its share of what room is left; return whether all fit.

    Where they do not fit together, each follows what it holds and the table scrolls.
    """
    header, modes = table.horizontalHeader(), QHeaderView.ResizeMode
    needed = [
        max(table.sizeHintForColumn(at), header.sectionSizeHint(at), header.minimumSectionSize())
        for at in range(columns)
    ]
    room = table.viewport().width()
    fits = 0 < sum(needed) <= room
    spare = room - sum(needed)
    for at, width in enumerate(needed):
        header.setSectionResizeMode(at, modes.Fixed if fits else modes.ResizeToContents)
        if fits:
            header.resizeSection(at, width + spare * width // sum(needed))
    return fits
